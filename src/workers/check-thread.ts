/**
 * One worker thread that checks one document at a time.
 *
 * Invariants: `check` always answers, never throws; a thread that ran out of time or memory, or died, is gone afterwards, and
 * the next check starts a new one. The thread sees no environment, and what its libraries print is dropped: it may hold
 * text of documents.
 */
import { Worker } from "node:worker_threads";
import { type DocumentCheck, failedCheck } from "./document-check.ts";

export interface CheckThreadOptions {
  readonly entry: URL;
  readonly timeoutMs: number;
  readonly maxMemoryMb: number;
}

export class CheckThread {
  readonly #options: CheckThreadOptions;
  #worker: Worker | null = null;
  #finish: ((check: DocumentCheck) => void) | null = null;

  constructor(options: CheckThreadOptions) {
    this.#options = options;
  }

  check(content: Uint8Array): Promise<DocumentCheck> {
    const worker = (this.#worker ??= this.#start());
    // The copy is the thread's: the caller's bytes may be a part of a larger buffer.
    const copy = new Uint8Array(content);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        const seconds = this.#options.timeoutMs / 1000;
        this.#discard(failedCheck("check_timeout", `The check was stopped after ${seconds} s.`));
      }, this.#options.timeoutMs);
      this.#finish = (check) => {
        clearTimeout(timer);
        this.#finish = null;
        worker.unref();
        resolve(check);
      };
      worker.ref();
      worker.postMessage(copy, [copy.buffer]);
    });
  }

  /** Ends the thread; a check under way is answered `check_stopped`. The next check starts a new thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#discard(failedCheck("check_stopped", "The check was stopped because the server is stopping."));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#options.entry, {
      name: "document-checker",
      argv: [],
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#options.maxMemoryMb },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on("message", (check: DocumentCheck) => {
      if (worker === this.#worker) this.#finish?.(check);
    });
    worker.on("error", (error) => this.#lose(worker, failureOf(error)));
    worker.on("exit", () =>
      this.#lose(worker, failedCheck("check_crashed", "The checker ended on this document.")),
    );
    return worker;
  }

  /** A thread that was discarded before has nothing more to say. */
  #lose(worker: Worker, check: DocumentCheck): void {
    if (worker === this.#worker) this.#discard(check);
  }

  #discard(check: DocumentCheck): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#finish?.(check);
  }
}

function failureOf(error: unknown): DocumentCheck {
  const isMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isMemory
    ? failedCheck("check_memory", "The check needs more memory than it may have.")
    : failedCheck("check_crashed", "The checker failed on this document.");
}
