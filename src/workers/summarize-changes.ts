/**
 * Tells what changed between two texts, for the messages of commits: a nicety, so it never fails, never takes long, and keeps
 * nothing waiting. Small texts are read where they are; larger ones in a worker thread of limited memory and time. Whoever
 * comes while the thread has much to do goes without.
 */
import type { BlobId } from "../core/git/object-id.ts";
import { changeOf } from "./change-of.ts";
import { WorkThreads } from "./work-threads.ts";

export interface ChangeSummarizerOptions {
  /** For one pair of texts. Default 5 s. */
  readonly timeoutMs?: number;
  /** Heap of the thread. Default 1024. */
  readonly maxMemoryMb?: number;
  /** The thread's module. */
  readonly entry?: URL;
}

/** A content and its id. */
export interface KnownText {
  readonly blob: BlobId;
  readonly content: Uint8Array;
}

/** Of either text: what takes longer to hand over than to read. */
const SMALL_BYTES = 32_000;
const MAX_WAITING = 20;
const IDLE_MS = 60_000;
/** Pairs that are remembered: a commit that is tried again asks again. */
const MAX_REMEMBERED = 200;

export class ChangeSummarizer {
  readonly #threads: WorkThreads<string | null>;
  readonly #remembered = new Map<string, string | null>();

  constructor(options: ChangeSummarizerOptions = {}) {
    const { timeoutMs = 5000, maxMemoryMb = 1024 } = options;
    const entry = options.entry ?? new URL("./change-worker.ts", import.meta.url);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting: MAX_WAITING, idleMs: IDLE_MS };
    this.#threads = new WorkThreads<string | null>({
      ...limits,
      name: "change-summarizer",
      entry,
      failed: () => null,
    });
  }

  /** Null where nothing that is counted differs, or it cannot be told. The texts must not change until then. */
  async summarize(before: KnownText, after: KnownText): Promise<string | null> {
    const pair = `${before.blob} ${after.blob}`;
    const known = this.#remembered.get(pair);
    if (known !== undefined) return known;
    const summary = await this.#find(before.content, after.content);
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size >= MAX_REMEMBERED) this.#remembered.delete(oldest);
    this.#remembered.set(pair, summary);
    return summary;
  }

  /** Ends the thread; what is under way or waits is not told. */
  close(): Promise<void> {
    return this.#threads.close();
  }

  #find(before: Uint8Array, after: Uint8Array): Promise<string | null> {
    if (before.byteLength <= SMALL_BYTES && after.byteLength <= SMALL_BYTES)
      return changeOf(before, after).catch(() => null);
    return this.#threads.run(() => {
      // The copies are the thread's: the caller's bytes may be a part of a larger buffer.
      const message = [new Uint8Array(before), new Uint8Array(after)] as const;
      return { message, transfer: [message[0].buffer, message[1].buffer] };
    });
  }
}
