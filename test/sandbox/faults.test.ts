import { expect, test } from "vitest";
import type { FaultEffect } from "../../src/sandbox/faults.ts";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { ask, askGraphql, aSandbox, at, installationToken } from "../support/a-sandbox.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly token: string;
}

async function aScene(): Promise<Scene> {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files: { a: "1" } });
  const token = await installationToken(sandbox, sandbox.installations.create("acme").id);
  sandbox.requests.clear();
  return { sandbox, repository, token };
}

const COMMIT =
  "mutation Commit($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }";

async function commit({ sandbox, repository, token }: Scene): Promise<unknown> {
  const input = {
    branch: { repositoryNameWithOwner: "acme/one", branchName: "main" },
    expectedHeadOid: await repository.head(),
    message: { headline: "Save" },
    fileChanges: { additions: [{ path: "a", contents: "Mg==" }] },
  };
  return askGraphql(sandbox, token, COMMIT, { input });
}

test("an answer is lost after the work was done", async () => {
  const scene = await aScene();
  const effect: FaultEffect = { kind: "lost-answer" };
  scene.sandbox.faults.set({ requests: [{ on: "graphql-mutation", effect, times: 1 }] });
  await expect(commit(scene)).rejects.toThrow("fetch failed");
  expect(await scene.repository.log()).toHaveLength(2);
  expect(scene.sandbox.requests.list()).toMatchObject([
    { kind: "graphql-mutation", operation: "Commit", status: 0 },
  ]);
  await commit(scene);
  expect(await scene.repository.log()).toHaveLength(3);
});

test.each<[string, FaultEffect]>([
  ["reset", { kind: "reset" }],
  ["an error", { kind: "status", status: 502, body: "<html>Unicorn!</html>" }],
])("with %s the work is not done", async (_, effect) => {
  const scene = await aScene();
  scene.sandbox.faults.set({ requests: [{ on: "graphql-mutation", effect }] });
  await commit(scene).catch(() => null);
  expect(await scene.repository.log()).toHaveLength(1);
});

test("GraphQL answers with an error of any type, or with data and an error beside it", async () => {
  const scene = await aScene();
  const error: FaultEffect = { kind: "graphql-error", type: "ODD", message: "Odd." };
  scene.sandbox.faults.set({ requests: [{ on: "graphql-mutation", effect: error, times: 1 }] });
  expect(at(await commit(scene), "errors.0.type")).toBe("ODD");
  expect(await scene.repository.log()).toHaveLength(1);
  scene.sandbox.faults.set({
    requests: [{ on: "graphql-mutation", effect: { kind: "errors-beside-data" } }],
  });
  const both = await commit(scene);
  expect(at(both, "data.createCommitOnBranch.commit.oid")).toBe(await scene.repository.head());
  expect(at(both, "errors")).toHaveLength(1);
});

test("a silent request is never answered, and closing does not wait for it", async () => {
  const scene = await aScene();
  scene.sandbox.faults.set({ requests: [{ match: "/repos/acme/one", effect: { kind: "silent" } }] });
  const answer = ask(scene.sandbox, "/repos/acme/one", { token: scene.token });
  await expect.poll(() => scene.sandbox.requests.count({ status: 0 })).toBe(1);
  await Promise.all([scene.sandbox.close(), expect(answer).rejects.toThrow("fetch failed")]);
});

test("a rule strikes by kind, method and path, at a rate, and so many times", async () => {
  const { sandbox, token } = await aScene();
  const effect: FaultEffect = { kind: "status", status: 500 };
  sandbox.faults.set({ requests: [{ on: "rest", method: "GET", match: "branches", effect, times: 2 }] });
  const statuses: number[] = [];
  for (let n = 0; n < 3; n++)
    statuses.push((await ask(sandbox, "/repos/acme/one/branches", { token })).status);
  expect(statuses).toEqual([500, 500, 200]);
  expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(200);
  sandbox.faults.set({ requests: [{ effect, rate: 0.3 }], seed: 7 });
  let failed = 0;
  for (let n = 0; n < 60; n++) if ((await ask(sandbox, "/rate_limit", { token })).status === 500) failed += 1;
  expect(failed).toBeGreaterThan(8);
  expect(failed).toBeLessThan(30);
});

