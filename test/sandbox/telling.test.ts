import { expect, test } from "vitest";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { ask, aSandbox, askGraphql, at, installationToken } from "../support/a-sandbox.ts";
import { faultsOf } from "./github-description.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly installationId: number;
  /** Below `/repos/acme/one`; holds the answer against the description of the route. */
  readonly told: (route: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
}

async function aScene(): Promise<Scene> {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({
    owner: "acme",
    name: "one",
    files: { "README.md": "# Hello\n" },
  });
  const { id } = sandbox.installations.create("acme");
  const token = await installationToken(sandbox, id);
  return {
    sandbox,
    repository,
    installationId: id,
    async told(route, path, body) {
      const [method = "GET"] = route.split(" ");
      const options = { token, method, ...(body !== undefined && { body }) };
      const answer = await ask(sandbox, `/repos/acme/one${path}`, options);
      expect(faultsOf(route, answer.status, answer.body), `${route} ${answer.status}`).toEqual([]);
      return answer;
    },
  };
}

const CREATE_RUN = "POST /repos/{owner}/{repo}/check-runs";
const CHANGE_RUN = "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}";
const LIST_RUNS = "GET /repos/{owner}/{repo}/commits/{ref}/check-runs";

test("check runs are made, changed and listed by commit and name", async () => {
  const { repository, told } = await aScene();
  const head = (await repository.head()) ?? "";
  const output = { title: "One", summary: "One of two", annotations: [{ path: "a", start_line: 1 }] };
  const made = await told(CREATE_RUN, "/check-runs", {
    name: "Lockstep",
    head_sha: head,
    status: "completed",
    conclusion: "failure",
    output,
  });
  expect(made.body).toMatchObject({ status: "completed", conclusion: "failure", head_sha: head });
  const id = String(at(made.body, "id"));
  const changed = await told(CHANGE_RUN, `/check-runs/${id}`, { conclusion: "success" });
  expect(changed.body).toMatchObject({ conclusion: "success", output: { title: "One" } });
  const listed = await told(LIST_RUNS, `/commits/${head}/check-runs?check_name=Lockstep`);
  expect(listed.body).toMatchObject({ total_count: 1, check_runs: [{ name: "Lockstep" }] });
  const other = await told(LIST_RUNS, `/commits/${head}/check-runs?check_name=Other`);
  expect(other.body).toMatchObject({ total_count: 0 });
  expect(repository.checkRuns).toMatchObject([{ name: "Lockstep", conclusion: "success" }]);
});

const LIST_ISSUES = "GET /repos/{owner}/{repo}/issues";
const CREATE_ISSUE = "POST /repos/{owner}/{repo}/issues";
const CHANGE_ISSUE = "PATCH /repos/{owner}/{repo}/issues/{issue_number}";

test("issues are opened, changed, closed and listed by state", async () => {
  const { repository, told } = await aScene();
  const made = await told(CREATE_ISSUE, "/issues", { title: "Out of step", body: "One file" });
  expect([made.status, at(made.body, "number")]).toEqual([201, 1]);
  await told(CHANGE_ISSUE, "/issues/1", { body: "Two files" });
  expect((await told(LIST_ISSUES, "/issues")).body).toMatchObject([{ body: "Two files", state: "open" }]);
  const closed = await told(CHANGE_ISSUE, "/issues/1", { state: "closed" });
  expect(closed.body).toMatchObject({ state: "closed", closed_at: expect.any(String) });
  expect((await told(LIST_ISSUES, "/issues")).body).toEqual([]);
  expect(repository.issues).toMatchObject([{ number: 1, isOpen: false }]);
});

test("who was not granted it cannot tell anything", async () => {
  const { sandbox, installationId } = await aScene();
  sandbox.installations.setPermissions(installationId, { contents: "write", metadata: "read" });
  const token = await installationToken(sandbox, installationId);
  const body = { title: "Out of step" };
  for (const path of ["/repos/acme/one/issues", "/repos/acme/one/check-runs"]) {
    const answer = await ask(sandbox, path, { method: "POST", token, body });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

const RULES = `query($id: ID!) {
  node(id: $id) { ... on Repository { ref(qualifiedName: "refs/heads/main") {
    refUpdateRule { pattern viewerCanPush requiresSignatures requiredApprovingReviewCount requiredStatusCheckContexts }
    target { ... on Commit { signature { isValid } } }
  } } }
}`;

test("what protects a branch is told: classic protection by GraphQL, rulesets by REST", async () => {
  const { sandbox, repository, installationId, told } = await aScene();
  const rules = "GET /repos/{owner}/{repo}/rules/branches/{branch}";
  const token = await installationToken(sandbox, installationId);
  const classic = async (): Promise<unknown> => {
    const answer = await askGraphql(sandbox, token, RULES, { id: repository.nodeId });
    return at(answer, "data.node.ref.refUpdateRule") ?? null;
  };
  expect((await told(rules, "/rules/branches/main")).body).toEqual([]);
  expect(await classic()).toBeNull();
  repository.setRules({ protectedBranches: ["main"], rulesetBranches: ["main"] });
  expect((await told(rules, "/rules/branches/main")).body).toMatchObject([{ type: "pull_request" }]);
  expect(await classic()).toMatchObject({ pattern: "main", viewerCanPush: false });
});
