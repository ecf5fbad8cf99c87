import { describe, expect, test } from "vitest";
import { commitId, playHost, type PlayedHost } from "../support/github-replies.ts";

const HEAD = commitId("a");
const PULLS = "/repos/acme/petstore/pulls";
const URL = "https://github.com/acme/petstore/pull/7";

function aPull(fields: object = {}): object {
  return { number: 7, html_url: URL, state: "open", merged_at: null, head: { sha: HEAD }, ...fields };
}

function invalid(message: string): object {
  const errors = [{ resource: "PullRequest", code: "custom", message }];
  return { message: "Validation Failed", errors, documentation_url: "https://docs.github.com/rest" };
}

function open(host: PlayedHost) {
  return host.port.openPullRequest(host.address, {
    title: "Petstore 1.0: updated",
    body: "Why",
    head: "lockstep/main",
    target: "main",
  });
}

describe("a branch", () => {
  const body = { ref: "refs/heads/lockstep/main", sha: HEAD };
  const make = (host: PlayedHost) => host.port.createBranch(host.address, "lockstep/main", HEAD);

  test("is made at a commit; its node id is what commits name it by", async () => {
    const host = playHost();
    host.scope
      .post("/repos/acme/petstore/git/refs", body)
      .reply(201, { node_id: "REF_x", object: { sha: HEAD } });
    expect(await make(host)).toEqual({ kind: "made", branch: { refId: "REF_x", head: HEAD } });
  });

  test.each([
    ["Reference already exists", { kind: "exists" }],
    [
      "Repository rule violations found\n\nCannot create ref due to creations being restricted.",
      { kind: "refused", message: expect.stringContaining("restricted") },
    ],
  ])("is not made: %s", async (message, outcome) => {
    const host = playHost();
    host.scope.post("/repos/acme/petstore/git/refs", body).reply(422, { message });
    expect(await make(host)).toEqual(outcome);
  });
});

describe("a pull request", () => {
  test("is opened from a branch of the repository itself", async () => {
    const host = playHost();
    const wish = { title: "Petstore 1.0: updated", body: "Why", head: "lockstep/main", base: "main" };
    host.scope.post(PULLS, wish).reply(201, aPull());
    expect(await open(host)).toEqual({
      kind: "opened",
      request: { number: 7, url: URL, state: "open", head: HEAD },
    });
  });

  test.each([
    ["A pull request already exists for acme:lockstep/main.", { kind: "exists" }],
    ["No commits between main and lockstep/main", { kind: "nothing" }],
    ["Something else", { kind: "refused", message: expect.stringContaining("Something else") }],
  ])("is not opened: %s", async (message, outcome) => {
    const host = playHost();
    host.scope.post(PULLS).reply(422, invalid(message));
    expect(await open(host)).toEqual(outcome);
  });

  test("without the permission fails as that", async () => {
    const host = playHost();
    host.scope.post(PULLS).reply(403, { message: "Resource not accessible by integration" });
    await expect(open(host)).rejects.toMatchObject({ failure: { kind: "permission_missing" } });
  });

  test("whose answer is an error of the server is not asked for twice", async () => {
    const host = playHost();
    host.scope.post(PULLS).reply(502, "Bad gateway");
    await expect(open(host)).rejects.toMatchObject({ failure: { kind: "server_error" } });
  });

  test.each([
    [{}, "open"],
    [{ state: "closed" }, "closed"],
    [{ state: "closed", merged_at: "2026-03-04T05:06:07Z" }, "merged"],
    [{ state: "closed", merged: true }, "merged"],
  ])("that reads %o is %s", async (fields, state) => {
    const host = playHost();
    host.scope.get(`${PULLS}/7`).reply(200, aPull(fields));
    expect(await host.port.pullRequest(host.address, 7)).toMatchObject({ number: 7, state });
  });

  test("that is not there is none", async () => {
    const host = playHost();
    host.scope.get(`${PULLS}/7`).reply(404, { message: "Not Found" });
    expect(await host.port.pullRequest(host.address, 7)).toBeNull();
  });

  test("is found by its branch, whatever became of it", async () => {
    const host = playHost();
    const query = { head: "acme:lockstep/main", base: "main", state: "all", per_page: 1 };
    host.scope
      .get(PULLS)
      .query((asked) => asked["head"] === query.head && asked["state"] === "all")
      .reply(200, [aPull({ state: "closed" })]);
    const found = await host.port.findPullRequest(host.address, { head: "lockstep/main", target: "main" });
    expect(found).toMatchObject({ number: 7, state: "closed" });
  });

  test("is changed in its text alone, or closed", async () => {
    const host = playHost();
    host.scope.patch(`${PULLS}/7`, { title: "New", body: "Text" }).reply(200, aPull());
    host.scope.patch(`${PULLS}/7`, { state: "closed" }).reply(200, aPull());
    await host.port.updatePullRequest(host.address, 7, { title: "New", body: "Text" });
    await host.port.updatePullRequest(host.address, 7, { state: "closed" });
  });
});

test.each([
  [201, { sha: commitId("b") }, { kind: "merged" }],
  [204, undefined, { kind: "up-to-date" }],
  [404, { message: "Base does not exist" }, { kind: "not-found" }],
  [409, { message: "Merge conflict" }, { kind: "clash" }],
  [422, { message: "Repository rule violations found" }, { kind: "refused", message: expect.any(String) }],
])("merging one branch into another, answered %i", async (status, answer, outcome) => {
  const host = playHost();
  const body = { base: "lockstep/main", head: HEAD, commit_message: "Merge main" };
  host.scope.post("/repos/acme/petstore/merges", body).reply(status, answer);
  const merge = { into: "lockstep/main", from: HEAD, message: "Merge main" };
  expect(await host.port.mergeBranch(host.address, merge)).toEqual(outcome);
});
