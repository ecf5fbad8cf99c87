/**
 * B1 and B2: how many deliveries a second are taken, and how soon each is acknowledged, beside a bare node:http server and
 * Probot's own, each with one durable insert a request. All servers run side by side and are loaded in turns, so that what
 * the machine does meanwhile strikes all alike; a ratio is the middle one of the turns.
 */
import { aSignedPush } from "./a-push.ts";
import { type BenchServer, type BenchServerName, withBenchServers } from "./a-bench-server.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { load, type LoadResult } from "./load.ts";

const TURNS = 7;
const TURN_S = 1;
const CONNECTIONS = 20;
const MANY_CONNECTIONS = 200;

/** 7.9 kB, as pushes usually are. */
const push = aSignedPush(45);

type Turn = Readonly<Record<BenchServerName, LoadResult>>;

export function benchIngest(): Promise<BenchRow[]> {
  return withBenchServers(["bare", "probot", "lockstep"], async (servers) => {
    const busy = await turns(servers, CONNECTIONS, TURNS);
    const alone = await turns(servers, 1, TURNS);
    const many = await turns(servers, MANY_CONNECTIONS, 3);
    return [rateRow(busy, "bare", 2), rateRow(busy, "probot", 2.5), p50Row(alone), ...p99Rows(many)];
  });
}

async function turns(servers: readonly BenchServer[], connections: number, count: number): Promise<Turn[]> {
  const results: Turn[] = [];
  // The first turn warms up.
  for (let turn = 0; turn <= count; turn += 1) {
    const result: Partial<Record<BenchServerName, LoadResult>> = {};
    for (const server of servers) {
      result[server.name] = await load({ port: server.port, push, connections, durationS: TURN_S });
    }
    if (turn > 0) results.push(result as Turn);
  }
  return results;
}

function rateRow(results: readonly Turn[], against: "bare" | "probot", goal: number): BenchRow {
  const rate = (name: BenchServerName): number => median(results.map((turn) => turn[name].requestsPerSecond));
  const ratio = median(
    results.map((turn) => turn.lockstep.requestsPerSecond / turn[against].requestsPerSecond),
  );
  return {
    id: "B1",
    measure: `deliveries a second, ${CONNECTIONS} connections, against ${NAMES[against]}`,
    value: `${Math.round(rate("lockstep"))}/s`,
    baseline: `${Math.round(rate(against))}/s`,
    ratio,
    goal: `≥ ${goal.toFixed(1)}`,
    isMet: ratio >= goal,
  };
}

const NAMES = { bare: "node:http + HMAC + insert", probot: "Probot's server + insert" } as const;

function p50Row(results: readonly Turn[]): BenchRow {
  const ratio = median(results.map((turn) => turn.lockstep.p50Ms / turn.bare.p50Ms));
  const p50 = (name: BenchServerName): string =>
    `${median(results.map((turn) => turn[name].p50Ms)).toFixed(2)} ms`;
  return {
    id: "B2",
    measure: "acknowledgement, p50, 1 connection",
    value: p50("lockstep"),
    baseline: p50("bare"),
    ratio,
    goal: "≤ 1.3",
    isMet: ratio <= 1.3,
  };
}

function p99Rows(results: readonly Turn[]): BenchRow[] {
  const p99 = (name: BenchServerName): number => median(results.map((turn) => turn[name].p99Ms));
  const failures = results.reduce((sum, turn) => sum + turn.lockstep.failures, 0);
  const ratio = median(results.map((turn) => turn.lockstep.p99Ms / turn.bare.p99Ms));
  const common = { id: "B2", baseline: `${p99("bare").toFixed(0)} ms`, ratio };
  return [
    {
      ...common,
      measure: `acknowledgement, p99, ${MANY_CONNECTIONS} connections`,
      value: `${p99("lockstep").toFixed(0)} ms`,
      goal: "≤ 1.3, and under 1 s",
      isMet: ratio <= 1.3 && results.every((turn) => turn.lockstep.p99Ms < 1000),
    },
    {
      ...common,
      measure: `answers other than 2xx, ${MANY_CONNECTIONS} connections`,
      value: String(failures),
      baseline: String(results.reduce((sum, turn) => sum + turn.bare.failures, 0)),
      ratio: failures === 0 ? 1 : Number.NaN,
      goal: "none",
      isMet: failures === 0,
    },
  ];
}
