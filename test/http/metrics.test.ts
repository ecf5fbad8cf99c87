import { expect, onTestFinished, test } from "vitest";
import type { HttpConfig } from "../../src/http/dependencies.ts";
import { makeServer } from "../../src/http/server.ts";
import { type AClock, aClock } from "../support/a-clock.ts";
import { settle } from "../support/a-linked-document.ts";
import { type ALockstep, aLockstep, ADMIN_TOKEN } from "../support/a-lockstep.ts";
import { aCollection } from "../support/a-collection.ts";
import { anApi } from "../support/an-api.ts";
import { NO_OPERATIONS } from "../support/no-operations.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const METRICS_TOKEN = "a-token-for-metrics-of-the-tests-0123456789";
const withToken = (token: string) => ({ headers: { authorization: token === "" ? "" : `Bearer ${token}` } });

async function anApiAt(publicUrl: string, config: Partial<HttpConfig> = {}) {
  const operations = {
    ...NO_OPERATIONS,
    metrics: { contentType: "text/plain", read: async () => "lockstep_up 1\n" },
    isMetricsToken: (token: string) => token === METRICS_TOKEN,
  };
  return anApi({ config: { publicUrl, ...config }, operations });
}

test("shows metrics to the metrics token and to the admin token, and to nobody else", async () => {
  const { call } = await anApiAt("https://lockstep.example.com");
  for (const token of [METRICS_TOKEN, ADMIN_TOKEN]) {
    const shown = await call("GET", "/metrics", withToken(token));
    expect([shown.statusCode, shown.body]).toEqual([200, "lockstep_up 1\n"]);
  }
  for (const token of ["", "x".repeat(40)]) {
    const refused = await call("GET", "/metrics", withToken(token));
    expect([refused.statusCode, refused.json().code]).toEqual([401, "unauthorized"]);
  }
});

test("the metrics token opens nothing but the metrics", async () => {
  const { call } = await anApiAt("https://lockstep.example.com");
  expect((await call("GET", "/api/v1/workspaces", withToken(METRICS_TOKEN))).statusCode).toBe(401);
});

test("asks this machine for no token where the server is for this machine alone", async () => {
  const { call } = await anApiAt("http://127.0.0.1:3000");
  expect((await call("GET", "/metrics", withToken(""))).statusCode).toBe(200);
});

test("lets nobody in who only says to come from this machine", async () => {
  const api = await anApiAt("http://127.0.0.1:3000", { trustProxy: true });
  const server = await makeServer(api);
  onTestFinished(() => server.close());
  const ask = (remoteAddress: string, forwardedFor: string) =>
    server.inject({ url: "/metrics", remoteAddress, headers: { "x-forwarded-for": forwardedFor } });
  expect((await ask("192.0.2.1", "127.0.0.1")).statusCode).toBe(401);
  expect((await ask("::ffff:127.0.0.1", "127.0.0.1")).statusCode).toBe(200);
});

/** Values by name and labels, as the text has them. */
function valuesOf(text: string): Readonly<Record<string, number>> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}

interface AMeasured extends ALockstep {
  /** What is read once the last reading is forgotten. */
  readings(): Promise<Readonly<Record<string, number>>>;
}

function measured(lockstep: ALockstep, clock: AClock): AMeasured {
  return {
    ...lockstep,
    async readings() {
      await clock.pass(10_000, () => settle(lockstep));
      const answer = await lockstep.call("GET", "/metrics");
      expect(answer.statusCode, answer.body).toBe(200);
      return valuesOf(answer.body);
    },
  };
}

async function backUpPets(lockstep: ALockstep): Promise<string> {
  const { id, body } = aCollection({ name: "Pets" });
  await lockstep.call("PUT", `collections/${id}`, body);
  await lockstep.call("POST", `collections/${id}/backups`, { repository: "petstore" });
  await lockstep.quiet();
  return id;
}

test("counts what happens: webhooks, commits, revisions, links, requests to GitHub and what they may still be", async () => {
  const clock = aClock();
  const lockstep = measured(await aLockstep({ clock }), clock);
  await backUpPets(lockstep);
  await lockstep.server.inject({ method: "POST", url: "/api/github/webhooks", payload: {} });
  const read = await lockstep.readings();
  expect(read).toMatchObject({
    lockstep_commits_total: 1,
    'lockstep_revisions_total{origin="store"}': 1,
    'lockstep_links{kind="backup",state="in_sync",code=""}': 1,
    'lockstep_lanes{state="at_rest"}': 1,
    'lockstep_dirty_units{unit="lanes"}': 0,
    lockstep_lane_oldest_waiting_seconds: 0,
    lockstep_conflicts_total: 0,
    'lockstep_deliveries_refused_total{code="signature_invalid"}': 1,
  });
  const { host } = lockstep.sandbox;
  expect(read[`lockstep_github_requests_total{host="${host}",kind="graphql_mutation",status="200"}`]).toBe(1);
  expect(read[`lockstep_github_requests_total{host="${host}",kind="token",status="201"}`]).toBe(1);
  const budgets = Object.entries(read).filter(([name]) =>
    name.startsWith("lockstep_github_rate_limit_remaining"),
  );
  const resources = budgets.map(([name]) => /resource="(\w+)"/.exec(name)?.[1]);
  expect(new Set(resources)).toEqual(new Set(["core", "graphql"]));
  for (const [, left] of budgets) expect(left).toBeGreaterThan(0);
  expect(read['lockstep_deliveries_total{outcome="recorded"}']).toBeGreaterThan(0);
  expect(read["lockstep_delivery_bytes_total"]).toBeGreaterThan(0);
  expect(read["lockstep_database_bytes"]).toBeGreaterThan(100_000);
  expect(read["process_resident_memory_bytes"]).toBeGreaterThan(1e6);
  expect(Object.keys(read).filter((name) => /pets/i.test(name))).toEqual([]);
});

test("shows what waits, and why, while GitHub does not answer", async () => {
  const timed = await aTimedLockstep();
  const lockstep = measured(timed, timed.clock);
  const id = await backUpPets(lockstep);
  lockstep.sandbox.faults.set({ outage: true });
  await lockstep.call("PUT", `collections/${id}`, aCollection({ id, name: "Pets", note: "changed" }).body);
  const read = await lockstep.readings();
  expect(read['lockstep_lanes{state="at_rest"}']).toBe(0);
  expect(read['lockstep_dirty_units{unit="lanes"}']).toBe(1);
  expect(read["lockstep_lane_oldest_waiting_seconds"]).toBeGreaterThanOrEqual(10);
  const links = Object.keys(read).filter((name) => name.startsWith("lockstep_links{"));
  expect(links).toEqual([expect.stringMatching(/kind="backup",state="pending",code="(?:saving|retrying)"/)]);
});
