import { describe, expect, test } from "vitest";
import type { Addition, CommitRequest } from "../../src/core/sync/github-port.ts";
import { blobOf, commitId, playHost, SECONDARY_LIMIT } from "../support/github-replies.ts";
import { errorsInDocument } from "../support/published-graphql.ts";
import type { PlayedHost } from "../support/github-replies.ts";

interface Asked {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName: string;
}

const HEAD = commitId("a");
const MADE = commitId("b");

function anAddition(path: string, text: string, isExecutable = false): Addition {
  return { path, blob: blobOf(text), content: Buffer.from(text), isExecutable };
}

function aRequest(
  host: PlayedHost,
  additions = [anAddition("api/pets.yaml", "openapi: 3.1.0\n")],
): CommitRequest {
  return {
    repository: host.address,
    branch: "main",
    refId: "REF_main",
    expectedHead: HEAD,
    message: { headline: "Petstore 1.0: updated", body: "" },
    additions,
  };
}

function anError(type: string | undefined, message: string): object {
  const path = ["createCommitOnBranch"];
  return { data: { createCommitOnBranch: null }, errors: [{ type, path, message }] };
}

function first(host: PlayedHost) {
  const { repository, branch } = aRequest(host);
  const message = { headline: "Petstore: created", body: "By hand" };
  return host.port.commitFirst({
    repository,
    branch,
    message,
    addition: anAddition("api/pets.yaml", "a: 1\n"),
  });
}

