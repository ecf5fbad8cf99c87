/** What a workspace may take up. What comes from GitHub counts, but is never refused. */

export interface Usage {
  /** Of every text that is kept, each once, before compression. */
  readonly storedBytes: number;
  /** Those that are not deleted. */
  readonly documents: number;
  /** In the minute of the clock that it is. */
  readonly savesPerMinute: number;
}

export type QuotaName = keyof Usage;

/** 0: no limit. */
export type Quotas = Usage;

export const NO_QUOTAS: Quotas = { storedBytes: 0, documents: 0, savesPerMinute: 0 };

const MINUTE_MS = 60_000;
/** Room comes only by what people do. */
const LATER_MS = 3_600_000;

/** The first that a save has outgrown: what was over it already and did not grow stands in nobody's way. */
export function outgrownQuota(quotas: Quotas, before: Usage, after: Usage): QuotaName | null {
  const names: readonly QuotaName[] = ["savesPerMinute", "storedBytes", "documents"];
  const outgrown = names.find(
    (name) => quotas[name] > 0 && after[name] > quotas[name] && after[name] > before[name],
  );
  return outgrown ?? null;
}

/** When another save may find room. */
export function roomAfterMs(name: QuotaName, now: number): number {
  return name === "savesPerMinute" ? MINUTE_MS - (now % MINUTE_MS) : LATER_MS;
}

export function minuteOf(now: number): number {
  return Math.floor(now / MINUTE_MS);
}
