import { expect, test } from "vitest";
import type { CheckReport } from "../../src/core/sync/check-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { commitId, playHost } from "../support/github-replies.ts";

const HEAD = commitId("a");
const RUNS = "/repos/acme/petstore/check-runs";

const REPORT: CheckReport = {
  head: HEAD,
  name: "Lockstep config",
  conclusion: "failure",
  title: "1 error",
  summary: "- line 3",
  annotations: [{ path: ".github/lockstep.yml", line: 3, level: "failure", message: "No." }],
};

const TOLD = {
  status: "completed",
  conclusion: "failure",
  output: {
    title: "1 error",
    summary: "- line 3",
    annotations: [
      {
        path: ".github/lockstep.yml",
        start_line: 3,
        end_line: 3,
        annotation_level: "failure",
        message: "No.",
      },
    ],
  },
};

const RUN = { id: 7, html_url: "https://github.com/acme/petstore/runs/7" };

test("a run is made at the commit, whole at once", async () => {
  const host = playHost();
  host.scope.post(RUNS, { name: "Lockstep config", head_sha: HEAD, ...TOLD }).reply(201, RUN);
  expect(await host.port.reportCheck(host.address, REPORT, "none")).toEqual({ id: 7, url: RUN.html_url });
});

test("one that is known is changed", async () => {
  const host = playHost();
  host.scope.patch(`${RUNS}/7`, TOLD).reply(200, RUN);
  expect(await host.port.reportCheck(host.address, REPORT, 7)).toEqual({ id: 7, url: RUN.html_url });
});

test.each([
  ["is changed where it is there", [RUN], "PATCH"],
  ["is made where it is not", [], "POST"],
] as const)("one that may be there %s", async (_says, found, method) => {
  const host = playHost();
  host.scope
    .get(`/repos/acme/petstore/commits/${HEAD}/check-runs`)
    .query({ check_name: "Lockstep config" })
    .reply(200, { total_count: found.length, check_runs: found });
  if (method === "PATCH") host.scope.patch(`${RUNS}/7`, TOLD).reply(200, RUN);
  else host.scope.post(RUNS).reply(201, RUN);
  expect(await host.port.reportCheck(host.address, REPORT, "unknown")).toMatchObject({ id: 7 });
});

test("a write is sent once, whatever GitHub answers", async () => {
  const host = playHost();
  host.scope.post(RUNS).reply(502, { message: "Bad Gateway" });
  await expect(host.port.reportCheck(host.address, REPORT, "none")).rejects.toMatchObject({
    failure: { kind: "server_error", status: 502 },
  });
});

test("where the installation does not grant it, that is said", async () => {
  const host = playHost();
  host.scope.post(RUNS).reply(403, { message: "Resource not accessible by integration" });
  const refused = host.port.reportCheck(host.address, REPORT, "none");
  await expect(refused).rejects.toBeInstanceOf(GitHubFailure);
  await expect(refused).rejects.toMatchObject({ failure: { kind: "permission_missing" } });
});
