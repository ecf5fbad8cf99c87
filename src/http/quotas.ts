/** Saves within the workspace's quotas: one that outgrows them is taken back whole, so that nothing of it was saved. */
import { outgrownQuota, type QuotaName, type Quotas, roomAfterMs } from "../core/access/quotas.ts";
import type { Tx } from "../db/store.ts";
import { countDocuments, readGrowth } from "../db/usage.ts";
import { HttpProblem } from "./problems.ts";

export interface Saving<T> {
  readonly quotas: Quotas;
  readonly workspaceId: number;
  readonly now: number;
  /** Whether a document was made. */
  readonly isMade: (saved: T) => boolean;
}

/** Does the work and looks at what it took up. @throws HttpProblem `quota_exceeded`: let it end the write */
export async function withinQuotas<T>(tx: Tx, saving: Saving<T>, work: () => Promise<T>): Promise<T> {
  const { quotas, workspaceId, now, isMade } = saving;
  if (Object.values(quotas).every((limit) => limit === 0)) return work();
  const before = await readGrowth(tx.query, workspaceId, now);
  const saved = await work();
  const after = await readGrowth(tx.query, workspaceId, now);
  const isCounted = quotas.documents > 0 && isMade(saved);
  const documents = isCounted ? await countDocuments(tx.query, workspaceId) : 0;
  const present = { ...after, documents };
  const outgrown = outgrownQuota(quotas, { ...before, documents: Math.max(0, documents - 1) }, present);
  if (outgrown === null) return saved;
  const used = outgrown === "documents" ? documents - 1 : before[outgrown];
  throw quotaExceeded({ quota: outgrown, used, limit: quotas[outgrown] }, now);
}

interface Exceeded {
  readonly quota: QuotaName;
  /** Before the save. */
  readonly used: number;
  readonly limit: number;
}

const SENTENCES: Readonly<Record<QuotaName, (exceeded: Exceeded) => string>> = {
  storedBytes: ({ used, limit }) => `The workspace holds ${used} of ${limit} bytes, and this would be more.`,
  documents: ({ used, limit }) => `The workspace has ${used} of ${limit} documents.`,
  savesPerMinute: ({ limit }) => `The workspace has saved ${limit} times this minute.`,
};

function quotaExceeded(exceeded: Exceeded, now: number): HttpProblem {
  const seconds = Math.ceil(roomAfterMs(exceeded.quota, now) / 1000);
  return new HttpProblem("quota_exceeded", `${SENTENCES[exceeded.quota](exceeded)} Nothing was saved.`, {
    headers: { "retry-after": String(seconds) },
    members: { ...exceeded },
  });
}
