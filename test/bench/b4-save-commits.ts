/** B4: commits and requests for N saves on one branch, beside the naive way: a GET for the file's sha and a PUT, every save. */
import { type Cost, prepareSaving, saveAtOnce, saveOver } from "../support/many-saves.ts";
import { withBenchLockstep } from "./a-bench-lockstep.ts";
import type { BenchRow } from "./bench-row.ts";
import { saveNaively } from "./naive-saves.ts";

interface SaveRun {
  readonly name: string;
  readonly saves: number;
  readonly collections: number;
  /** 0: all at once. */
  readonly durationMs: number;
  readonly mostCommits: number;
}

const RUNS: readonly SaveRun[] = [
  { name: "1 save", saves: 1, collections: 1, durationMs: 0, mostCommits: 1 },
  { name: "50 saves of 50 collections at once", saves: 50, collections: 50, durationMs: 0, mostCommits: 2 },
  {
    name: "1,000 saves of 50 collections over ten minutes",
    saves: 1000,
    collections: 50,
    durationMs: 600_000,
    mostCommits: 20,
  },
];

export async function benchSaveCommits(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const run of RUNS) {
    const { ours, naive } = await withBenchLockstep(async (lockstep, clock) => {
      const saving = await prepareSaving(lockstep, clock, run.collections);
      const cost =
        run.durationMs === 0
          ? await saveAtOnce(saving, "saved")
          : await saveOver(saving, { ...run, count: run.saves });
      return { ours: cost, naive: await saveNaively(lockstep, run) };
    });
    rows.push(rowOf(run, ours, naive));
  }
  return rows;
}

function rowOf({ name, mostCommits }: SaveRun, ours: Cost, naive: Cost): BenchRow {
  return {
    id: "B4",
    measure: `${name}, on one branch`,
    value: told(ours),
    baseline: `${told(naive)} (GET + PUT a file)`,
    ratio: (ours.reads + ours.writes) / (naive.reads + naive.writes),
    goal: `≤ ${counted(mostCommits, "commit")}, one request each`,
    isMet: ours.commits <= mostCommits && ours.writes === ours.commits && ours.reads === 0,
  };
}

function told({ commits, writes, reads }: Cost): string {
  return `${counted(commits, "commit")}, ${counted(writes + reads, "request")}`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
