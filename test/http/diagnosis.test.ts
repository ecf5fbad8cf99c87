import { expect, test } from "vitest";
import type { Check, Finding } from "../../src/core/diagnosis/finding.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { appToken, ask } from "../support/a-sandbox.ts";
import { ADMIN_TOKEN, type ALockstep, aLockstep } from "../support/a-lockstep.ts";

interface Diagnosed {
  readonly problems: number;
  readonly items: readonly Finding[];
}

const SCHEMA = "openapi: 3.1.0\ninfo: {title: Pets, version: '1.0'}\npaths: {}\n";

/** A schema that is linked to `api/petstore.yaml` of the sandbox's petstore. */
async function aLink(lockstep: ALockstep, branch = "main"): Promise<number> {
  await lockstep.call("POST", "apis", { name: "Pets" });
  await lockstep.call("POST", "apis/pets/versions", { name: "1.0" });
  const headers = { "content-type": "application/octet-stream" };
  await lockstep.server.inject({
    method: "PUT",
    url: "/api/v1/workspaces/acme/apis/pets/versions/1.0/schema",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
    payload: SCHEMA,
  });
  const wish = { repository: "petstore", branch, file: "api/pets.yaml" };
  const answer = await lockstep.call("PUT", "apis/pets/versions/1.0/link", wish);
  await lockstep.quiet();
  return answer.json<{ id: number }>().id;
}

async function diagnosed(lockstep: ALockstep, address: string): Promise<Diagnosed> {
  const answer = await lockstep.call("GET", address);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Diagnosed>();
}

function finding({ items }: Diagnosed, check: Check): Finding | undefined {
  return items.find((item) => item.check === check);
}

test("a link that works has no problem, and is looked at with seven requests", async () => {
  const lockstep = await aLockstep();
  const id = await aLink(lockstep);
  await lockstep.repository("petstore").commit({ files: { "other.txt": "one" } });
  await lockstep.quiet();
  lockstep.sandbox.requests.clear();
  const diagnosis = await diagnosed(lockstep, `links/${id}/diagnosis`);
  expect(diagnosis.items.filter(({ verdict }) => verdict === "problem")).toEqual([]);
  expect(Object.fromEntries(diagnosis.items.map(({ check, verdict }) => [check, verdict]))).toEqual({
    host_name: "ok",
    host_connection: "ok",
    host_tls: "not_applicable",
    clock: "ok",
    app_credentials: "ok",
    webhook_events: "ok",
    webhook_reachable: "ok",
    webhook_secret: "ok",
    installation: "ok",
    workspace: "ok",
    permissions: "ok",
    repository_access: "ok",
    repository_archived: "ok",
    repository_empty: "ok",
    branch: "ok",
    path: "ok",
    commits_allowed: "ok",
    commit_signing: "ok",
    deliveries: "ok",
    rate_limits: "ok",
    link_state: "ok",
  });
  const asked = lockstep.sandbox.requests.list().filter(({ kind }) => kind !== "token");
  expect(asked).toHaveLength(7);
});

