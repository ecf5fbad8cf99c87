/** What a bench says: one row of the table. */
export interface BenchRow {
  /** For example `B1`. */
  readonly id: string;
  readonly measure: string;
  readonly value: string;
  readonly baseline: string;
  readonly ratio: number;
  readonly goal: string;
  readonly isMet: boolean;
}

export type Bench = () => Promise<BenchRow[]>;

export function benchTable(rows: readonly BenchRow[]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.id} | ${row.measure} | ${row.value} | ${row.baseline} | ${row.ratio.toFixed(2)} | ${row.goal} | ${row.isMet ? "yes" : "**no**"} |`,
  );
  return [
    "| | measure | ours | baseline | ratio | goal | met |",
    "|---|---|---|---|---|---|---|",
    ...lines,
  ].join("\n");
}

/** The middle one: a single run says little on a machine that does other things too. */
export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
}
