/** What a listing of many pages costs, and what is never shared. */
import { expect, test } from "vitest";
import { type CommitId, parseBlobId, parseCommitId } from "../../src/core/git/object-id.ts";
import type { GitHubPort, HeadAnswer, TreeFile } from "../../src/core/sync/github-port.ts";
import { shareTrees } from "../../src/github/share-trees.ts";
import { aGitHub } from "../support/a-github.ts";
import { anAddress } from "../support/github-replies.ts";

const ADDRESS = anAddress();
const HEAD = parseCommitId("a".repeat(40));
const BLOB = parseBlobId("b".repeat(40));
const all = (): boolean => true;

interface Scene {
  readonly shared: GitHubPort;
  readonly calls: string[];
  at: number;
}

function aScene(
  {
    tree = async () => [{ path: "a.yaml", blob: BLOB }],
    head = async () => ({ kind: "head", head: HEAD }),
  }: {
    readonly tree?: (commit: CommitId) => Promise<readonly TreeFile[] | null>;
    readonly head?: () => Promise<HeadAnswer>;
  } = {},
  options?: Parameters<typeof shareTrees>[2],
): Scene {
  const calls: string[] = [];
  const github = aGitHub({
    head: ({ name }, branch) => {
      calls.push(`head ${name} ${branch}`);
      return head();
    },
    findFiles: async ({ name }, commit, isSought) => {
      calls.push(`tree ${name} ${commit.slice(0, 2)}`);
      return (await tree(commit))?.filter(isSought) ?? null;
    },
  });
  const scene: Scene = { shared: shareTrees(github, () => scene.at, options), calls, at: 0 };
  return scene;
}

test("one head is asked for, by all at once and for some seconds; a known one as ever", async () => {
  const scene = aScene();
  const { shared, calls } = scene;
  await Promise.all([shared.head(ADDRESS, "main", null), shared.head(ADDRESS, "main", null)]);
  scene.at = 4999;
  await shared.head(ADDRESS, "main", null);
  expect(calls).toHaveLength(1);
  scene.at = 5000;
  await shared.head(ADDRESS, "main", null);
  await shared.head(ADDRESS, "next", null);
  await shared.head(ADDRESS, "main", HEAD);
  expect(calls.slice(1).map((call) => call.split(" ").at(-1))).toEqual(["main", "next", "main"]);
});

test("a commit's tree is read once, whatever is sought in it", async () => {
  const blob = BLOB;
  const scene = aScene({
    tree: async () => [
      { path: "a.yaml", blob },
      { path: "b.yaml", blob },
    ],
  });
  const { shared, calls } = scene;
  const [first, second] = await Promise.all([
    shared.findFiles(ADDRESS, HEAD, ({ path }) => path === "a.yaml"),
    shared.findFiles(ADDRESS, HEAD, ({ path }) => path === "b.yaml"),
  ]);
  expect([first, second]).toEqual([[{ path: "a.yaml", blob }], [{ path: "b.yaml", blob }]]);
  expect(calls).toHaveLength(1);
  scene.at = 60_000;
  await shared.findFiles(ADDRESS, HEAD, all);
  expect(calls).toHaveLength(2);
});

test("nothing is shared between repositories, nor between installations of one", async () => {
  const { shared, calls } = aScene();
  const others = [{ repositoryId: 77 }, { installationId: 78 }, { hostname: "github.acme.test" }];
  for (const address of [ADDRESS, ...others.map((other) => ({ ...ADDRESS, ...other }))]) {
    await shared.head(address, "main", null);
    await shared.findFiles(address, HEAD, all);
  }
  expect(calls).toHaveLength(8);
});

test("what fails is asked again, and a tree that is not told after some seconds", async () => {
  let isDown = true;
  const scene = aScene({
    tree: async () => null,
    head: async () => {
      if (isDown) throw new Error("A fault");
      return { kind: "not-found" };
    },
  });
  const { shared, calls } = scene;
  await expect(shared.head(ADDRESS, "main", null)).rejects.toThrow("A fault");
  isDown = false;
  expect(await shared.head(ADDRESS, "main", null)).toEqual({ kind: "not-found" });
  expect(await shared.findFiles(ADDRESS, HEAD, all)).toBeNull();
  expect(await shared.findFiles(ADDRESS, HEAD, all)).toBeNull();
  scene.at = 5000;
  await shared.findFiles(ADDRESS, HEAD, all);
  expect(calls.filter((call) => call.startsWith("tree"))).toHaveLength(2);
});

test("the trees kept are bounded: the longest unused goes first, and one over the bound is not kept", async () => {
  const [a, b, c, large] = ["a", "b", "c", "d"].map((letter) => parseCommitId(letter.repeat(40)));
  if (a === undefined || b === undefined || c === undefined || large === undefined) throw new Error();
  const tree = async (commit: CommitId): Promise<readonly TreeFile[]> =>
    Array.from({ length: commit === large ? 10 : 1 }, (_none, at) => ({ path: `${at}`, blob: BLOB }));
  const { shared, calls } = aScene({ tree }, { treesBytes: 1000 });
  for (const commit of [a, b, a, c, a, b, large, large]) await shared.findFiles(ADDRESS, commit, all);
  expect(calls.map((call) => call.slice(-2))).toEqual(["aa", "bb", "cc", "bb", "dd", "dd"]);
});
