import nock from "nock";
import { describe, expect, test } from "vitest";
import type { ObserveRequest } from "../../src/core/sync/github-port.ts";
import { commitDocument, headDocument } from "../../src/github/observe-query.ts";
import { aRepositoryNode, blobOf, commitId, playHost } from "../support/github-replies.ts";
import { errorsInDocument } from "../support/published-graphql.ts";
import type { PlayedHost, PlayedRepository } from "../support/github-replies.ts";

interface Asked {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Plays one answer and keeps what was asked. */
function playNode(host: PlayedHost, played: PlayedRepository = {}, errors?: readonly object[]): Asked[] {
  const asked: Asked[] = [];
  host.graphql.post(host.graphqlPath).reply(200, async (request: Request) => {
    asked.push((await request.json()) as Asked);
    return { data: { node: aRepositoryNode(played) }, ...(errors === undefined ? {} : { errors }) };
  });
  return asked;
}

function aRequest(
  host: PlayedHost,
  paths: readonly string[],
  newPaths: readonly string[] = [],
): ObserveRequest {
  return { repository: host.address, branch: "main", paths, newPaths };
}

function aBlobEntry(text: string, more: object = {}): object {
  return {
    type: "blob",
    mode: 0o100644,
    oid: blobOf(text),
    size: Buffer.byteLength(text),
    object: { text },
    ...more,
  };
}

test("what is asked for beside the paths comes in the same query, and does not count for the texts", async () => {
  const host = playHost();
  const asked = playNode(host, {
    selections: {
      f0: aBlobEntry("a"),
      f1: aBlobEntry("b"),
      f2: aBlobEntry("c"),
      f3: aBlobEntry("version: 1\n"),
    },
  });
  const beside = [".github/lockstep.yml", "a.yaml"];
  const seen = await host.port.observe({ ...aRequest(host, ["a.yaml", "b.yaml", "c.yaml"]), beside });
  expect(asked[0]?.variables).toMatchObject({ f3: ".github/lockstep.yml", d0: ".github" });
  expect(asked[0]?.query).toContain(
    "f3: file(path: $f3) { type mode oid size object { ... on Blob { text } } }",
  );
  expect(asked[0]?.query).not.toContain("f4");
  const file = seen.kind === "found" ? seen.files.get(".github/lockstep.yml") : null;
  expect(file).toMatchObject({ kind: "blob", blob: blobOf("version: 1\n") });
});

describe("one query", () => {
  test.each(["github.com", "github.acme.test"])(
    "finds head, commit, repository and file on %s",
    async (hostname) => {
      const host = playHost({ hostname });
      playNode(host, { selections: { f0: aBlobEntry("openapi: 3.1.0\n") } });

      const seen = await host.port.observe(aRequest(host, ["petstore.yaml"]));

      expect(seen).toEqual({
        kind: "found",
        head: commitId("a"),
        parents: [commitId("e")],
        ancestors: [commitId("a"), commitId("e")],
        commit: { author: "ada", message: "Edit the schema", committedAt: Date.UTC(2026, 2, 4, 5, 6, 7) },
        refId: "REF_kwDOABPHjbFyZWZzL2hlYWRzL21haW4",
        repository: { owner: "acme", name: "petstore", defaultBranch: "main", isArchived: false },
        files: new Map([
          [
            "petstore.yaml",
            {
              kind: "blob",
              blob: blobOf("openapi: 3.1.0\n"),
              sizeBytes: 15,
              isExecutable: false,
              content: Buffer.from("openapi: 3.1.0\n"),
            },
          ],
        ]),
      });
    },
  );

  test("holds no path and no branch, whatever they are: they travel as variables", async () => {
    const host = playHost();
    const path = 'a"}) { oid } }"\\\n$id/{x}.yaml';
    const asked = playNode(host, { selections: { f0: null, d0: { type: "tree" } } });

    await host.port.observe({ ...aRequest(host, [path]), branch: 'x") { id } #' });

    expect(asked[0]?.query).not.toContain("{x}");
    expect(asked[0]?.query).not.toContain("#");
    expect(asked[0]?.variables).toMatchObject({ f0: path, ref: 'refs/heads/x") { id } #' });
  });

  test("asks once for a hundred paths, and once more at that commit for each hundred after", async () => {
    const host = playHost();
    const paths = Array.from({ length: 201 }, (_none, index) => `apis/${index}.yaml`);
    const absent = Object.fromEntries(Array.from({ length: 100 }, (_none, index) => [`f${index}`, null]));
    const asked = playNode(host, { selections: { ...absent, d0: { type: "tree" } } });
    for (const rest of [
      { ...absent, d0: { type: "tree" } },
      { f0: aBlobEntry("x"), d0: { type: "tree" } },
    ]) {
      host.graphql.post("/graphql").reply(200, async (request: Request) => {
        asked.push((await request.json()) as Asked);
        return {
          data: {
            node: { databaseId: 1296269, object: { __typename: "Commit", oid: commitId("a"), ...rest } },
          },
        };
      });
    }

    const seen = await host.port.observe(aRequest(host, paths));

    expect(asked.map(({ operationName }) => operationName)).toEqual([
      "LockstepObserve",
      "LockstepObserveMore",
      "LockstepObserveMore",
    ]);
    expect(asked[2]?.variables).toMatchObject({ oid: commitId("a"), f0: "apis/200.yaml" });
    expect(seen.kind === "found" && seen.files.size).toBe(201);
    expect(seen.kind === "found" && seen.files.get("apis/200.yaml")).toMatchObject({ kind: "blob" });
  });

  test("finds the same paths at further commits, too, without their texts", async () => {
    const host = playHost();
    const former = { f0: aBlobEntry("former"), d0: { type: "tree" } };
    const selections = { f0: aBlobEntry("present"), d0: { type: "tree" } };
    const asked = playNode(host, { selections, further: { c0: former, c1: null } });
    const alsoAt = [commitId("b"), commitId("c")];

    const seen = await host.port.observe({ ...aRequest(host, ["apis/a.yaml"]), alsoAt });

    expect(asked).toHaveLength(1);
    expect(errorsInDocument(asked[0]?.query ?? "")).toEqual([]);
    expect(asked[0]?.variables).toMatchObject({ f0: "apis/a.yaml", c0: commitId("b"), c1: commitId("c") });
    expect(asked[0]?.query.match(/text/g)).toHaveLength(1);
    const filesAt = seen.kind === "found" ? seen.filesAt : undefined;
    expect([...(filesAt ?? [])].map(([commit, files]) => [commit, files.get("apis/a.yaml")])).toMatchObject([
      [commitId("b"), { kind: "blob", blob: blobOf("former") }],
    ]);
  });

  test("says unknown of further paths where the commit is not found a second time", async () => {
    const host = playHost();
    const paths = Array.from({ length: 101 }, (_none, index) => `${index}.yaml`);
    const absent = Object.fromEntries(Array.from({ length: 100 }, (_none, index) => [`f${index}`, null]));
    playNode(host, { selections: absent });
    host.graphql.post("/graphql").reply(200, { data: { node: { databaseId: 1296269, object: null } } });

    const seen = await host.port.observe(aRequest(host, paths));

    expect(seen.kind === "found" && seen.files.get("0.yaml")).toEqual({ kind: "absent", sibling: null });
    expect(seen.kind === "found" && seen.files.get("100.yaml")).toEqual({ kind: "unknown" });
  });

  test("asks for texts where there are up to three paths, and not where there are more", async () => {
    const few = playHost();
    const [three] = [playNode(few, { selections: { f0: null, f1: null, f2: null } })];
    await few.port.observe(aRequest(few, ["a", "b", "c"]));
    const four = playNode(few, { selections: { f0: null, f1: null, f2: null, f3: null } });
    await few.port.observe(aRequest(few, ["a", "b", "c", "d"]));

    expect(three?.[0]?.query).toContain("text");
    expect(four[0]?.query).not.toContain("text");
  });

  test("is valid under GitHub's published schema", () => {
    const directories = [
      { path: "", withNames: true },
      { path: "a", withNames: true },
      { path: "b", withNames: false },
    ];
    const query = { paths: ["a/x", "b/y"], directories, withText: true };

    expect(errorsInDocument(headDocument(query))).toEqual([]);
    expect(errorsInDocument(commitDocument(query))).toEqual([]);
  });
});

describe("what is at a path", () => {
  const text = "openapi: 3.1.0\n";

  test.each([
    ["a symlink", { f0: aBlobEntry(text, { mode: 0o120000 }) }, { kind: "not-a-file", code: "symlink" }],
    [
      "a submodule",
      { f0: aBlobEntry(text, { type: "commit", mode: 0o160000 }) },
      { kind: "not-a-file", code: "submodule" },
    ],
    [
      "a directory",
      { f0: { type: "tree", mode: 0o40000, oid: commitId("b"), size: 0 } },
      { kind: "not-a-file", code: "path_taken" },
    ],
    ["an executable", { f0: aBlobEntry(text, { mode: 0o100755 }) }, { kind: "blob", isExecutable: true }],
    ["a mode that git does not have", { f0: aBlobEntry(text, { mode: 0o100600 }) }, { kind: "unknown" }],
    ["nothing", { f0: null, d0: { type: "tree" } }, { kind: "absent", sibling: null }],
    ["nothing, not even the directory", { f0: null, d0: null }, { kind: "absent", sibling: null }],
    ["nothing below a file", { f0: null, d0: { type: "blob" } }, { kind: "not-a-file", code: "path_taken" }],
    ["a selection that is missing", {}, { kind: "unknown" }],
    [
      "a text that was cut",
      { f0: aBlobEntry(text, { object: { text: "openapi" } }) },
      { kind: "blob", content: null },
    ],
    [
      "bytes that are no text",
      { f0: aBlobEntry(text, { object: { text: null } }) },
      { kind: "blob", content: null },
    ],
  ])("%s", async (_name, selections, expected) => {
    const host = playHost();
    playNode(host, { selections });

    const seen = await host.port.observe(aRequest(host, ["api/petstore.yaml"]));

    expect(seen.kind === "found" && seen.files.get("api/petstore.yaml")).toMatchObject(expected);
  });

  test("is unknown where GitHub answered with an error on it, and only there", async () => {
    const host = playHost();
    const error = { message: "Something broke", path: ["node", "ref", "target", "f0"], locations: [] };
    playNode(host, { selections: { f0: null, f1: aBlobEntry(text) } }, [error]);

    const seen = await host.port.observe(aRequest(host, ["one.yaml", "two.yaml"]));

    expect(seen.kind === "found" && seen.files.get("one.yaml")).toEqual({ kind: "unknown" });
    expect(seen.kind === "found" && seen.files.get("two.yaml")).toMatchObject({ kind: "blob" });
  });

  test("is unknown where nothing is there and the directory above could not be seen", async () => {
    const host = playHost();
    const error = { message: "Something broke", path: ["node", "ref", "target", "d0"], locations: [] };
    playNode(host, { selections: { f0: null, d0: null } }, [error]);

    const seen = await host.port.observe(aRequest(host, ["api/one.yaml"]));

    expect(seen.kind === "found" && seen.files.get("api/one.yaml")).toEqual({ kind: "unknown" });
  });

  test.each([
    [
      "in the root",
      "API.yaml",
      { f0: null, d0: { entries: [{ name: "api.yaml" }, { name: "b" }] } },
      "api.yaml",
    ],
    [
      "in its directory",
      "api/Pets.yaml",
      {
        f0: null,
        d0: { entries: [{ name: "api" }] },
        d1: { type: "tree", object: { entries: [{ name: "pets.yaml" }] } },
      },
      "pets.yaml",
    ],
    ["as a directory", "API/pets.yaml", { f0: null, d0: { entries: [{ name: "api" }] }, d1: null }, "api"],
    [
      "nowhere",
      "api/pets.yaml",
      { f0: null, d0: { entries: [{ name: "api" }] }, d1: { type: "tree", object: { entries: [] } } },
      null,
    ],
  ])("has a sibling that differs only by case %s", async (_name, path, selections, sibling) => {
    const host = playHost();
    playNode(host, { selections });

    const seen = await host.port.observe(aRequest(host, [path], [path]));

    expect(seen.kind === "found" && seen.files.get(path)).toEqual({ kind: "absent", sibling });
  });
});

describe("what is not the lane's repository or branch", () => {
  const repository = { owner: "acme", name: "petstore", defaultBranch: "main", isArchived: false };
  const notAccessible = { kind: "refused", code: "repository_not_accessible", repository: null };

  test.each([
    ["another repository", { databaseId: 1 }, notAccessible],
    ["another owner", { ownerId: 1 }, notAccessible],
    ["a branch that is gone", { head: null }, { kind: "refused", code: "branch_not_found", repository }],
    [
      "an empty repository",
      { head: null, isEmpty: true },
      { kind: "empty-repository", repository: { ...repository, defaultBranch: null } },
    ],
  ])("%s", async (_name, played, expected) => {
    const host = playHost();
    playNode(host, played);

    expect(await host.port.observe(aRequest(host, ["a.yaml"]))).toEqual(expected);
  });

  test("an archived repository is observed all the same", async () => {
    const host = playHost();
    playNode(host, { isArchived: true, selections: { f0: null } });

    expect(await host.port.observe(aRequest(host, ["a.yaml"]))).toMatchObject({
      kind: "found",
      repository: { isArchived: true },
    });
  });

  test.each([
    ["null", { data: { node: null } }],
    [
      "an error of type NOT_FOUND",
      {
        data: { node: null },
        errors: [{ type: "NOT_FOUND", path: ["node"], message: "Could not resolve to a node" }],
      },
    ],
    ["a node of another kind", { data: { node: {} } }],
  ])("a node that is %s", async (_name, answer) => {
    const host = playHost();
    host.graphql.post("/graphql").reply(200, answer);

    expect(await host.port.observe(aRequest(host, ["a.yaml"]))).toEqual(notAccessible);
  });
});

describe("errors that decide nothing", () => {
  test.each([
    [
      "RATE_LIMITED",
      [{ type: "RATE_LIMITED", message: "API rate limit exceeded for installation ID 1." }],
      { kind: "rate_limited", scope: "primary" },
    ],
    [
      "RATE_LIMIT",
      [{ type: "RATE_LIMIT", message: "API rate limit already exceeded" }],
      { kind: "rate_limited", scope: "primary" },
    ],
    [
      "a secondary limit in words",
      [{ message: "You have exceeded a secondary rate limit." }],
      { kind: "rate_limited", scope: "secondary", retryAt: null },
    ],
    [
      "FORBIDDEN",
      [{ type: "FORBIDDEN", path: ["node", "ref"], message: "Resource not accessible by integration" }],
      { kind: "permission_missing" },
    ],
    ["one without type or path", [{ message: "Whatever" }], { kind: "unexpected", message: "Whatever" }],
  ])("%s", async (_name, errors, failure) => {
    const host = playHost();
    host.graphql.post("/graphql").reply(200, { data: { node: aRepositoryNode({ head: null }) }, errors });

    const look = host.port.observe(aRequest(host, ["a.yaml"]));

    await expect(look).rejects.toMatchObject({ name: "GitHubFailure", failure });
  });

  test("a query that went wrong at GitHub is repeated", async () => {
    const host = playHost();
    host.graphql
      .post("/graphql")
      .times(2)
      .reply(200, { data: null, errors: [{ message: "Something went wrong while executing your query." }] });
    playNode(host, { selections: { f0: null } });

    expect(await host.port.observe(aRequest(host, ["a.yaml"]))).toMatchObject({ kind: "found" });
  });

  test.each([
    ["no JSON at all", "<html>Sign in to the hotel's network</html>", { "content-type": "text/html" }],
    ["JSON of another shape", { ok: true }, { "content-type": "application/json" }],
  ])("an answer that is %s", async (_name, body, headers) => {
    const host = playHost();
    host.graphql.post("/graphql").reply(200, body, headers);

    const look = host.port.observe(aRequest(host, ["a.yaml"]));

    await expect(look).rejects.toMatchObject({ failure: { kind: "unexpected" } });
    expect(nock.isDone()).toBe(true);
  });
});
