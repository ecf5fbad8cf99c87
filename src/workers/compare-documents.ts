/**
 * Compares documents in a worker thread, so that no text, however large or hostile, holds up the server.
 * `compare` never throws: what goes wrong is an answer.
 */
import type { ComparisonAnswer } from "../core/compare/document-comparison.ts";
import type { CompareWork } from "./compare-worker.ts";
import type { WorkFailure } from "./work-thread.ts";
import { WorkThreads } from "./work-threads.ts";

export interface DocumentComparerOptions {
  /** For one comparison, the start of a thread included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of the thread. Default 1536: two texts of 16 MB as trees. */
  readonly maxMemoryMb?: number;
  /** Comparisons that may wait. Default 20. */
  readonly maxWaiting?: number;
  /** How long the thread is kept without work. Default 30 s. */
  readonly idleMs?: number;
  /** The thread's module. */
  readonly entry?: URL;
}

export class DocumentComparer {
  readonly #threads: WorkThreads<ComparisonAnswer>;

  constructor(options: DocumentComparerOptions = {}) {
    const { timeoutMs = 30_000, maxMemoryMb = 1536, maxWaiting = 20, idleMs = 30_000 } = options;
    const entry = options.entry ?? new URL("./compare-worker.ts", import.meta.url);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting, idleMs };
    this.#threads = new WorkThreads({ ...limits, name: "document-comparer", entry, failed });
  }

  /** The contents must not change until the answer is there. */
  compare(from: Uint8Array, to: Uint8Array): Promise<ComparisonAnswer> {
    return this.#threads.run(() => {
      // The copies are the thread's: the caller's bytes may be a part of a larger buffer.
      const copies = { from: new Uint8Array(from), to: new Uint8Array(to) };
      const message: CompareWork = { ...copies, wantsText: true };
      return { message, transfer: [copies.from.buffer, copies.to.buffer] };
    });
  }

  /** Ends the thread; what is under way or waits is answered `stopped`. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}

function failed(failure: WorkFailure | "busy"): ComparisonAnswer {
  return { kind: "failed", failure };
}
