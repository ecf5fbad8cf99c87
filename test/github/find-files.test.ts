import { expect, test } from "vitest";
import { blobOf, commitId, type PlayedHost, playHost } from "../support/github-replies.ts";

const HEAD = commitId("a");
const [ONE, TWO, THREE] = [blobOf("one"), blobOf("two"), blobOf("three")];

function playTree(host: PlayedHost, status: number, body: object): void {
  host.scope
    .get(`/repos/acme/petstore/git/trees/${HEAD}`)
    .query({ recursive: "1" })
    .reply(status, { sha: HEAD, url: "", ...body });
}

function entry(path: string, mode: string, sha: string): object {
  return { path, mode, type: mode === "040000" ? "tree" : "blob", sha, size: 3, url: "" };
}

test("names every file that is sought, plain or executable, and nothing that is none", async () => {
  const host = playHost();
  const tree = [
    entry("api", "040000", THREE),
    entry("api/one.yaml", "100644", ONE),
    entry("api/ü.yaml", "100755", ONE),
    entry("link", "120000", TWO),
    entry("module", "160000", TWO),
    entry("else", "100644", blobOf("else")),
  ];
  playTree(host, 200, { tree, truncated: false });

  const sought = new Set([ONE, TWO, THREE]);
  const files = await host.port.findFiles(host.address, HEAD, ({ blob }) => sought.has(blob));

  expect(files).toEqual([
    { path: "api/one.yaml", blob: ONE, sizeBytes: 3 },
    { path: "api/ü.yaml", blob: ONE, sizeBytes: 3 },
  ]);
});

test("says nothing of a tree that GitHub cut", async () => {
  const host = playHost();
  playTree(host, 200, { tree: [entry("one", "100644", ONE)], truncated: true });

  expect(await host.port.findFiles(host.address, HEAD, () => true)).toBeNull();
});

test.each([404, 409, 422])("says nothing where GitHub answers %i: the commit is gone", async (status) => {
  const host = playHost();
  playTree(host, status, { message: "Not Found" });

  expect(await host.port.findFiles(host.address, HEAD, () => true)).toBeNull();
});
