/** Reads config files in a process of its own: whoever can push wrote them. */
import type { Matches, MatchWish } from "../../core/repository-config/match-names.ts";
import type { ConfigReader, ConfigReading } from "../../core/repository-config/model.ts";
import type { WorkFailure } from "../work-process.ts";
import type { ConfigAnswer, ConfigWork } from "./config-worker.ts";
import { WorkProcesses } from "../work-processes.ts";

export interface ConfigReaderOptions {
  /** For one file, or what it matches in one tree. Default 10 s. */
  readonly timeoutMs?: number;
}

const MAX_WAITING = 1000;
const IDLE_MS = 60_000;
const MAX_MEMORY_MB = 512;

type Failed = { readonly kind: "failed"; readonly failure: WorkFailure | "busy" };

export class ForkedConfigReader implements ConfigReader {
  readonly #processes: WorkProcesses<ConfigWork, ConfigAnswer | Failed>;

  constructor({ timeoutMs = 10_000 }: ConfigReaderOptions = {}) {
    this.#processes = new WorkProcesses<ConfigWork, ConfigAnswer | Failed>({
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
    const answer = await this.#run({ task: "read", content });
    return answer.kind === "config" || answer.kind === "wrong" ? answer : TOO_COMPLEX;
  }

  /** @throws Error where nothing was looked at */
  async matchNames({ of, patterns, names }: MatchWish): Promise<Matches | null> {
    const answer = await this.#run({ task: "match", of, patterns, names: names.join("\0") });
    return answer.kind === "matches" ? answer.matches : null;
  }

  async #run(work: ConfigWork): Promise<ConfigAnswer | Failed> {
    const answer = await this.#processes.run(work);
    if (answer.kind === "failed" && (answer.failure === "stopped" || answer.failure === "busy"))
      throw new Error(`The process that reads config files is ${answer.failure}.`);
    return answer;
  }

  close(): Promise<void> {
    return this.#processes.close();
  }
}

const TOO_COMPLEX: ConfigReading = {
  kind: "wrong",
  errors: [{ line: 1, column: 1, message: "The file could not be read in time: make it simpler." }],
};