/** What is made wrong, and which check names it with which words. */
const WRONGS: readonly (readonly [string, (lockstep: ALockstep) => unknown, Check, RegExp])[] = [
  [
    "a suspended App",
    ({ sandbox }) => sandbox.installations.suspend(idOf(sandbox)),
    "installation",
    /suspended/,
  ],
  [
    "an App that is gone",
    ({ sandbox }) => sandbox.installations.uninstall(idOf(sandbox)),
    "installation",
    /not installed/,
  ],
  [
    "a permission that was not granted",
    ({ sandbox }) =>
      sandbox.installations.setPermissions(idOf(sandbox), { contents: "read", metadata: "read" }),
    "permissions",
    /contents: write/,
  ],
  [
    "new permissions that nobody accepted",
    ({ sandbox }) =>
      sandbox.installations.setPermissions(idOf(sandbox), { contents: "write", metadata: "read" }),
    "permissions",
    /wait to be accepted: .*issues: write/,
  ],
  ["an archived repository", (it) => it.repository("petstore").archive(), "repository_archived", /archived/],
  [
    "a repository that was taken from the installation",
    ({ sandbox }) => sandbox.installations.removeRepository(idOf(sandbox), "acme/petstore"),
    "repository_access",
    /does not see acme\/petstore/,
  ],
  [
    "a secret that is not the server's",
    async (lockstep) => {
      const { sandbox } = lockstep;
      const body = { secret: "another secret that nobody knows 012345" };
      await ask(sandbox, "/app/hook/config", { method: "PATCH", token: appToken(sandbox), body });
      await lockstep.repository("petstore").commit({ files: { "other.txt": "two" } });
      await sandbox.webhooks.idle();
    },
    "webhook_secret",
    /not signed/,
  ],
  [
    "a webhook address where nobody listens",
    async (lockstep) => {
      const { sandbox } = lockstep;
      sandbox.webhooks.setTarget("http://127.0.0.1:1/api/github/webhooks");
      await lockstep.repository("petstore").commit({ files: { "other.txt": "two" } });
      await sandbox.webhooks.idle();
    },
    "webhook_reachable",
    /could not connect/,
  ],
];

function idOf(sandbox: Sandbox): number {
  return sandbox.installations.list()[0]?.id ?? 0;
}

test.each(WRONGS)("%s is named, with what to do", async (_name, makeWrong, check, words) => {
  const lockstep = await aLockstep();
  const id = await aLink(lockstep);
  await makeWrong(lockstep);
  const diagnosis = await diagnosed(lockstep, `links/${id}/diagnosis`);
  expect(finding(diagnosis, check)).toMatchObject({
    verdict: "problem",
    seen: expect.stringMatching(words),
    remedy: { text: expect.any(String), url: expect.stringMatching(/^https?:\/\//) },
  });
});

test("a protected branch is named with what protects it", async () => {
  const lockstep = await aLockstep();
  const repository = lockstep.repository("petstore");
  repository.setRules({ protectedBranches: ["main"], rulesetBranches: ["main"] });
  const diagnosis = await diagnosed(lockstep, "repositories/petstore/diagnosis");
  expect(finding(diagnosis, "commits_allowed")).toMatchObject({
    verdict: "problem",
    seen: expect.stringMatching(
      /branch protection "main"; changes only by pull request \(ruleset of acme\/petstore\)/,
    ),
  });
  const other = await diagnosed(lockstep, "repositories/petstore/diagnosis?branch=other");
  expect(finding(other, "branch")).toMatchObject({
    verdict: "problem",
    seen: "The branch other is not there.",
  });
  expect((await lockstep.call("GET", "repositories/petstore/diagnosis?branch=a..b")).statusCode).toBe(400);
});

test("an empty repository is fine on its default branch", async () => {
  const lockstep = await aLockstep();
  const blank = await diagnosed(lockstep, "repositories/blank/diagnosis");
  expect(finding(blank, "repository_empty")).toMatchObject({ verdict: "ok" });
  const other = await diagnosed(lockstep, "repositories/blank/diagnosis?branch=other");
  expect(finding(other, "repository_empty")).toMatchObject({ verdict: "problem" });
});

test("deliveries of other repositories are not told of", async () => {
  const lockstep = await aLockstep();
  await lockstep.repository("catalog").commit({ files: { "other.txt": "one" } });
  await lockstep.quiet();
  const diagnosis = await diagnosed(lockstep, "repositories/petstore/diagnosis");
  expect(finding(diagnosis, "deliveries")).toMatchObject({ verdict: "unknown" });
});

test("a host that does not answer costs one request", async () => {
  const lockstep = await aLockstep();
  const id = await aLink(lockstep);
  await lockstep.sandbox.close();
  const diagnosis = await diagnosed(lockstep, `links/${id}/diagnosis`);
  expect(finding(diagnosis, "host_connection")).toMatchObject({
    verdict: "problem",
    seen: expect.stringMatching(/refused/),
  });
  expect(finding(diagnosis, "branch")).toMatchObject({ verdict: "unknown" });
});