describe("one mutation", () => {
  test.each(["github.com", "github.acme.test"])(
    "lands on the observed head of the ref on %s",
    async (hostname) => {
      const host = playHost({ hostname });
      const asked: Asked[] = [];
      host.graphql.post(host.graphqlPath).reply(200, async (request: Request) => {
        asked.push((await request.json()) as Asked);
        return { data: { createCommitOnBranch: { commit: { oid: MADE } } } };
      });

      expect(await host.port.commit(aRequest(host))).toEqual({ kind: "landed", commit: MADE });
      expect(asked[0]?.variables).toEqual({
        input: {
          branch: { id: "REF_main" },
          expectedHeadOid: HEAD,
          message: { headline: "Petstore 1.0: updated", body: "" },
          fileChanges: {
            additions: [
              { path: "api/pets.yaml", contents: Buffer.from("openapi: 3.1.0\n").toString("base64") },
            ],
          },
        },
      });
      expect(asked[0]?.operationName).toBe("LockstepCommit");
      expect(errorsInDocument(asked[0]?.query ?? "")).toEqual([]);
    },
  );

  test.each([
    [
      "an error beside it",
      [{ type: "FORBIDDEN", path: ["createCommitOnBranch", "commit", "url"], message: "No." }],
    ],
    ["a query said to have gone wrong", [{ message: "Something went wrong while executing your query." }]],
  ])("has landed where data has its id, with %s", async (_name, errors) => {
    const host = playHost();
    host.graphql
      .post("/graphql")
      .reply(200, { data: { createCommitOnBranch: { commit: { oid: MADE } } }, errors });

    expect(await host.port.commit(aRequest(host))).toEqual({ kind: "landed", commit: MADE });
  });

  const PULL = "Repository rule violations found\n\nChanges must be made through a pull request.";
  const CHECKS = "Repository rule violations found\n\n2 of 2 required status checks are expected.";
  const PATH_RULE = "Repository rule violations found\n\nFile path is restricted: api/pets.yaml";
  const SECRET = "Repository rule violations found\n\nSecret detected in content";
  const BOTH = `${PULL}\n\nPush cannot contain secrets`;

  test.each([
    [
      "a head that moved",
      "STALE_DATA",
      'Expected branch to point to "a" but it did not.  Pull and try again.',
      "stale",
    ],
    [
      "classic protection",
      "BRANCH_PROTECTION_RULE_VIOLATION",
      "At least 1 approving review is required.",
      "protected",
    ],
    ["a ruleset that wants a pull request", "UNPROCESSABLE", PULL, "protected"],
    ["a ruleset that wants checks", "UNPROCESSABLE", CHECKS, "protected"],
    ["the same said as FORBIDDEN", "FORBIDDEN", PULL, "protected"],
    ["a push rule on paths", "UNPROCESSABLE", PATH_RULE, "refused"],
    ["a found secret", "UNPROCESSABLE", SECRET, "refused"],
    ["rules on branch and content at once", "UNPROCESSABLE", BOTH, "refused"],
    [
      "a rule that is not known",
      "UNPROCESSABLE",
      "Repository rule violations found\n\nMoon must be full.",
      "refused",
    ],
    ["a path clash", "UNPROCESSABLE", "A path was requested twice", "refused"],
    ["an error without a type", undefined, "No idea", "refused"],
    ["an internal error", "INTERNAL", "Oops", "unanswered"],
    [
      "a time-out inside GitHub",
      undefined,
      "Something went wrong while executing your query. Timeout.",
      "unanswered",
    ],
  ])("%s", async (_name, type, message, kind) => {
    const host = playHost();
    host.graphql.post("/graphql").reply(200, anError(type, message));

    const outcome = await host.port.commit(aRequest(host));

    expect(outcome.kind).toBe(kind);
    if (outcome.kind === "refused" || outcome.kind === "protected") expect(outcome.message).toBe(message);
  });

  test.each([
    [
      "a primary limit",
      "RATE_LIMIT",
      "API rate limit already exceeded for installation",
      { kind: "rate_limited" },
    ],
    ["a secondary limit", undefined, SECONDARY_LIMIT.message, { kind: "rate_limited", scope: "secondary" }],
    [
      "a missing permission",
      "FORBIDDEN",
      "Resource not accessible by integration",
      { kind: "permission_missing" },
    ],
    [
      "an archived repository",
      "UNPROCESSABLE",
      "Repository was archived so is read-only.",
      { kind: "repository_archived" },
    ],
    ["a ref that is gone", "NOT_FOUND", "Could not resolve to a node", { kind: "not_found" }],
  ])("%s is no outcome but a failure", async (_name, type, message, failure) => {
    const host = playHost();
    host.graphql.post("/graphql").reply(200, anError(type, message));

    await expect(host.port.commit(aRequest(host))).rejects.toMatchObject({ name: "GitHubFailure", failure });
  });

  test.each([
    ["500", 500, { message: "Oops" }, "unanswered"],
    ["502 with a page", 502, "<html>Unicorn!</html>", "unanswered"],
    ["413", 413, "Too large", "refused"],
    ["422", 422, { message: "Problems parsing JSON" }, "refused"],
    ["200 that holds neither data nor errors", 200, {}, "unanswered"],
    ["200 that is no JSON", 200, "<html></html>", "unanswered"],
    ["data of another shape", 200, { data: {} }, "unanswered"],
  ])("answered %s is sent once", async (_name, status, body, kind) => {
    const host = playHost();
    host.graphql.post("/graphql").reply(status, body);

    expect((await host.port.commit(aRequest(host))).kind).toBe(kind);
  });

  test.each([
    ["ECONNRESET", "unanswered"],
    ["UND_ERR_SOCKET", "unanswered"],
    ["EPIPE", "unanswered"],
  ])("is unanswered after %s", async (code, kind) => {
    const host = playHost();
    host.graphql.post("/graphql").replyWithError(Object.assign(new Error(code), { code }));

    expect((await host.port.commit(aRequest(host))).kind).toBe(kind);
  });

  test.each([
    ["ECONNREFUSED", "refused"],
    ["ENOTFOUND", "name"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["UND_ERR_CONNECT_TIMEOUT", "timeout"],
  ])("has certainly not landed after %s", async (code, detail) => {
    const host = playHost();
    host.graphql.post("/graphql").replyWithError(Object.assign(new Error(code), { code }));

    const commit = host.port.commit(aRequest(host));

    await expect(commit).rejects.toMatchObject({ failure: { kind: "unreachable", detail } });
  });

  test("has certainly not landed where there was no token", async () => {
    const host = playHost({ withToken: false });
    host.scope.post(/access_tokens$/).reply(502, { message: "Bad gateway" });

    await expect(host.port.commit(aRequest(host))).rejects.toMatchObject({
      failure: { kind: "server_error", status: 502 },
    });
  });
});

describe("an executable file", () => {
  const REPO = "/repos/acme/petstore";
  const TREE = commitId("c");
  const additions = [anAddition("bin/pets.sh", "#!/bin/sh\n", true), anAddition("api/pets.yaml", "a: 1\n")];

  /** What comes before the ref is moved; what is asked for goes into `bodies`. */
  function playObjects(host: PlayedHost, bodies: unknown[] = []): unknown[] {
    const keep = (reply: object) => async (request: Request) => {
      bodies.push(await request.json());
      return reply;
    };
    host.scope.get(`${REPO}/git/commits/${HEAD}`).reply(200, { sha: HEAD, tree: { sha: commitId("d") } });
    for (const { blob } of additions) host.scope.post(`${REPO}/git/blobs`).reply(201, { sha: blob, url: "" });
    host.scope.post(`${REPO}/git/trees`).reply(201, keep({ sha: TREE }));
    host.scope.post(`${REPO}/git/commits`).reply(201, keep({ sha: MADE }));
    return bodies;
  }

  function playHead(host: PlayedHost, head = HEAD): void {
    host.scope
      .get(`${REPO}/commits/heads%2Fmain`)
      .reply(200, head, { "content-type": "application/vnd.github.sha" });
  }

  test("keeps its mode: blobs, tree, commit, and the ref moved forward only", async () => {
    const host = playHost();
    const bodies = playObjects(host);
    playHead(host);
    host.scope
      .patch(`${REPO}/git/refs/heads%2Fmain`, { sha: MADE, force: false })
      .reply(200, { ref: "refs/heads/main" });

    expect(await host.port.commit(aRequest(host, additions))).toEqual({ kind: "landed", commit: MADE });
    expect(bodies).toEqual([
      {
        base_tree: commitId("d"),
        tree: [
          { path: "bin/pets.sh", mode: "100755", type: "blob", sha: blobOf("#!/bin/sh\n") },
          { path: "api/pets.yaml", mode: "100644", type: "blob", sha: blobOf("a: 1\n") },
        ],
      },
      { message: "Petstore 1.0: updated", tree: TREE, parents: [HEAD] },
    ]);
  });

  test("is stale where the head moved meanwhile, backwards too: the ref is not touched", async () => {
    const host = playHost();
    playObjects(host);
    playHead(host, commitId("e"));

    expect(await host.port.commit(aRequest(host, additions))).toEqual({ kind: "stale" });
  });

  test.each([
    ["stale", 422, { message: "Update is not a fast forward" }],
    ["stale", 422, { message: "Reference does not exist" }],
    [
      "protected",
      422,
      { message: "Repository rule violations found\n\nChanges must be made through a pull request." },
    ],
    ["refused", 422, { message: "Repository rule violations found\n\nFile path is restricted" }],
    ["unanswered", 502, { message: "Bad gateway" }],
  ])("is %s where the ref answers %i %j", async (kind, status, body) => {
    const host = playHost();
    playObjects(host);
    playHead(host);
    host.scope.patch(`${REPO}/git/refs/heads%2Fmain`).reply(status, body);

    expect((await host.port.commit(aRequest(host, additions))).kind).toBe(kind);
  });

  test("has not landed where a request before the last one fails", async () => {
    const host = playHost();
    host.scope.get(`${REPO}/git/commits/${HEAD}`).reply(200, { sha: HEAD, tree: { sha: commitId("d") } });
    host.scope
      .post(`${REPO}/git/blobs`)
      .replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));

    await expect(host.port.commit(aRequest(host, additions))).rejects.toMatchObject({
      failure: { kind: "unreachable", detail: "reset" },
    });
  });
});

