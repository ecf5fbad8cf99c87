/** Reads config files in a worker thread: whoever can push wrote them. */
import type { ConfigReader, ConfigReading } from "../../core/repository-config/model.ts";
import { WorkThreads } from "../work-threads.ts";

export interface ConfigReaderOptions {
  /** For one file. Default 10 s. */
  readonly timeoutMs?: number;
}

const MAX_WAITING = 1000;
const IDLE_MS = 60_000;
const MAX_MEMORY_MB = 512;

export class ThreadedConfigReader implements ConfigReader {
  readonly #threads: WorkThreads<ConfigReading>;

  constructor({ timeoutMs = 10_000 }: ConfigReaderOptions = {}) {
    this.#threads = new WorkThreads<ConfigReading>({
      name: "config-reader",
      entry: new URL("./config-worker.ts", import.meta.url),
      timeoutMs,
      maxMemoryMb: MAX_MEMORY_MB,
      workers: 1,
      maxWaiting: MAX_WAITING,
      idleMs: IDLE_MS,
      failed: () => TOO_COMPLEX,
    });
  }

  /** The content must not change until then. */
  readConfig(content: Uint8Array): Promise<ConfigReading> {
    return this.#threads.run(() => {
      // The copy is the thread's: the caller's bytes may be a part of a larger buffer.
      const copy = new Uint8Array(content);
      return { message: copy, transfer: [copy.buffer] };
    });
  }

  close(): Promise<void> {
    return this.#threads.close();
  }
}

const TOO_COMPLEX: ConfigReading = {
  kind: "wrong",
  errors: [{ line: 1, column: 1, message: "The file could not be read in time: make it simpler." }],
};
