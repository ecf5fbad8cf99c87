/** Reads and bundles the files of schemas in a process of its own, so that no text holds up the server. */
import type {
  Bundled,
  ClosureReader,
  ReadFile,
  ReadReferences,
  ReferenceFamily,
} from "../../core/schema/closure/closure-reader.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { WorkFailure } from "../work-process.ts";
import { WorkProcesses } from "../work-processes.ts";
import type { ClosureAnswer, ClosureWork } from "./closure-work.ts";
import { FailedReads } from "./failed-reads.ts";

export interface ClosureReaderOptions {
  /** For one work, the start of a process included. Default 30 s. */
  readonly timeoutMs?: number;
  /** Heap of the process. Default 1024. */
  readonly maxMemoryMb?: number;
  /** Works that may wait. Default 1000. */
  readonly maxWaiting?: number;
  /** The process's module. */
  readonly entry?: URL;
  /** Milliseconds. */
  readonly now?: () => number;
}

type Failed = { readonly kind: "lost"; readonly failure: WorkFailure | "busy" };

export class ForkedClosureReader implements ClosureReader {
  readonly #processes: WorkProcesses<ClosureWork, ClosureAnswer | Failed>;
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
    this.#processes = new WorkProcesses<ClosureWork, ClosureAnswer | Failed>({
      ...limits,
      entry,
      failed,
    });
  }

  async readReferences(files: readonly ReadFile[], family: ReferenceFamily | null): Promise<ReadReferences> {
    if (this.#failedReads.areResting(files)) return { kind: "failed", isForGood: true };
    const answer = await this.#processes.run({ task: "references", files, family });
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
    const answer = await this.#processes.run({ task: "bundle", content, files });
    if (answer.kind === "bundle" || answer.kind === "unsupported") return answer;
    if (answer.kind === "failed" && "message" in answer) return answer;
    const isBusy = answer.kind === "lost" && isPassing(answer.failure);
    return { kind: "failed", message: "The document takes too much to bundle.", isBusy };
  }

  /** Ends the process; what is under way or waits fails, and may be asked for again. */
  close(): Promise<void> {
    return this.#processes.close();
  }
}

function failed(failure: WorkFailure | "busy"): Failed {
  return { kind: "lost", failure };
}

function isPassing(failure: WorkFailure | "busy"): boolean {
  return failure === "busy" || failure === "stopped";
}
