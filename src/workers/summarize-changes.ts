/**
 * Tells what changed between two texts, for the messages of commits: a nicety, so it never fails, never takes long, and keeps
 * nothing waiting. Small texts are read where they are; larger ones in a worker thread of limited memory and time, which
 * starts when one comes and ends after a time without work. Whoever comes while the thread has much to do goes without.
 */
import { Worker } from "node:worker_threads";
import type { BlobId } from "../core/git/object-id.ts";
import { changeOf } from "./change-of.ts";

export interface ChangeSummarizerOptions {
  /** For one pair of texts. Default 5 s. */
  readonly timeoutMs?: number;
  /** Heap of the thread. Default 1024. */
  readonly maxMemoryMb?: number;
  /** How long the thread is kept without work. Default 60 s. */
  readonly idleMs?: number;
  /** The thread's module. */
  readonly entry?: URL;
}

/** Of either text: what takes longer to hand over than to read. */
const SMALL_BYTES = 32_000;
const MAX_WAITING = 20;
/** Pairs that are remembered: a commit that is tried again asks again. */
const MAX_REMEMBERED = 200;

/** A content and its id. */
export interface KnownText {
  readonly blob: BlobId;
  readonly content: Uint8Array;
}

export class ChangeSummarizer {
  readonly #timeoutMs: number;
  readonly #maxMemoryMb: number;
  readonly #idleMs: number;
  readonly #entry: URL;
  #worker: Worker | null = null;
  #answer: ((summary: string | null) => void) | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  readonly #remembered = new Map<string, string | null>();
  #isClosed = false;

  constructor(options: ChangeSummarizerOptions = {}) {
    this.#timeoutMs = options.timeoutMs ?? 5000;
    this.#maxMemoryMb = options.maxMemoryMb ?? 1024;
    this.#idleMs = options.idleMs ?? 60_000;
    this.#entry = options.entry ?? new URL("./change-worker.ts", import.meta.url);
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

  async #find(before: Uint8Array, after: Uint8Array): Promise<string | null> {
    if (before.byteLength <= SMALL_BYTES && after.byteLength <= SMALL_BYTES)
      return changeOf(before, after).catch(() => null);
    if (this.#isClosed || this.#waiting >= MAX_WAITING) return null;
    this.#waiting += 1;
    const turn = this.#last.then(() => (this.#isClosed ? null : this.#ask(before, after)));
    this.#last = turn;
    return turn.finally(() => (this.#waiting -= 1));
  }

  /** Ends the thread; what is under way or waits is not told. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  #ask(before: Uint8Array, after: Uint8Array): Promise<string | null> {
    clearTimeout(this.#idleTimer);
    const worker = (this.#worker ??= this.#start());
    const copies = [new Uint8Array(before), new Uint8Array(after)] as const;
    return new Promise((resolve) => {
      const timer = setTimeout(() => void this.#end(), this.#timeoutMs);
      this.#answer = (summary) => {
        clearTimeout(timer);
        this.#answer = null;
        worker.unref();
        this.#idleTimer = setTimeout(() => void this.#end(), this.#idleMs).unref();
        resolve(summary);
      };
      worker.ref();
      worker.postMessage(copies, [copies[0].buffer, copies[1].buffer]);
    });
  }

  /** Sees no environment; what its libraries print is dropped, for it may hold text of documents. */
  #start(): Worker {
    const worker = new Worker(this.#entry, {
      name: "change-summarizer",
      argv: [],
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: this.#maxMemoryMb },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on("message", (summary: string | null) => {
      if (worker === this.#worker) this.#answer?.(summary);
    });
    worker.on("error", () => this.#lose(worker));
    worker.on("exit", () => this.#lose(worker));
    return worker;
  }

  #lose(worker: Worker): void {
    if (worker === this.#worker) void this.#end();
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    clearTimeout(this.#idleTimer);
    this.#answer?.(null);
    await worker?.terminate();
  }
}
