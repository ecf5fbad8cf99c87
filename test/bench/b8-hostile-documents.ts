/**
 * B8: how soon deliveries are acknowledged while hostile documents are saved and checked, beside the same server without them. At a
 * steady rate that the server keeps up with: what is told is how long deliveries wait for others' work.
 */
import { BENCH_ADMIN_TOKEN, callApi } from "./a-bench-github.ts";
import { type BenchServer, withBenchServers } from "./a-bench-server.ts";
import { aSignedPush } from "./a-push.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { load, type LoadResult } from "./load.ts";

const TURNS = 5;
const STEADY = { connections: 10, requestsPerSecond: 300, durationS: 3 };
/** At once: as many as there are threads that check. */
const SAVERS = 2;

const HEAD = 'openapi: 3.0.3\ninfo:\n  title: T\n  version: "1"\npaths: {}\n';
const LETTERS = "bcdefghij".split("");
const aliases = (key: string, index: number): string =>
  `x-${key}: &${key} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(", ")}]`;

/** Of all kinds that take long, expand or nest without bounds. */
const HOSTILE: readonly string[] = [
  `${HEAD}x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${LETTERS.map(aliases).join("\n")}`,
  `${HEAD}x-keys:\n${Array.from({ length: 60_000 }, (_, key) => `  key-${key}: ${key}`).join("\n")}`,
  `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  `type Query { a: ${"[".repeat(100_000)}Int`,
  `syntax = "proto3";${"message A {".repeat(100_000)}`,
  `${HEAD}x: ${"[".repeat(100_000)}`,
  JSON.stringify({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths: manyPaths(20_000) }),
];

function manyPaths(count: number): object {
  const paths = Array.from({ length: count }, (_, index) => [
    `/things/${index}/{id}`,
    { get: { parameters: [{ $ref: "#/components/parameters/none" }], responses: {} } },
  ]);
  return Object.fromEntries(paths);
}

export function benchHostileDocuments(): Promise<BenchRow[]> {
  return withBenchServers(["lockstep"], async ([server]) => {
    if (server === undefined) throw new Error("There is no server.");
    for (let saver = 0; saver < SAVERS; saver += 1) {
      await callApi(server.port, "POST", "apis", { name: `hostile-${saver}` });
      await callApi(server.port, "POST", `apis/hostile-${saver}/versions`, { name: "1.0" });
    }
    await steady(server);
    const turns: { readonly alone: LoadResult; readonly beside: LoadResult }[] = [];
    let saves = 0;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const alone = await steady(server);
      const saving = new AbortController();
      const savers = Array.from({ length: SAVERS }, (_, saver) => saveOn(server, saver, saving.signal));
      turns.push({ alone, beside: await steady(server) });
      saving.abort();
      for (const saved of await Promise.all(savers)) saves += saved;
    }
    return [rowOf(turns, saves)];
  });
}

function steady(server: BenchServer): Promise<LoadResult> {
  return load({ port: server.port, push: aSignedPush(45), ...STEADY });
}

/** One after the other, each another text; answers how many. */
async function saveOn({ port }: BenchServer, saver: number, signal: AbortSignal): Promise<number> {
  const url = `http://127.0.0.1:${port}/api/v1/workspaces/acme/apis/hostile-${saver}/versions/1.0/schema?kind=change`;
  const headers = { authorization: `Bearer ${BENCH_ADMIN_TOKEN}`, "if-match": "*" };
  let saves = 0;
  while (!signal.aborted) {
    const text = HOSTILE[(saves + saver) % HOSTILE.length] ?? "";
    const answer = await fetch(url, { method: "PUT", headers, body: text });
    await answer.arrayBuffer();
    if (answer.status >= 500 && answer.status !== 503)
      throw new Error(`A save was answered ${answer.status}.`);
    saves += 1;
  }
  return saves;
}

function rowOf(
  turns: readonly { readonly alone: LoadResult; readonly beside: LoadResult }[],
  saves: number,
): BenchRow {
  const alone = median(turns.map((turn) => turn.alone.p99Ms));
  const beside = median(turns.map((turn) => turn.beside.p99Ms));
  const failures = turns.reduce((sum, turn) => sum + turn.beside.failures, 0);
  const ratio = median(turns.map((turn) => turn.beside.p99Ms / turn.alone.p99Ms));
  return {
    id: "B8",
    measure: `acknowledgement, p99, ${STEADY.requestsPerSecond} deliveries/s, while ${saves} hostile documents are saved and checked (${failures} answers other than 2xx)`,
    value: `${beside.toFixed(1)} ms`,
    baseline: `${alone.toFixed(1)} ms without`,
    ratio,
    goal: "≤ 2",
    isMet: ratio <= 2 && failures === 0,
  };
}
