/** What the commit is told of a config file: one check run a head. */
import { expect, test } from "vitest";
import type { CheckReport } from "../../src/core/sync/check-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { CONFIG, configOf, pushConfig } from "../support/a-config-file.ts";
import { requestsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PETS = "version: 1\nschemas:\n  - {api: pets, file: api/petstore.yaml}\n";
const WRONG = "version: 1\nschemas:\n  - {api: pets}\n  - {api: other, flie: a.yaml}\n";

test("a wrong file is told by line, a right one is told to be applied, each at its own commit", async () => {
  const lockstep = await aTimedLockstep();
  const wrong = await pushConfig(lockstep, WRONG);
  const right = await pushConfig(lockstep, PETS);
  const { checkRuns } = lockstep.repository("petstore");
  expect(checkRuns).toMatchObject([
    {
      name: "Lockstep config",
      headSha: wrong,
      conclusion: "failure",
      title: "3 errors: nothing was changed",
      annotations: [
        { path: CONFIG, start_line: 3, annotation_level: "failure" },
        { path: CONFIG, start_line: 4 },
        { path: CONFIG, start_line: 4 },
      ],
    },
    { headSha: right, conclusion: "success", title: "1 link bound" },
  ]);
  const { check } = await configOf(lockstep);
  expect(check).toMatchObject({ head: right, code: null });
});

test("a later commit with the same file says nothing new, and costs nothing", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, WRONG);
  const requests = await requestsOf(lockstep, () =>
    lockstep.repository("petstore").commit({ files: { "README.md": "more\n" } }),
  );
  expect(requests).toEqual([]);
  expect(lockstep.repository("petstore").checkRuns).toHaveLength(1);
});

test("without the permission the file is applied all the same, and it is said that nothing is told", async () => {
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      reportCheck: () =>
        Promise.reject(new GitHubFailure({ kind: "permission_missing", message: "Resource not accessible" })),
    }),
  });
  await pushConfig(lockstep, PETS);
  expect(await configOf(lockstep)).toMatchObject({
    state: "applied",
    links: [{ state: "in_sync" }],
    check: { url: null, code: "permission_missing" },
  });
});

test.each([
  ["github", () => new GitHubFailure({ kind: "server_error", status: 502 })],
  ["unexpected", () => new Error("Something else broke.")],
])("a run that broke off (%s) says so, and its check is looked for, not made twice", async (code, fault) => {
  const told: { readonly report: CheckReport; readonly known: unknown }[] = [];
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      async reportCheck(repository, report, known) {
        told.push({ report, known });
        const run = await real.reportCheck(repository, report, known);
        if (told.length === 1) throw fault();
        return run;
      },
    }),
  });
  await pushConfig(lockstep, PETS);
  const { failed } = await configOf(lockstep);
  expect(failed?.code).toBe(code);
  expect(Date.parse(failed?.retryAt ?? "")).toBeGreaterThan(lockstep.clock.now());
  await lockstep.pass(code === "github" ? 60_000 : 300_000);
  expect(await configOf(lockstep)).toMatchObject({ failed: null });
  expect(told.map(({ known }) => known)).toEqual(["none", "unknown"]);
  expect(lockstep.repository("petstore").checkRuns).toHaveLength(1);
  expect(await configOf(lockstep)).toMatchObject({ check: { code: null, url: expect.any(String) } });
});

test("a link that is approved changes the run that is there", async () => {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setPrivate(false);
  await settle(lockstep);
  const uuid = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
  await pushConfig(lockstep, `version: 1\ncollections:\n  - {collection: ${uuid}, file: a.json}\n`);
  expect(lockstep.repository("petstore").checkRuns).toMatchObject([{ conclusion: "action_required" }]);
  const { links } = await configOf(lockstep);
  await lockstep.call("POST", `links/${links[0]?.id}/approval`);
  await settle(lockstep);
  expect(lockstep.repository("petstore").checkRuns).toMatchObject([{ conclusion: "success" }]);
});
