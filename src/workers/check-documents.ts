/**
 * Checks documents in worker threads, so that no document, however large or hostile, holds up the server.
 *
 * Threads start with the first document that needs them and end after a time without work (parsers keep a lot of memory).
 * Documents beyond the threads wait in order; too many are not taken, and answered `check_busy`.
 * `check` never throws: what goes wrong is an answer with `completed: false`.
 */
import { CheckThread } from "./check-thread.ts";
import { type DocumentCheck, failedCheck } from "./document-check.ts";

export interface DocumentCheckerOptions {
  /** For one document, the start of a thread included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of one thread. Default 1024. */
  readonly maxMemoryMb?: number;
  /** Threads at most. Default 1. */
  readonly workers?: number;
  /** Documents that may wait. Default 1000. */
  readonly maxWaiting?: number;
  /** How long threads are kept without work. Default 60 s. */
  readonly idleMs?: number;
  /** The thread's module. */
  readonly entry?: URL;
}

interface WaitingDocument {
  readonly content: Uint8Array;
  readonly resolve: (check: DocumentCheck) => void;
}

export class DocumentChecker {
  readonly #idle: CheckThread[];
  readonly #threads: readonly CheckThread[];
  readonly #waiting: WaitingDocument[] = [];
  readonly #maxWaiting: number;
  readonly #idleMs: number;
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: DocumentCheckerOptions = {}) {
    const {
      timeoutMs = 30_000,
      maxMemoryMb = 1024,
      workers = 1,
      maxWaiting = 1000,
      idleMs = 60_000,
    } = options;
    const entry = options.entry ?? new URL("./check-worker.ts", import.meta.url);
    this.#threads = Array.from({ length: workers }, () => new CheckThread({ entry, timeoutMs, maxMemoryMb }));
    this.#idle = [...this.#threads];
    this.#maxWaiting = maxWaiting;
    this.#idleMs = idleMs;
  }

  /** `content` must not change until the answer is there. */
  check(content: Uint8Array): Promise<DocumentCheck> {
    if (this.#isClosed) return Promise.resolve(stopped());
    if (this.#idle.length === 0 && this.#waiting.length >= this.#maxWaiting) {
      return Promise.resolve(failedCheck("check_busy", "Too many documents are waiting to be checked."));
    }
    return new Promise((resolve) => {
      this.#waiting.push({ content, resolve });
      this.#next();
    });
  }

  /** Ends all threads; what is under way or waits is answered `check_stopped`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    for (const { resolve } of this.#waiting.splice(0)) resolve(stopped());
    await this.#stopThreads();
  }

  #next(): void {
    const thread = this.#idle.pop();
    if (thread === undefined) return;
    const document = this.#waiting.shift();
    if (document === undefined) {
      this.#idle.push(thread);
      return;
    }
    clearTimeout(this.#idleTimer);
    void thread.check(document.content).then((check) => {
      this.#idle.push(thread);
      document.resolve(check);
      this.#next();
      this.#endThreadsWhenIdle();
    });
  }

  #endThreadsWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#isClosed || this.#idle.length < this.#threads.length) return;
    this.#idleTimer = setTimeout(() => void this.#stopThreads(), this.#idleMs);
    this.#idleTimer.unref();
  }

  async #stopThreads(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }
}

function stopped(): DocumentCheck {
  return failedCheck("check_stopped", "The check was stopped because the server is stopping.");
}
