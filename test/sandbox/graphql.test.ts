import { describe, expect, test } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { parseNodeId } from "../../src/sandbox/node-ids.ts";
import type { FileContent, Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { askGraphql, aSandbox, at, installationToken } from "../support/a-sandbox.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly installationId: number;
  readonly token: string;
}

async function aScene(files: Record<string, FileContent> = { "api/a.yaml": "a\n" }): Promise<Scene> {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files });
  const { id } = sandbox.installations.create("acme");
  return { sandbox, repository, installationId: id, token: await installationToken(sandbox, id) };
}

const OBSERVE = `
  query Observe($id: ID!, $ref: String!, $a: String!, $b: String!, $c: String!, $d: String!, $e: String!, $f: String!) {
    node(id: $id) {
      __typename
      ... on Repository {
        id databaseId name nameWithOwner isArchived isEmpty isPrivate
        owner { login ... on Organization { databaseId } ... on User { databaseId } }
        defaultBranchRef { name id target { oid } }
        ref(qualifiedName: $ref) {
          id name
          target {
            oid
            ... on Commit {
              a: file(path: $a) { ...entry }
              b: file(path: $b) { ...entry }
              c: file(path: $c) { ...entry }
              d: file(path: $d) { ...entry }
              e: file(path: $e) { ...entry }
              f: file(path: $f) { ...entry }
            }
          }
        }
      }
    }
  }
  fragment entry on TreeEntry {
    mode type oid size name path
    object { ... on Blob { oid byteSize text isBinary isTruncated } ... on Tree { entries { name type mode oid } } }
  }`;

describe("reading", () => {
  test("one query shows the repository, the head, and each kind of entry with its mode", async () => {
    const other = "4".repeat(40);
    const { sandbox, repository, token } = await aScene({
      "api/a.yaml": "a\n",
      "run.sh": { content: "#!/bin/sh\n", executable: true },
      link: { symlink: "api/a.yaml" },
      sub: { submodule: other },
    });
    const variables = { id: repository.nodeId, ref: "refs/heads/main", a: "api/a.yaml", b: "run.sh" };
    const paths = { c: "link", d: "sub", e: "api", f: "api/none.yaml" };
    const answer = await askGraphql(sandbox, token, OBSERVE, { ...variables, ...paths });
    const oid = blobIdOf(Buffer.from("a\n"));
    const head = await repository.head();
    expect(answer).toMatchObject({
      data: {
        node: {
          __typename: "Repository",
          id: repository.nodeId,
          databaseId: repository.id,
          nameWithOwner: "acme/one",
          isEmpty: false,
          owner: { login: "acme", databaseId: sandbox.accounts.get("acme")?.id },
          defaultBranchRef: { name: "main", target: { oid: head } },
          ref: {
            target: {
              oid: head,
              a: {
                mode: 33188,
                type: "blob",
                oid,
                size: 2,
                name: "a.yaml",
                path: "api/a.yaml",
                object: { text: "a\n" },
              },
              b: { mode: 33261, type: "blob" },
              c: { mode: 40960, type: "blob", object: { text: "api/a.yaml" } },
              d: { mode: 57344, type: "commit", oid: other, object: null },
              e: { mode: 16384, type: "tree", object: { entries: [{ name: "a.yaml", mode: 33188, oid }] } },
              f: null,
            },
          },
        },
      },
    });
    expect(at(answer, "errors")).toBeUndefined();
    const refId = parseNodeId(String(at(answer, "data.node.ref.id")));
    expect(refId).toEqual({ type: "REF", id: repository.id, detail: "refs/heads/main" });
  });

  test("a commit's author has a login where the address is a user's, and none where it is not", async () => {
    const { sandbox, repository, token } = await aScene();
    const query = `query($id: ID!) { node(id: $id) { ... on Repository { defaultBranchRef { target { ... on Commit {
      message committedDate author { name user { login } } } } } } } }`;
    const own = await askGraphql(sandbox, token, query, { id: repository.nodeId });
    expect(at(own, "data.node.defaultBranchRef.target.author")).toEqual({
      name: "mona",
      user: { login: "mona" },
    });
    await repository.commit({ files: { b: "1" }, author: { name: "Ann", email: "ann@example.com" } });
    const other = await askGraphql(sandbox, token, query, { id: repository.nodeId });
    expect(at(other, "data.node.defaultBranchRef.target.author")).toEqual({ name: "Ann", user: null });
  });

  test("a branch that is not there is null; an empty repository says so", async () => {
    const { sandbox, token } = await aScene();
    const blank = await sandbox.repositories.create({ owner: "acme", name: "blank" });
    const query = `query($id: ID!) { node(id: $id) { ... on Repository {
      isEmpty defaultBranchRef { name } ref(qualifiedName: "refs/heads/main") { id } } } }`;
    const answer = await askGraphql(sandbox, token, query, { id: blank.nodeId });
    expect(answer).toEqual({ data: { node: { isEmpty: true, defaultBranchRef: null, ref: null } } });
  });

  test("a text is cut at 512,000 bytes without a word, and a binary has none", async () => {
    const long = "0123456789abcde\n".repeat(40_000);
    const { sandbox, repository, token } = await aScene({ long, binary: Buffer.from([1, 0, 2]) });
    const query = `query($id: ID!) { node(id: $id) { ... on Repository { ref(qualifiedName: "refs/heads/main") { target {
      ... on Commit { long: file(path: "long") { object { ... on Blob { byteSize text } } }
        binary: file(path: "binary") { object { ... on Blob { isBinary text } } } } } } } } }`;
    const answer = await askGraphql(sandbox, token, query, { id: repository.nodeId });
    const target = at(answer, "data.node.ref.target");
    expect(at(target, "long.object.byteSize")).toBe(640_000);
    expect(String(at(target, "long.object.text"))).toHaveLength(512_000);
    expect(at(target, "binary.object")).toEqual({ isBinary: true, text: null });
  });

  test("a document that GitHub's schema does not allow fails", async () => {
    const { sandbox, token } = await aScene();
    const answer = await askGraphql(
      sandbox,
      token,
      'query { node(id: "x") { ... on Repository { noSuchField } } }',
    );
    expect(at(answer, "errors.0.message")).toContain('Cannot query field "noSuchField" on type "Repository"');
    expect(at(answer, "data")).toBeUndefined();
    expect(at(await askGraphql(sandbox, token, "query {"), "errors.0.message")).toContain("Syntax Error");
  });
});

