/**
 * B8: how soon deliveries are acknowledged while hostile documents are saved and checked, beside the same server without them. At a
 * steady rate that the server keeps up with: what is told is how long deliveries wait for others' work.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { type BenchServer, withBenchServers } from "./a-bench-server.ts";
import { aSignedPush } from "./a-push.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { load, type LoadResult } from "./load.ts";

const TURNS = 5;
const STEADY = { connections: 10, requestsPerSecond: 300, durationS: 3 };

interface Turn {
  readonly alone: LoadResult;
  readonly beside: LoadResult;
  readonly saves: number;
}

export function benchHostileDocuments(): Promise<BenchRow[]> {
  return withBenchServers(["lockstep"], async ([server]) => {
    if (server === undefined) throw new Error("There is no server.");
    const savers = fork(new URL("save-hostile.ts", import.meta.url), [String(server.port)]);
    try {
      await once(savers, "message");
      await steady(server);
      const turns: Turn[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        const alone = await steady(server);
        savers.send("begin");
        const beside = await steady(server);
        savers.send("end");
        const [saves] = await once(savers, "message");
        turns.push({ alone, beside, saves: Number(saves) });
      }
      return [rowOf(turns)];
    } finally {
      savers.kill();
    }
  });
}

function steady(server: BenchServer): Promise<LoadResult> {
  return load({ port: server.port, push: aSignedPush(45), ...STEADY });
}

function rowOf(turns: readonly Turn[]): BenchRow {
  const alone = median(turns.map((turn) => turn.alone.p99Ms));
  const beside = median(turns.map((turn) => turn.beside.p99Ms));
  const failures = turns.reduce((sum, turn) => sum + turn.beside.failures, 0);
  const saves = turns.reduce((sum, turn) => sum + turn.saves, 0);
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
