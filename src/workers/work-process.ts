/**
 * One child process that does one work at a time: what a document does to it, it does to nothing else. Its own collections and
 * compilations run in its own threads, at its low priority, and where its memory ends, it ends alone.
 *
 * Invariants: `run` always answers, never throws; a process that ran out of time or memory, or died, is gone afterwards, and the
 * next work starts a new one. The process sees no environment, and what its libraries print is dropped: it may hold text of
 * documents. It ends with this one, however this one ends (`answer-works.ts`).
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

export type WorkFailure = "timeout" | "memory" | "crashed" | "ended" | "stopped";

export interface WorkProcessOptions<Answer> {
  /** A module that answers every message with one message. */
  readonly entry: URL;
  readonly timeoutMs: number;
  readonly maxMemoryMb: number;
  /** The answer to a work that came to no end. */
  readonly failed: (failure: WorkFailure) => Answer;
}

/** Collections in the one thread: helpers would take the other cores from the server. A stack as threads of Node have it, in kB. */
const FLAGS = ["--single-threaded-gc", "--stack-size=3900"];

export class WorkProcess<Work extends object, Answer> {
  readonly #options: WorkProcessOptions<Answer>;
  #child: ChildProcess | null = null;
  #finish: ((answer: Answer) => void) | null = null;

  constructor(options: WorkProcessOptions<Answer>) {
    this.#options = options;
  }

  run(work: Work): Promise<Answer> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#discard("timeout"), this.#options.timeoutMs);
      this.#finish = (answer) => {
        clearTimeout(timer);
        this.#finish = null;
        this.#child?.unref();
        this.#child?.channel?.unref();
        resolve(answer);
      };
      this.#send(work);
    });
  }

  /** Ends the process; a work under way is answered as `stopped`. The next one starts a new process. */
  async stop(): Promise<void> {
    const child = this.#child;
    const gone = child === null || hasEnded(child) ? null : once(child, "exit");
    child?.ref();
    this.#discard("stopped");
    await gone;
  }

  #send(work: Work): void {
    try {
      const child = (this.#child ??= this.#start());
      child.ref();
      child.channel?.ref();
      child.send(work);
    } catch {
      // No process can be started (no memory, too many processes), or the message cannot be sent.
      this.#discard("crashed");
    }
  }

  #start(): ChildProcess {
    const { entry, maxMemoryMb } = this.#options;
    const child = fork(entry, [], {
      execArgv: [`--max-old-space-size=${maxMemoryMb}`, ...FLAGS],
      env: {},
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (answer: Answer) => {
      if (child === this.#child) this.#finish?.(answer);
    });
    child.on("error", () => this.#lose(child, "crashed"));
    child.on("exit", (code, signal) => this.#lose(child, failureOf(code, signal)));
    return child;
  }

  /** A process that was discarded before has nothing more to say. */
  #lose(child: ChildProcess, failure: WorkFailure): void {
    if (child === this.#child) this.#discard(failure);
  }

  #discard(failure: WorkFailure): void {
    const child = this.#child;
    this.#child = null;
    child?.kill("SIGKILL");
    this.#finish?.(this.#options.failed(failure));
  }
}

/** Or never began. */
function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}

/** V8 aborts the process whose heap is full. */
function failureOf(code: number | null, signal: NodeJS.Signals | null): WorkFailure {
  if (signal === "SIGABRT" || code === 134) return "memory";
  return code === null || code === 0 ? "ended" : "crashed";
}
