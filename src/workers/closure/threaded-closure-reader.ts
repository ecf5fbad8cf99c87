/** Reads and bundles the files of schemas in a worker thread, so that no text holds up the server. */
import type {
  Bundled,
  ClosureReader,
  ReadFile,
  ReadReferences,
  ReferenceFamily,
} from "../../core/schema/closure/closure-reader.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { Message, WorkFailure } from "../work-thread.ts";
import { WorkThreads } from "../work-threads.ts";
import type { ClosureAnswer, ClosureWork } from "./closure-work.ts";
import { FailedReads } from "./failed-reads.ts";

export interface ClosureReaderOptions {
  /** For one work, the start of a thread included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of the thread. Default 1024. */
  readonly maxMemoryMb?: number;
  /** Works that may wait. Default 1000. */
  readonly maxWaiting?: number;
  /** The thread's module. */
  readonly entry?: URL;
  /** Milliseconds. */
  readonly now?: () => number;
}

type Failed = { readonly kind: "lost"; readonly failure: WorkFailure | "busy" };

export class ThreadedClosureReader implements ClosureReader {
  readonly #threads: WorkThreads<ClosureAnswer | Failed>;
  readonly #failedReads: FailedReads;

  constructor({
    timeoutMs = 30_000,
    maxMemoryMb = 1024,
    maxWaiting = 1000,
    entry = new URL("./closure-worker.ts", import.meta.url),
    now = () => performance.now(),
  }: ClosureReaderOptions = {}) {
    this.#failedReads = new FailedReads(now);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting, idleMs: 30_000 };
    this.#threads = new WorkThreads<ClosureAnswer | Failed>({
      ...limits,
      name: "closure-reader",
      entry,
      failed,
    });
  }

  async readReferences(files: readonly ReadFile[], family: ReferenceFamily | null): Promise<ReadReferences> {
    if (this.#failedReads.areResting(files)) return { kind: "failed", isForGood: true };
    const answer = await this.#threads.run(() => messageOf({ task: "references", files, family }));
    if (answer.kind === "read") {
      this.#failedReads.forget(files);
      return answer;
    }
    // Says nothing about the texts.
    if (answer.kind === "lost" && isPassing(answer.failure)) return { kind: "failed", isForGood: false };
    const isForGood = answer.kind !== "lost" || answer.failure === "memory";
    return { kind: "failed", isForGood: this.#failedReads.add(files, isForGood) };
  }

  async bundle(content: Buffer, files: SchemaFiles): Promise<Bundled> {
    const answer = await this.#threads.run(() => messageOf({ task: "bundle", content, files }));
    if (answer.kind === "bundle" || answer.kind === "unsupported") return answer;
    if (answer.kind === "failed" && "message" in answer) return answer;
    const isBusy = answer.kind === "lost" && isPassing(answer.failure);
    return { kind: "failed", message: "The document takes too much to bundle.", isBusy };
  }

  /** Ends the thread; what is under way or waits fails, and may be asked for again. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}

function failed(failure: WorkFailure | "busy"): Failed {
  return { kind: "lost", failure };
}

/** Copied as it is: the bytes stay the caller's. */
function messageOf(message: ClosureWork): Message {
  return { message, transfer: [] };
}

function isPassing(failure: WorkFailure | "busy"): boolean {
  return failure === "busy" || failure === "stopped";
}