const COMMIT =
  "mutation Commit($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }";

interface CommitChange {
  readonly branch?: unknown;
  readonly expectedHeadOid?: string | null;
  readonly additions?: Record<string, string>;
  readonly more?: readonly { readonly path: string; readonly contents: string }[];
  readonly deletions?: readonly string[];
}

async function commit(scene: Scene, change: CommitChange): Promise<unknown> {
  const { sandbox, repository, token } = scene;
  const additions = Object.entries(change.additions ?? {}).map(([path, text]) => ({
    path,
    contents: Buffer.from(text).toString("base64"),
  }));
  const input = {
    branch: change.branch ?? { repositoryNameWithOwner: "acme/one", branchName: "main" },
    expectedHeadOid: change.expectedHeadOid ?? (await repository.head()),
    message: { headline: "Save", body: "For a reason." },
    fileChanges: {
      additions: [...additions, ...(change.more ?? [])],
      deletions: (change.deletions ?? []).map((path) => ({ path })),
    },
  };
  return askGraphql(sandbox, token, COMMIT, { input });
}

function refusalOf(answer: unknown): unknown {
  expect(at(answer, "data.createCommitOnBranch")).toBeNull();
  return at(answer, "errors.0.type");
}

describe("createCommitOnBranch", () => {
  test("commits all changes at once, as the bot, and announces the push", async () => {
    const scene = await aScene({ "api/a.yaml": "a\n", old: "x", deep: "y" });
    const additions = { "api/a.yaml": "b\n", "new/b.yaml": "new\n" };
    const before = await scene.repository.head();
    const answer = await commit(scene, { additions, deletions: ["old"] });
    const oid = at(answer, "data.createCommitOnBranch.commit.oid");
    expect(await scene.repository.head()).toBe(oid);
    const [latest] = await scene.repository.log();
    expect(latest).toMatchObject({
      sha: oid,
      parents: [before],
      message: "Save\n\nFor a reason.",
      author: { name: "lockstep-sandbox[bot]" },
      files: ["api/a.yaml", "new/b.yaml", "old"],
    });
    const [push] = scene.sandbox.webhooks.deliveries({ event: "push" });
    expect(push?.payload).toMatchObject({
      before,
      after: oid,
      sender: { login: "lockstep-sandbox[bot]", type: "Bot" },
    });
  });

  test("takes the branch by its ref's node id, which outlives a rename", async () => {
    const scene = await aScene();
    const query = "query($id: ID!) { node(id: $id) { ... on Repository { defaultBranchRef { id } } } }";
    const found = await askGraphql(scene.sandbox, scene.token, query, { id: scene.repository.nodeId });
    scene.repository.rename("renamed");
    const branch = { id: at(found, "data.node.defaultBranchRef.id") };
    const answer = await commit(scene, { branch, additions: { a: "1" } });
    expect(at(answer, "data.createCommitOnBranch.commit.oid")).toBe(await scene.repository.head());
  });

  test("on a head that moved is stale: status 200, nothing written", async () => {
    const scene = await aScene();
    const expectedHeadOid = await scene.repository.head();
    const head = await scene.repository.commit({ files: { other: "1" } });
    const answer = await commit(scene, { expectedHeadOid, additions: { a: "1" } });
    expect(answer).toMatchObject({
      data: { createCommitOnBranch: null },
      errors: [
        {
          type: "STALE_DATA",
          path: ["createCommitOnBranch"],
          message: `Expected branch to point to "${expectedHeadOid}" but it did not.  Pull and try again.`,
        },
      ],
    });
    expect(await scene.repository.head()).toBe(head);
  });

  test("of many on one head lets exactly one land", async () => {
    const scene = await aScene();
    const expectedHeadOid = await scene.repository.head();
    const answers = await Promise.all(
      ["1", "2", "3", "4"].map((text) => commit(scene, { expectedHeadOid, additions: { a: text } })),
    );
    const stale = answers.filter((it) => at(it, "errors.0.type") === "STALE_DATA");
    expect([stale.length, (await scene.repository.log()).length]).toEqual([3, 2]);
  });

  test("commits an unchanged tree too, and turns an executable file into a plain one", async () => {
    const scene = await aScene({ "run.sh": { content: "1", executable: true } });
    await commit(scene, { additions: { "run.sh": "2" } });
    expect(await scene.repository.mode("main", "run.sh")).toBe("100644");
    await commit(scene, { additions: { "run.sh": "2" } });
    expect(await scene.repository.log()).toMatchObject([{ files: [] }, { files: ["run.sh"] }, {}]);
  });

  test.each<[string, CommitChange, string]>([
    ["one path twice", { additions: { a: "1" }, more: [{ path: "a", contents: "" }] }, "UNPROCESSABLE"],
    ["the deletion of what is not there", { deletions: ["none"] }, "UNPROCESSABLE"],
    ["a file at a directory's path", { additions: { api: "1" } }, "UNPROCESSABLE"],
    ["a file below a file", { additions: { "api/a.yaml/b": "1" } }, "UNPROCESSABLE"],
    ["a branch that is not there", branchNamed("none"), "NOT_FOUND"],
    ["an unknown ref", { branch: { id: "REF_none" }, additions: { a: "1" } }, "NOT_FOUND"],
    ["a workflow", { additions: { ".github/workflows/a.yml": "1" } }, "FORBIDDEN"],
  ])("refuses %s", async (_, change, type) => {
    const scene = await aScene();
    expect(refusalOf(await commit(scene, change))).toBe(type);
    expect(await scene.repository.log()).toHaveLength(1);
  });

  test.each([
    ["classic protection", { protectedBranches: ["main"] }, "BRANCH_PROTECTION_RULE_VIOLATION"],
    ["a ruleset", { rulesetBranches: ["main"] }, "UNPROCESSABLE"],
    ["a push rule on extensions", { blockedExtensions: [".txt"] }, "UNPROCESSABLE"],
    ["a push rule on paths", { blockedPaths: ["new"] }, "UNPROCESSABLE"],
    ["a push rule on size", { maxFileBytes: 2 }, "UNPROCESSABLE"],
    ["a found secret", { secrets: ["token"] }, "UNPROCESSABLE"],
  ])("is refused by %s", async (_, rules, type) => {
    const scene = await aScene();
    scene.repository.setRules(rules);
    expect(refusalOf(await commit(scene, { additions: { "new.txt": "token" } }))).toBe(type);
    expect(await scene.repository.log()).toHaveLength(1);
  });

  test("is refused in an archived repository, and without the permission", async () => {
    const scene = await aScene();
    scene.repository.archive();
    const archived = await commit(scene, { additions: { a: "1" } });
    expect(at(archived, "errors.0.message")).toBe("Repository was archived so is read-only");
    scene.repository.archive(false);
    scene.sandbox.installations.setPermissions(scene.installationId, { contents: "read", metadata: "read" });
    expect(refusalOf(await commit(scene, { additions: { a: "1" } }))).toBe("FORBIDDEN");
  });
});

function branchNamed(branchName: string): CommitChange {
  return { branch: { repositoryNameWithOwner: "acme/one", branchName }, additions: { a: "1" } };
}
