/** Reads config files in a worker thread: whoever can push wrote them. */
import type { Matches, MatchWish } from "../../core/repository-config/match-names.ts";
import type { ConfigReader, ConfigReading } from "../../core/repository-config/model.ts";
import type { WorkFailure } from "../work-thread.ts";
import type { ConfigAnswer, ConfigWork } from "./config-worker.ts";
import { WorkThreads } from "../work-threads.ts";

export interface ConfigReaderOptions {
  /** For one file, or what it matches in one tree. Default 10 s. */
  readonly timeoutMs?: number;
}

const MAX_WAITING = 1000;
const IDLE_MS = 60_000;
const MAX_MEMORY_MB = 512;

type Failed = { readonly kind: "failed"; readonly failure: WorkFailure | "busy" };

export class ThreadedConfigReader implements ConfigReader {
  readonly #threads: WorkThreads<ConfigAnswer | Failed>;

  constructor({ timeoutMs = 10_000 }: ConfigReaderOptions = {}) {
    this.#threads = new WorkThreads<ConfigAnswer | Failed>({
      name: "config-reader",
      entry: new URL("./config-worker.ts", import.meta.url),
      timeoutMs,
      maxMemoryMb: MAX_MEMORY_MB,
      workers: 1,
      maxWaiting: MAX_WAITING,
      idleMs: IDLE_MS,
      failed: (failure) => ({ kind: "failed", failure }),
    });
  }

  /** The content must not change until then. @throws Error where it was not read at all */
  async readConfig(content: Uint8Array): Promise<ConfigReading> {
    const answer = await this.#run(() => {
      // The copy is the thread's: the caller's bytes may be a part of a larger buffer.
      const copy = new Uint8Array(content);
      return { work: { task: "read", content: copy }, transfer: [copy.buffer] };
    });
    return answer.kind === "config" || answer.kind === "wrong" ? answer : TOO_COMPLEX;
  }

  /** @throws Error where nothing was looked at */
  async matchNames({ of, patterns, names }: MatchWish): Promise<Matches | null> {
    const answer = await this.#run(() => ({
      work: { task: "match", of, patterns, names: names.join("\0") },
      transfer: [],
    }));
    return answer.kind === "matches" ? answer.matches : null;
  }

  async #run(
    message: () => { readonly work: ConfigWork; readonly transfer: readonly ArrayBuffer[] },
  ): Promise<ConfigAnswer | Failed> {
    const answer = await this.#threads.run(() => {
      const { work, transfer } = message();
      return { message: work, transfer };
    });
    if (answer.kind === "failed" && (answer.failure === "stopped" || answer.failure === "busy"))
      throw new Error(`The thread that reads config files is ${answer.failure}.`);
    return answer;
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

const TOO_COMPLEX: ConfigReading = {
  kind: "wrong",
  errors: [{ line: 1, column: 1, message: "The file could not be read in time: make it simpler." }],
};
