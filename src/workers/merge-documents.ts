/**
 * Proposes merges in a process of its own, so that no text, however large or hostile, holds up the server.
 * `merge` never throws: what goes wrong is an answer.
 */
import type { Three } from "../core/merge/align.ts";
import { MERGE_LIMIT_BYTES } from "../core/merge/limit.ts";
import type { MergeProposal } from "./merge-texts.ts";
import type { WorkFailure } from "./work-process.ts";
import { WorkProcesses } from "./work-processes.ts";

export interface DocumentMergerOptions {
  /** For one merge, the start of a process included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of the process. Default 1536: three texts of 12 MB and their merge, as trees. */
  readonly maxMemoryMb?: number;
  /** Merges that may wait. Default 20. */
  readonly maxWaiting?: number;
  /** How long the process is kept without work. Default 30 s. */
  readonly idleMs?: number;
  /** The process's module. */
  readonly entry?: URL;
}

export type MergeAnswer =
  /** Null where no merge can be offered. */
  | { readonly kind: "merged"; readonly proposal: MergeProposal | null }
  | { readonly kind: "failed"; readonly failure: WorkFailure | "busy" };

const NO_MERGE: MergeAnswer = { kind: "merged", proposal: null };

export class DocumentMerger {
  readonly #processes: WorkProcesses<Three<Uint8Array>, MergeAnswer>;

  constructor(options: DocumentMergerOptions = {}) {
    const { timeoutMs = 30_000, maxMemoryMb = 1536, maxWaiting = 20, idleMs = 30_000 } = options;
    const entry = options.entry ?? new URL("./merge-worker.ts", import.meta.url);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting, idleMs };
    this.#processes = new WorkProcesses({ ...limits, entry, failed });
  }

  /** The contents must not change until the answer is there. */
  merge({ base, store, remote }: Three<Uint8Array>): Promise<MergeAnswer> {
    const all = [base, store, remote];
    if (all.some(({ byteLength }) => byteLength > MERGE_LIMIT_BYTES)) return Promise.resolve(NO_MERGE);
    return this.#processes.run({ base, store, remote });
  }

  /** Ends the process; what is under way or waits is answered `stopped`. */
  close(): Promise<void> {
    return this.#processes.close();
  }
}

function failed(failure: WorkFailure | "busy"): MergeAnswer {
  return { kind: "failed", failure };
}
