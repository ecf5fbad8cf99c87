/**
 * Some child processes for one kind of work. They start with the first work that needs them and end after a time without work
 * (parsers keep a lot of memory). Works beyond the processes wait in order; too many are not taken.
 */
import { type WorkFailure, WorkProcess } from "./work-process.ts";

export interface WorkProcessesOptions<Answer> {
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

interface WaitingWork<Work, Answer> {
  readonly work: Work;
  readonly resolve: (answer: Answer) => void;
}

export class WorkProcesses<Work extends object, Answer> {
  readonly #options: WorkProcessesOptions<Answer>;
  readonly #idle: WorkProcess<Work, Answer>[];
  readonly #processes: readonly WorkProcess<Work, Answer>[];
  readonly #waiting: WaitingWork<Work, Answer>[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: WorkProcessesOptions<Answer>) {
    this.#options = options;
    this.#processes = Array.from({ length: options.workers }, () => new WorkProcess<Work, Answer>(options));
    this.#idle = [...this.#processes];
  }

  /** Never throws. The work must not change until its answer is there. */
  run(work: Work): Promise<Answer> {
    const { maxWaiting, failed } = this.#options;
    if (this.#isClosed) return Promise.resolve(failed("stopped"));
    if (this.#idle.length === 0 && this.#waiting.length >= maxWaiting) return Promise.resolve(failed("busy"));
    return new Promise((resolve) => {
      this.#waiting.push({ work, resolve });
      this.#next();
    });
  }

  /** Ends all processes; what is under way or waits is answered as `stopped`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    for (const { resolve } of this.#waiting.splice(0)) resolve(this.#options.failed("stopped"));
    await this.#stopProcesses();
  }

  #next(): void {
    const idle = this.#idle.pop();
    if (idle === undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#idle.push(idle);
      return;
    }
    clearTimeout(this.#idleTimer);
    void idle.run(next.work).then((answer) => {
      this.#idle.push(idle);
      next.resolve(answer);
      this.#next();
      this.#endProcessesWhenIdle();
    });
  }

  #endProcessesWhenIdle(): void {
    clearTimeout(this.#idleTimer);
    if (this.#isClosed || this.#idle.length < this.#processes.length) return;
    this.#idleTimer = setTimeout(() => void this.#stopProcesses(), this.#options.idleMs);
    this.#idleTimer.unref();
  }

  async #stopProcesses(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.stop()));
  }
}
