import { expect, test } from "vitest";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { ask, aSandbox, at, installationToken, type Asked } from "../support/a-sandbox.ts";
import { faultsOf, webhookFaultsOf } from "./github-description.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly installationId: number;
  /** Asks a route below the repository, and holds the answer against GitHub's description of it. */
  readonly call: (route: string, path: string, body?: unknown) => Promise<Asked>;
}

/** `main` with two files, and a branch `topic` whose commit changes one of them. */
async function aScene(permissions?: Record<string, string>): Promise<Scene> {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const files = { "a.txt": "one\n", "b.txt": "one\n" };
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files });
  const { id } = sandbox.installations.create("acme", permissions === undefined ? {} : { permissions });
  await repository.createBranch("topic");
  await repository.commit({ branch: "topic", files: { "a.txt": "two\n" }, message: "Two" });
  const token = await installationToken(sandbox, id);
  return {
    sandbox,
    repository,
    installationId: id,
    call: async (route, path, body) => {
      const [method = "GET"] = route.split(" ");
      const answer = await ask(sandbox, `/repos/acme/one${path}`, { method, token, body });
      // The description has no bodies for these.
      const isBare = answer.status === 204 || (path === "/merges" && answer.status >= 400);
      if (!isBare)
        expect(faultsOf(route, answer.status, answer.body), `${route} ${answer.text.slice(0, 300)}`).toEqual(
          [],
        );
      return answer;
    },
  };
}

const OPEN = "POST /repos/{owner}/{repo}/pulls";
const wish = { title: "Two", body: "Why", head: "topic", base: "main" };

test("a pull request is opened, listed, read, changed and closed as GitHub describes it", async () => {
  const { call } = await aScene();
  const opened = await call(OPEN, "/pulls", wish);
  expect([opened.status, at(opened.body, "number"), at(opened.body, "changed_files")]).toEqual([201, 1, 1]);
  const listed = await call("GET /repos/{owner}/{repo}/pulls", "/pulls?head=acme:topic&base=main&state=all");
  expect(at(listed.body, "0.number")).toBe(1);
  const other = await call("GET /repos/{owner}/{repo}/pulls", "/pulls?head=acme:none");
  expect(other.body).toEqual([]);
  const one = "PATCH /repos/{owner}/{repo}/pulls/{pull_number}";
  expect(at((await call(one, "/pulls/1", { title: "Three" })).body, "title")).toBe("Three");
  expect(at((await call(one, "/pulls/1", { state: "closed" })).body, "state")).toBe("closed");
  const read = await call("GET /repos/{owner}/{repo}/pulls/{pull_number}", "/pulls/1");
  expect([at(read.body, "merged"), at(read.body, "merged_at")]).toEqual([false, null]);
});

test("a second one for the branch, one without commits, and one of no branch are refused", async () => {
  const { call, repository } = await aScene();
  await call(OPEN, "/pulls", wish);
  const again = await call(OPEN, "/pulls", wish);
  expect(again.status).toBe(422);
  expect(at(again.body, "errors.0.message")).toBe("A pull request already exists for acme:topic.");
  await repository.createBranch("same");
  const none = await call(OPEN, "/pulls", { ...wish, head: "same" });
  expect(at(none.body, "errors.0.message")).toBe("No commits between main and same");
  const unknown = await call(OPEN, "/pulls", { ...wish, head: "unknown" });
  expect(at(unknown.body, "errors.0")).toMatchObject({ field: "head", code: "invalid" });
});

test("a branch is made at a commit, once", async () => {
  const { call, repository } = await aScene();
  const route = "POST /repos/{owner}/{repo}/git/refs";
  const body = { ref: "refs/heads/new", sha: await repository.head() };
  const made = await call(route, "/git/refs", body);
  expect([made.status, await repository.head("new")]).toEqual([201, body.sha]);
  expect(at((await call(route, "/git/refs", body)).body, "message")).toBe("Reference already exists");
});

test("one branch is merged into another, or they clash", async () => {
  const { call, repository } = await aScene();
  const route = "POST /repos/{owner}/{repo}/merges";
  await repository.commit({ files: { "b.txt": "two\n" } });
  const body = { base: "topic", head: await repository.head() };
  expect((await call(route, "/merges", body)).status).toBe(201);
  expect(String(await repository.read("topic", "b.txt"))).toBe("two\n");
  expect((await call(route, "/merges", body)).status).toBe(204);
  await repository.commit({ files: { "a.txt": "three\n" } });
  expect((await call(route, "/merges", { ...body, head: "main" })).status).toBe(409);
  expect((await call(route, "/merges", { ...body, base: "none" })).status).toBe(404);
});

test("without the permission only reading other things is left", async () => {
  const { call } = await aScene({ contents: "write", metadata: "read" });
  const refused = await call(OPEN, "/pulls", wish);
  expect([refused.status, at(refused.body, "message")]).toEqual([
    403,
    "Resource not accessible by integration",
  ]);
});

test.each([
  ["merge", 2],
  ["squash", 1],
  ["rebase", 1],
] as const)("merged by %s, the base has the text, past its protection", async (method, parents) => {
  const { call, repository } = await aScene();
  await call(OPEN, "/pulls", wish);
  await repository.commit({ files: { "b.txt": "two\n" } });
  repository.protect("main");
  const head = await repository.pulls.merge(1, method);
  expect(await repository.head()).toBe(head);
  expect(String(await repository.read("main", "a.txt"))).toBe("two\n");
  expect((await repository.log())[0]?.parents).toHaveLength(parents);
  expect(repository.pulls.list()).toMatchObject([{ state: "merged" }]);
});

test("every step is announced as GitHub does", async () => {
  const { sandbox, call, repository } = await aScene();
  await call(OPEN, "/pulls", wish);
  await repository.commit({ branch: "topic", files: { "a.txt": "three\n" } });
  await call("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", "/pulls/1", { body: "Because" });
  await repository.pulls.close(1);
  await repository.pulls.reopen(1);
  await repository.pulls.merge(1);
  const events = sandbox.webhooks.deliveries({ event: "pull_request" });
  expect(events.map(({ action }) => action)).toEqual([
    "opened",
    "synchronize",
    "edited",
    "closed",
    "reopened",
    "closed",
  ]);
  for (const { payload } of events) expect(webhookFaultsOf("pull_request", payload)).toEqual([]);
  expect(at(events.at(-1)?.payload, "pull_request.merged")).toBe(true);
});

test("a head branch that is deleted closes its request; a base that comes to hold it merges it", async () => {
  const { call, repository } = await aScene();
  await call(OPEN, "/pulls", wish);
  await repository.force("main", (await repository.head("topic")) ?? "");
  expect(repository.pulls.list()).toMatchObject([{ state: "merged" }]);
  await repository.commit({ branch: "topic", files: { "a.txt": "three\n" } });
  await call(OPEN, "/pulls", wish);
  await repository.deleteBranch("topic");
  expect(repository.pulls.list()).toMatchObject([{ number: 1 }, { number: 2, state: "closed" }]);
});

test("people merge by the control route as well", async () => {
  const { sandbox, call, repository } = await aScene();
  await call(OPEN, "/pulls", wish);
  const answer = await fetch(`${sandbox.url}/_sandbox/actions`, {
    method: "POST",
    body: JSON.stringify({ action: "merge", repository: "acme/one", number: 1, method: "squash" }),
  });
  expect(answer.status).toBe(200);
  expect(repository.pulls.list()).toMatchObject([{ state: "merged" }]);
});
