/**
 * Checks documents in processes of their own, so that no document, however large or hostile, holds up the server.
 * `check` never throws: what goes wrong is an answer with `completed: false`.
 */
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import { type CheckAnswer, type CheckMessage, failedCheck } from "./document-check.ts";
import type { WorkFailure } from "./work-process.ts";
import { WorkProcesses } from "./work-processes.ts";

export interface DocumentCheckerOptions {
  /** For one document, the start of a process included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of one process. Default 1024. */
  readonly maxMemoryMb?: number;
  /** Processes at most. Default 1. */
  readonly workers?: number;
  /** Documents that may wait. Default 1000. */
  readonly maxWaiting?: number;
  /** How long processes are kept without work. Default 60 s. */
  readonly idleMs?: number;
  /** The process's module. */
  readonly entry?: URL;
}

export class DocumentChecker {
  readonly #processes: WorkProcesses<CheckMessage, CheckAnswer>;

  constructor(options: DocumentCheckerOptions = {}) {
    const {
      timeoutMs = 30_000,
      maxMemoryMb = 1024,
      workers = 1,
      maxWaiting = 1000,
      idleMs = 60_000,
    } = options;
    const entry = options.entry ?? new URL("./check-worker.ts", import.meta.url);
    const failed = (failure: WorkFailure | "busy"): CheckAnswer => checkFailure(failure, timeoutMs);
    const limits = { timeoutMs, maxMemoryMb, workers, maxWaiting, idleMs };
    this.#processes = new WorkProcesses({ ...limits, entry, failed });
  }

  /** `content` must not change until the answer is there. */
  check(content: Uint8Array, files?: SchemaFiles): Promise<CheckAnswer> {
    return this.#processes.run({ content, files });
  }

  /** Ends all processes; what is under way or waits is answered `check_stopped`. */
  close(): Promise<void> {
    return this.#processes.close();
  }
}

function checkFailure(failure: WorkFailure | "busy", timeoutMs: number): CheckAnswer {
  switch (failure) {
    case "timeout":
      return failedCheck("check_timeout", `The check was stopped after ${timeoutMs / 1000} s.`);
    case "memory":
      return failedCheck("check_memory", "The check needs more memory than it may have.");
    case "crashed":
      return failedCheck("check_crashed", "The checker failed on this document.");
    case "ended":
      return failedCheck("check_crashed", "The checker ended on this document.");
    case "stopped":
      return failedCheck("check_stopped", "The check was stopped because the server is stopping.");
    case "busy":
      return failedCheck("check_busy", "Too many documents are waiting to be checked.");
  }
}
