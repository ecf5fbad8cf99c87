/**
 * Compares documents in a process of its own, so that no text, however large or hostile, holds up the server.
 * `compare` never throws: what goes wrong is an answer.
 */
import type { ComparisonAnswer } from "../core/compare/document-comparison.ts";
import type { CompareWork } from "./compare-worker.ts";
import type { WorkFailure } from "./work-process.ts";
import { WorkProcesses } from "./work-processes.ts";

export interface DocumentComparerOptions {
  /** For one comparison, the start of a process included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of the process. Default 1536: two texts of 16 MB as trees. */
  readonly maxMemoryMb?: number;
  /** Comparisons that may wait. Default 20. */
  readonly maxWaiting?: number;
  /** How long the process is kept without work. Default 30 s. */
  readonly idleMs?: number;
  /** The process's module. */
  readonly entry?: URL;
}

export class DocumentComparer {
  readonly #processes: WorkProcesses<CompareWork, ComparisonAnswer>;

  constructor(options: DocumentComparerOptions = {}) {
    const { timeoutMs = 30_000, maxMemoryMb = 1536, maxWaiting = 20, idleMs = 30_000 } = options;
    const entry = options.entry ?? new URL("./compare-worker.ts", import.meta.url);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting, idleMs };
    this.#processes = new WorkProcesses({ ...limits, entry, failed });
  }

  /** The contents must not change until the answer is there. */
  compare(from: Uint8Array, to: Uint8Array): Promise<ComparisonAnswer> {
    return this.#processes.run({ from, to, wantsText: true });
  }

  /** Ends the process; what is under way or waits is answered `stopped`. */
  close(): Promise<void> {
    return this.#processes.close();
  }
}

function failed(failure: WorkFailure | "busy"): ComparisonAnswer {
  return { kind: "failed", failure };
}
