import { expect, test } from "vitest";
import { blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import type { ObservedFile, Observation } from "../../src/core/sync/github-port.ts";
import type { LinkErrorCode } from "../../src/core/sync/model.ts";
import { aGitHub } from "../support/a-github.ts";
import { anApi, type AnApi } from "../support/an-api.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

const HEAD = parseCommitId("a".repeat(40));
const TEXT = Buffer.from("openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 2.1.0\npaths: {}\n");
const COMMIT = { author: "octocat", message: "Add pets", committedAt: 5 };
const REPOSITORY = { owner: "acme", name: "pets", defaultBranch: "main", isArchived: false };

function aBlob(content: Buffer, given = true): ObservedFile {
  return {
    kind: "blob",
    blob: blobIdOf(content),
    sizeBytes: content.byteLength,
    isExecutable: false,
    content: given ? content : null,
  };
}

function aFound(path: string, file: ObservedFile): Observation {
  return {
    kind: "found",
    head: HEAD,
    parents: [],
    ancestors: [HEAD],
    commit: COMMIT,
    refId: "REF_1",
    repository: REPOSITORY,
    files: new Map([[path, file]]),
  };
}

async function withFile(file: ObservedFile): Promise<AnApi> {
  const api = await anApi({
    github: aGitHub({ observe: ({ paths }) => Promise.resolve(aFound(paths[0] ?? "", file)) }),
  });
  await aRepository(api.store, api.acme, { name: "pets" });
  return api;
}

const from = { repository: "pets", path: "api/openapi.yaml" };
const body = { payload: { name: "Pets", from } };

async function madeNothing({ store }: AnApi): Promise<void> {
  for (const table of ["apis", "versions", "documents", "revisions", "links", "lanes"] as const) {
    expect([table, await store.read.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
  }
}

test("makes an API out of a file: version, first revision and link in one go", async () => {
  const api = await withFile(aBlob(TEXT));
  const answer = await api.call("POST", "apis", body);
  expect(answer.statusCode).toBe(201);
  const blob = blobIdOf(TEXT);
  expect(answer.json()).toMatchObject({
    slug: "pets",
    versions: [
      {
        name: "2.1.0",
        kind: "openapi-3.1",
        revision: {
          number: 1,
          blob,
          origin: "import",
          author: "octocat",
          message: "Add pets",
          commit: HEAD,
          commitUrl: `https://github.com/acme/pets/commit/${HEAD}`,
          valid: true,
        },
        link: {
          repository: "acme/pets",
          branch: "main",
          followsDefault: true,
          path: "api/openapi.yaml",
          state: "in_sync",
          agreed: { store: blob, remote: blob },
        },
      },
    ],
  });
  const lane = await api.store.read.selectFrom("lanes").selectAll().executeTakeFirstOrThrow();
  expect(lane).toMatchObject({ branch: "main", head: null, lookHead: null });
  expect(lane.dirty).toBeGreaterThan(lane.clean);
  expect(lane.look).toBeGreaterThan(lane.looked);
  const schema = await api.call("GET", "apis/pets/versions/2.1.0/schema");
  expect(schema.rawPayload).toEqual(TEXT);
  expect((await api.call("GET", "activity")).json().items.map(({ type }: { type: string }) => type)).toEqual([
    "link.made",
    "revision.added",
    "version.made",
    "api.made",
  ]);
});

test("takes the branch and version that are asked for", async () => {
  const api = await withFile(aBlob(TEXT));
  const answer = await api.call("POST", "apis", {
    payload: { name: "Pets", from: { ...from, branch: "next", version: "9" } },
  });
  expect(answer.json()).toMatchObject({
    versions: [{ name: "9", link: { branch: "next", followsDefault: false } }],
  });
});

test("reads a file by its blob where the look did not bring it", async () => {
  const github = aGitHub({
    observe: () => Promise.resolve(aFound(from.path, aBlob(TEXT, false))),
    readBlobs: (_repository, blobs) => Promise.resolve(new Map(blobs.map(({ blob }) => [blob, TEXT]))),
  });
  const api = await anApi({ github });
  await aRepository(api.store, api.acme, { name: "pets" });
  expect((await api.call("POST", "apis", body)).statusCode).toBe(201);
});

test("takes a schema that does not parse, with its problems", async () => {
  const problem = { line: 3, column: 1, severity: "error", message: "bad", rule: "yaml" } as const;
  const api = await anApi({
    github: aGitHub({ observe: () => Promise.resolve(aFound(from.path, aBlob(TEXT))) }),
    checker: { check: async () => ({ kind: null, valid: false, problems: [problem] }) },
  });
  await aRepository(api.store, api.acme, { name: "pets" });
  expect((await api.call("POST", "apis", body)).json()).toMatchObject({
    versions: [{ kind: null, revision: { valid: false, problems: [problem] } }],
  });
});

test.each<[string, ObservedFile, string]>([
  ["a symlink", { kind: "not-a-file", code: "symlink" }, "symlink"],
  ["a submodule", { kind: "not-a-file", code: "submodule" }, "submodule"],
  ["a directory", { kind: "not-a-file", code: "path_taken" }, "path_taken"],
  ["nothing", { kind: "absent", sibling: null }, "file_not_found"],
  ["a binary file", aBlob(Buffer.from([0x89, 0x50, 0, 1])), "not_text"],
  ["UTF-16", aBlob(Buffer.from("openapi: 3.1.0", "utf16le")), "not_text"],
  ["a file over 25 MB", { ...aBlob(TEXT), sizeBytes: 25_000_001 } as ObservedFile, "file_too_large"],
])("makes nothing of %s at the path", async (_name, file, code) => {
  const api = await withFile(file);
  const answer = await api.call("POST", "apis", body);
  expect(answer.json()).toMatchObject({ status: 422, code });
  await madeNothing(api);
});

test.each<LinkErrorCode>(["branch_not_found", "repository_not_accessible"])(
  "makes nothing where GitHub refuses with %s",
  async (code) => {
    const refused: Observation = { kind: "refused", code, repository: null };
    const api = await anApi({ github: aGitHub({ observe: () => Promise.resolve(refused) }) });
    await aRepository(api.store, api.acme, { name: "pets" });
    expect((await api.call("POST", "apis", body)).json()).toMatchObject({ status: 422, code });
    await madeNothing(api);
  },
);

test("says where a file is missing, and which one is there in other letters", async () => {
  const missing = await withFile({ kind: "absent", sibling: null });
  expect((await missing.call("POST", "apis", body)).json()).toMatchObject({
    detail: "There is no file api/openapi.yaml on main; push it first, or correct the path.",
  });
  const other = await withFile({ kind: "absent", sibling: "OpenAPI.yaml" });
  expect((await other.call("POST", "apis", body)).json()).toMatchObject({
    detail: expect.stringContaining("there is OpenAPI.yaml"),
  });
});

test("makes nothing of an empty repository, or where GitHub says nothing of the path", async () => {
  for (const [seen, expected] of [
    [
      { kind: "empty-repository", repository: REPOSITORY },
      { status: 422, code: "file_not_found" },
    ],
    [aFound(from.path, { kind: "unknown" }), { status: 503, code: "retrying" }],
  ] as const) {
    const api = await anApi({ github: aGitHub({ observe: () => Promise.resolve(seen) }) });
    await aRepository(api.store, api.acme, { name: "pets" });
    expect((await api.call("POST", "apis", body)).json()).toMatchObject(expected);
    await madeNothing(api);
  }
});

test("says why GitHub could not be read", async () => {
  for (const [failure, expected] of [
    [
      { kind: "unreachable", detail: "timeout" },
      { status: 503, code: "host_unreachable" },
    ],
    [
      { kind: "server_error", status: 502 },
      { status: 502, code: "github_failed" },
    ],
    [{ kind: "unauthorized" }, { status: 502, code: "github_failed" }],
    [{ kind: "not_found" }, { status: 422, code: "repository_not_accessible" }],
    [
      { kind: "permission_missing", message: "m" },
      { status: 422, code: "permission_missing" },
    ],
    [{ kind: "app_suspended" }, { status: 422, code: "app_suspended" }],
  ] as const) {
    const api = await anApi({
      github: aGitHub({ observe: () => Promise.reject(new GitHubFailure(failure)) }),
    });
    await aRepository(api.store, api.acme, { name: "pets" });
    expect((await api.call("POST", "apis", body)).json()).toMatchObject(expected);
    await madeNothing(api);
  }
});

test("follows the default branch that another one became while the file was read", async () => {
  const github = aGitHub({
    observe: async ({ paths }) => {
      await api.store.write(({ query }) =>
        query.updateTable("repositories").set({ defaultBranch: "trunk" }).execute(),
      );
      return aFound(paths[0] ?? "", aBlob(TEXT));
    },
  });
  const api = await anApi({ github });
  await aRepository(api.store, api.acme, { name: "pets" });
  expect((await api.call("POST", "apis", body)).statusCode).toBe(201);
  const links = await api.store.read.selectFrom("links").select(["branch", "agreedRemote"]).execute();
  expect(links).toEqual([{ branch: "trunk", agreedRemote: null }]);
});

test("makes nothing for a token that is revoked while the file is read", async () => {
  let id = 0;
  const github = aGitHub({
    observe: async ({ paths }) => {
      await api.call("DELETE", `tokens/${id}`);
      return aFound(paths[0] ?? "", aBlob(TEXT));
    },
  });
  const api = await anApi({ github });
  await aRepository(api.store, api.acme, { name: "pets" });
  const made = await api.call("POST", "tokens", { payload: { name: "ci", scopes: ["write"] } });
  const { token } = made.json<{ token: string }>();
  id = made.json<{ id: number }>().id;
  const answer = await api.call("POST", "apis", { ...body, headers: { authorization: `Bearer ${token}` } });
  expect(answer.json()).toMatchObject({ status: 401, detail: "The token was revoked." });
  await madeNothing(api);
});

test("asks GitHub nothing where the address is taken or the repository not seen", async () => {
  const api = await anApi();
  const foreign = await aWorkspace(api.store, "other");
  await aRepository(api.store, foreign, { name: "pets" });
  await aRepository(api.store, api.acme, { name: "gone", isAccessible: 0 });
  for (const repository of ["pets", "other/pets", "acme/pets", "gone", "a/b/c", "\u0000", 999]) {
    const answer = await api.call("POST", "apis", {
      payload: { name: "Pets", from: { ...from, repository } },
    });
    expect(answer.json()).toMatchObject({ status: 422, code: "repository_not_accessible" });
  }
  await api.call("POST", "apis", { payload: { name: "Pets" } });
  expect((await api.call("POST", "apis", body)).json()).toMatchObject({ status: 409, code: "exists" });
});

test.each(["/openapi.yaml", "a//b", "../a", "a/./b", "dir/", "a\u0000b"])(
  "asks GitHub nothing for the path %j",
  async (path) => {
    const api = await anApi();
    await aRepository(api.store, api.acme, { name: "pets" });
    const answer = await api.call("POST", "apis", { payload: { name: "Pets", from: { ...from, path } } });
    expect(answer.json()).toMatchObject({ status: 422, code: "path_invalid" });
  },
);

test("a path belongs to one link, in whatever case", async () => {
  const api = await withFile(aBlob(TEXT));
  await api.call("POST", "apis", body);
  const twin = { payload: { name: "Twin", from: { repository: "pets", path: "API/OpenAPI.yaml" } } };
  expect((await api.call("POST", "apis", twin)).json()).toMatchObject({ status: 409, code: "path_linked" });
  expect((await api.call("GET", "apis/twin")).statusCode).toBe(404);
});

test("two at once on one file make one API", async () => {
  const api = await withFile(aBlob(TEXT));
  const answers = await Promise.all([
    api.call("POST", "apis", { payload: { name: "One", from } }),
    api.call("POST", "apis", { payload: { name: "Two", from } }),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(expect.arrayContaining([201, 409]));
});

test("deleting the API frees the path, and restoring brings no link back", async () => {
  const api = await withFile(aBlob(TEXT));
  await api.call("POST", "apis", body);
  await api.call("DELETE", "apis/pets");
  expect(await api.store.read.selectFrom("links").selectAll().execute()).toEqual([]);
  const again = await api.call("POST", "apis", { payload: { name: "Again", from } });
  expect(again.statusCode).toBe(201);
  const restored = await api.call("POST", "apis/pets/restore");
  expect(restored.json()).toMatchObject({
    versions: [{ name: "2.1.0", revision: { number: 1 }, link: null }],
  });
});