describe("the first file of an empty repository", () => {
  const PUT = "/repos/acme/petstore/contents/api%2Fpets.yaml";

  test("is one PUT without a sha", async () => {
    const host = playHost();
    const content = Buffer.from("a: 1\n").toString("base64");
    host.scope
      .put(PUT, { branch: "main", content, message: "Petstore: created\n\nBy hand" })
      .reply(201, { content: null, commit: { sha: MADE } });

    expect(await first(host)).toEqual({ kind: "landed", commit: MADE });
  });

  test.each([
    ["stale", 409, { message: "is at abc but expected def" }],
    ["stale", 422, { message: 'Invalid request.\n\n"sha" wasn\'t supplied.' }],
    ["refused", 409, { message: "Repository rule violations found\n\nSecret detected in content" }],
    [
      "protected",
      409,
      { message: "Repository rule violations found\n\nChanges must be made through a pull request." },
    ],
    ["refused", 422, { message: "path contains a malformed path component" }],
    ["unanswered", 500, { message: "Oops" }],
  ])("is %s where GitHub answers %i %j", async (kind, status, body) => {
    const host = playHost();
    host.scope.put(PUT).reply(status, body);

    expect((await first(host)).kind).toBe(kind);
  });

  test("is unanswered where the connection breaks", async () => {
    const host = playHost();
    host.scope.put(PUT).replyWithError(Object.assign(new Error("reset"), { code: "ECONNRESET" }));

    expect((await first(host)).kind).toBe("unanswered");
  });

  test("fails where the repository is not found", async () => {
    const host = playHost();
    host.scope.put(PUT).reply(404, { message: "Not Found" });

    await expect(first(host)).rejects.toMatchObject({ failure: { kind: "not_found" } });
  });
});