test("rate limits: REST by status and headers, GraphQL by an error", async () => {
  const { sandbox, token } = await aScene();
  sandbox.faults.set({ requests: [{ effect: { kind: "primary-limit", resetAfterSeconds: 60 } }] });
  const rest = await ask(sandbox, "/repos/acme/one", { token });
  expect([rest.status, rest.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
  const reset = Number(rest.headers.get("x-ratelimit-reset")) * 1000 - Date.now();
  expect(Math.round(reset / 10_000)).toBe(6);
  const graph = await askGraphql(sandbox, token, "query { rateLimit { cost } }");
  expect(at(graph, "errors.0.type")).toBe("RATE_LIMITED");
  sandbox.faults.set({
    requests: [{ effect: { kind: "secondary-limit", retryAfterSeconds: 9, status: 429 } }],
  });
  const secondary = await ask(sandbox, "/repos/acme/one", { token });
  expect([secondary.status, secondary.headers.get("retry-after")]).toEqual([429, "9"]);
});

test("an outage answers 503 to all but git, until it is cleared", async () => {
  const { sandbox, repository, token } = await aScene();
  sandbox.faults.set({ outage: true });
  expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(503);
  expect((await fetch(`${repository.cloneUrl}/info/refs?service=git-upload-pack`)).status).toBe(200);
  sandbox.faults.clear();
  expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(200);
});

test("lagging reads show the former head, writes see the true one", async () => {
  const scene = await aScene();
  const { sandbox, repository, token } = scene;
  const former = await repository.head();
  sandbox.faults.set({ lag: { reads: 2 } });
  const present = await repository.commit({ files: { a: "2" } });
  const query = `query($id: ID!) { node(id: $id) { ... on Repository {
    one: ref(qualifiedName: "refs/heads/main") { target { oid } } two: defaultBranchRef { target { oid } } } } }`;
  const seen = await askGraphql(sandbox, token, query, { id: repository.nodeId });
  expect([at(seen, "data.node.one.target.oid"), at(seen, "data.node.two.target.oid")]).toEqual([
    former,
    former,
  ]);
  const accept = "application/vnd.github.sha";
  const path = "/repos/acme/one/commits/heads/main";
  expect((await ask(sandbox, path, { token, headers: { accept } })).text).toBe(former);
  expect((await ask(sandbox, path, { token, headers: { accept } })).text).toBe(present);
  expect(at(await commit(scene), "data.createCommitOnBranch.commit.oid")).toBe(await repository.head());
});

test("requests are counted by kind; token and git requests are told apart", async () => {
  const { sandbox, repository, token } = await aScene();
  await installationToken(sandbox, sandbox.installations.list()[0]?.id ?? 0);
  await ask(sandbox, "/repos/acme/one", { token });
  await askGraphql(sandbox, token, "query { rateLimit { cost } }");
  await fetch(`${repository.cloneUrl}/info/refs?service=git-upload-pack`);
  const { requests } = sandbox;
  expect(requests.list().map((it) => [it.kind, it.points])).toEqual([
    ["token", 0],
    ["rest", 1],
    ["graphql-query", 1],
    ["git", 0],
  ]);
  expect([
    requests.count(),
    requests.count({ kind: "token" }),
    requests.count({ path: /acme\/one$/ }),
  ]).toEqual([2, 1, 1]);
});

test("faults and actions are switched by hand too", async () => {
  const { sandbox, repository, token } = await aScene();
  const post = async (path: string, body: unknown): Promise<number> =>
    (await fetch(`${sandbox.url}/_sandbox/${path}`, { method: "POST", body: JSON.stringify(body) })).status;
  await post("faults", { requests: [{ on: "rest", effect: { kind: "status", status: 502 } }] });
  expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(502);
  await fetch(`${sandbox.url}/_sandbox/faults`, { method: "DELETE" });
  expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(200);
  await post("actions", { action: "protect", repository: "acme/one", branch: "main" });
  expect(at(await commit({ sandbox, repository, token }), "errors.0.type")).toBe(
    "BRANCH_PROTECTION_RULE_VIOLATION",
  );
  await post("actions", { action: "create-repository", owner: "acme", name: "two" });
  await post("actions", { action: "rename-branch", repository: "acme/one", from: "main", to: "trunk" });
  await post("actions", { action: "suspend", account: "acme" });
  expect(sandbox.repositories.get("acme/two")?.fullName).toBe("acme/two");
  expect([repository.defaultBranch, await repository.branches()]).toEqual(["trunk", ["trunk"]]);
  expect(sandbox.installations.list()[0]?.suspended).toBe(true);
  expect(await post("actions", { action: "rename", repository: "acme/none", name: "x" })).toBe(422);
  expect(await post("actions", { action: "none" })).toBe(422);
  expect(await post("faults", { requests: "all" })).toBe(422);
  const broken = await fetch(`${sandbox.url}/_sandbox/faults`, { method: "POST", body: "{" });
  expect(broken.status).toBe(400);
});
