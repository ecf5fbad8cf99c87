/**
 * One worker thread that does one work at a time.
 *
 * Invariants: `run` always answers, never throws; a thread that ran out of time or memory, or died, is gone afterwards, and
 * the next work starts a new one. The thread sees no environment, and what its libraries print is dropped: it may hold
 * text of documents.
 */
import { Worker } from "node:worker_threads";

export type WorkFailure = "timeout" | "memory" | "crashed" | "ended" | "stopped";

export interface WorkThreadOptions<Answer> {
  readonly name: string;
  /** A module that answers every message with one message. */
  readonly entry: URL;
  readonly timeoutMs: number;
  readonly maxMemoryMb: number;
  /** The answer to a work that came to no end. */
  readonly failed: (failure: WorkFailure) => Answer;
}

/** What goes to the thread, and which parts of it are handed over rather than copied. */
export interface Message {
  readonly message: unknown;
  readonly transfer: readonly ArrayBuffer[];
}

export class WorkThread<Answer> {
  readonly #options: WorkThreadOptions<Answer>;
  #worker: Worker | null = null;
  #finish: ((answer: Answer) => void) | null = null;

  constructor(options: WorkThreadOptions<Answer>) {
    this.#options = options;
  }

  run({ message, transfer }: Message): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#discard("timeout"), this.#options.timeoutMs);
      this.#finish = (answer) => {
        clearTimeout(timer);
        this.#finish = null;
        worker.unref();
        resolve(answer);
      };
      worker.ref();
      worker.postMessage(message, [...transfer]);
    });
  }

  /** Ends the thread; a work under way is answered as `stopped`. The next one starts a new thread. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#discard("stopped");
    await worker?.terminate();
  }

  #start(): Worker {
    const { entry, name, maxMemoryMb } = this.#options;
    const worker = new Worker(entry, {
      name,
      argv: [],
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on("message", (answer: Answer) => {
      if (worker === this.#worker) this.#finish?.(answer);
    });
    worker.on("error", (error) => this.#lose(worker, failureOf(error)));
    worker.on("exit", () => this.#lose(worker, "ended"));
    return worker;
  }

  /** A thread that was discarded before has nothing more to say. */
  #lose(worker: Worker, failure: WorkFailure): void {
    if (worker === this.#worker) this.#discard(failure);
  }

  #discard(failure: WorkFailure): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#finish?.(this.#options.failed(failure));
  }
}

function failureOf(error: unknown): WorkFailure {
  const isMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isMemory ? "memory" : "crashed";
}
