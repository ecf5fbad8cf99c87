/**
 * Some worker threads for one kind of work. They start with the first work that needs them and end after a time without work
 * (parsers keep a lot of memory). Works beyond the threads wait in order; too many are not taken.
 */
import { type Message, type WorkFailure, WorkThread } from "./work-thread.ts";

export interface WorkThreadsOptions<Answer> {
  readonly name: string;
  readonly entry: URL;
  readonly timeoutMs: number;
  readonly maxMemoryMb: number;
  readonly workers: number;
  /** Works that may wait. */
  readonly maxWaiting: number;
  readonly idleMs: number;
  /** The answer to a work that came to no end, or was not taken. */
  readonly failed: (failure: WorkFailure | "busy") => Answer;
}

interface WaitingWork<Answer> {
  readonly message: () => Message;
  readonly resolve: (answer: Answer) => void;
}

export class WorkThreads<Answer> {
  readonly #options: WorkThreadsOptions<Answer>;
  readonly #idle: WorkThread<Answer>[];
  readonly #threads: readonly WorkThread<Answer>[];
  readonly #waiting: WaitingWork<Answer>[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: WorkThreadsOptions<Answer>) {
    this.#options = options;
    this.#threads = Array.from({ length: options.workers }, () => new WorkThread(options));
    this.#idle = [...this.#threads];
  }

  /** Never throws. The message is made when its turn comes. */
  run(message: () => Message): Promise<Answer> {
    const { maxWaiting, failed } = this.#options;
    if (this.#isClosed) return Promise.resolve(failed("stopped"));
    if (this.#idle.length === 0 && this.#waiting.length >= maxWaiting) return Promise.resolve(failed("busy"));
    return new Promise((resolve) => {
      this.#waiting.push({ message, resolve });
      this.#next();
    });
  }

  /** Ends all threads; what is under way or waits is answered as `stopped`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    for (const { resolve } of this.#waiting.splice(0)) resolve(this.#options.failed("stopped"));
    await this.#stopThreads();
  }

  #next(): void {
    const thread = this.#idle.pop();
    if (thread === undefined) return;
    const work = this.#waiting.shift();
    if (work === undefined) {
      this.#idle.push(thread);
      return;
    }
    clearTimeout(this.#idleTimer);
    void thread.run(work.message()).then((answer) => {
      this.#idle.push(thread);
      work.resolve(answer);
      this.#next();
      this.#endThreadsWhenIdle();
    });
  }

  #endThreadsWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#isClosed || this.#idle.length < this.#threads.length) return;
    this.#idleTimer = setTimeout(() => void this.#stopThreads(), this.#options.idleMs);
    this.#idleTimer.unref();
  }

  async #stopThreads(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.stop()));
  }
}
