/**
 * Reads and renders whole collections: small ones where they are, larger ones in a process of its own with limited memory and time, so
 * that no collection, however large or hostile, holds up the server.
 */
import type { CollectionFile } from "../core/collection/collection-file.ts";
import { type CollectionReader, CollectionUnread } from "../core/collection/collection-reader.ts";
import {
  type BodyReading,
  type CollectionTask,
  type CollectionWork,
  type CollectionWorkDone,
  doCollectionWork,
} from "../core/collection/collection-work.ts";
import type { FoundSecret } from "../core/collection/secrets.ts";
import type { Style } from "../core/collection/style.ts";
import type { WorkFailure } from "./work-process.ts";
import { WorkProcesses } from "./work-processes.ts";

export interface CollectionReaderOptions {
  /** For one collection, the start of a process included. Default 30 s. */
  readonly timeoutMs?: number;
  /**
   * Heap of the process. Default 1024: 2,000,000 values, the most that are read, take some 600.
   */
  readonly maxMemoryMb?: number;
  /** Collections that may wait. Default 100: each is in memory meanwhile. */
  readonly maxWaiting?: number;
  /** How long the process is kept without work. Default 60 s. */
  readonly idleMs?: number;
  /** From which size on the process is asked. Default 128 KiB: what takes longer to hand over, or hardly longer, than to read. */
  readonly processFromBytes?: number;
  /** The process's module. */
  readonly entry?: URL;
}

export type CollectionAnswer =
  | { readonly kind: "done"; readonly done: CollectionWorkDone }
  | { readonly kind: "failed"; readonly failure: WorkFailure | "busy" };

type DoneOf<Task extends CollectionTask> = Extract<CollectionWorkDone, { readonly task: Task }>["result"];

export class ForkedCollectionReader implements CollectionReader {
  readonly #processes: WorkProcesses<CollectionWork, CollectionAnswer>;
  readonly #processFromBytes: number;

  constructor(options: CollectionReaderOptions = {}) {
    const { timeoutMs = 30_000, maxMemoryMb = 1024, maxWaiting = 100, idleMs = 60_000 } = options;
    const entry = options.entry ?? new URL("./collection-worker.ts", import.meta.url);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting, idleMs };
    this.#processes = new WorkProcesses({ ...limits, entry, failed });
    this.#processFromBytes = options.processFromBytes ?? 128 * 1024;
  }

  identify(content: Uint8Array): Promise<BodyReading> {
    return this.#do({ task: "identify", content });
  }

  async readFile(content: Uint8Array): Promise<CollectionFile | null> {
    try {
      return await this.#do({ task: "read-file", content });
    } catch (error) {
      if (error instanceof CollectionUnread && !error.isPassing) return null;
      throw error;
    }
  }

  async render(content: Uint8Array, style: Style): Promise<Buffer> {
    const { buffer, byteOffset, byteLength } = await this.#do({ task: "render", content, style });
    return Buffer.from(buffer, byteOffset, byteLength);
  }

  findSecrets(content: Uint8Array): Promise<readonly FoundSecret[]> {
    return this.#do({ task: "find-secrets", content });
  }

  /** Ends the process; what is under way or waits is not read. */
  close(): Promise<void> {
    return this.#processes.close();
  }

  async #do<Task extends CollectionTask>(
    work: Extract<CollectionWork, { readonly task: Task }>,
  ): Promise<DoneOf<Task>> {
    const done =
      work.content.byteLength < this.#processFromBytes
        ? doCollectionWork(work)
        : await this.#doInProcess(work);
    if (done.task !== work.task) throw new Error(`Asked to ${work.task}, the process did ${done.task}.`);
    return done.result as DoneOf<Task>;
  }

  async #doInProcess(work: CollectionWork): Promise<CollectionWorkDone> {
    const answer = await this.#processes.run(work);
    if (answer.kind === "failed") throw new CollectionUnread(answer.failure);
    return answer.done;
  }
}

function failed(failure: WorkFailure | "busy"): CollectionAnswer {
  return { kind: "failed", failure };
}
