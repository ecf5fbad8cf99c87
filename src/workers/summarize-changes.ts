/**
 * Tells what changed between two texts, for the messages of commits and the bodies of pull requests: a nicety, so it never fails,
 * never takes long, and keeps nothing waiting. It is the comparison that people ask for, in few words. Small texts are compared
 * where they are; larger ones in a process of its own with limited memory and time. Whoever comes while the process has much to do goes
 * without.
 */
import { type ChangeSummary, changeSummaryOf } from "../core/compare/change-summary.ts";
import type { ComparisonAnswer } from "../core/compare/document-comparison.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { decodeText, isText } from "../core/schema/text.ts";
import { detectSchema } from "../core/schema/detect.ts";
import { nameTextChanges } from "./compare-texts.ts";
import type { CompareWork } from "./compare-worker.ts";
import { WorkProcesses } from "./work-processes.ts";

export interface ChangeSummarizerOptions {
  /** For one pair of texts. Default 5 s. */
  readonly timeoutMs?: number;
  /** Heap of the process. Default 1024. */
  readonly maxMemoryMb?: number;
  /** The process's module. */
  readonly entry?: URL;
}

/** A content's id, and how to get it where it is needed. */
export interface NamedText {
  readonly blob: BlobId;
  readonly read: () => Promise<Uint8Array | null>;
}

/** Of either text: what takes longer to hand over than to read. */
const SMALL_BYTES = 32_000;
/** What a small text takes to compare that is not made to take long: some milliseconds. */
const SMALL_STEPS = 50_000;
const MAX_WAITING = 20;
const IDLE_MS = 60_000;
/** Pairs that are remembered: a commit that is tried again asks again. */
const MAX_REMEMBERED = 200;

export class ChangeSummarizer {
  readonly #processes: WorkProcesses<CompareWork, ComparisonAnswer>;
  readonly #remembered = new Map<string, ChangeSummary | null>();

  constructor(options: ChangeSummarizerOptions = {}) {
    const { timeoutMs = 5000, maxMemoryMb = 1024 } = options;
    const entry = options.entry ?? new URL("./compare-worker.ts", import.meta.url);
    const limits = { timeoutMs, maxMemoryMb, workers: 1, maxWaiting: MAX_WAITING, idleMs: IDLE_MS };
    this.#processes = new WorkProcesses<CompareWork, ComparisonAnswer>({
      ...limits,
      entry,
      failed: (failure) => ({ kind: "failed", failure }),
    });
  }

  /** Null where it cannot be told. The texts must not change until then. */
  async summarize(before: NamedText, after: NamedText): Promise<ChangeSummary | null> {
    const pair = `${before.blob} ${after.blob}`;
    const known = this.#remembered.get(pair);
    if (known !== undefined) return known;
    const former = await before.read();
    const present = former === null ? null : await after.read();
    if (former === null || present === null) return null;
    const found = await this.#find(former, present);
    if (found !== "untried") this.#remember(pair, found);
    return found === "untried" ? null : found;
  }

  /** Ends the process; what is under way or waits is not told. */
  close(): Promise<void> {
    return this.#processes.close();
  }

  #remember(pair: string, summary: ChangeSummary | null): void {
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined && this.#remembered.size >= MAX_REMEMBERED) this.#remembered.delete(oldest);
    this.#remembered.set(pair, summary);
  }

  async #find(before: Uint8Array, after: Uint8Array): Promise<ChangeSummary | null | "untried"> {
    if (isQuick(before) && isQuick(after)) {
      const named = await nameTextChanges(before, after, SMALL_STEPS).catch(() => "effort" as const);
      if (typeof named === "string" || !named.isCut) return changeSummaryOf(named);
    }
    const answer = await this.#processes.run({ from: before, to: after, wantsText: false });
    if (answer.kind === "compared") return changeSummaryOf(answer.comparison.named);
    return answer.failure === "busy" || answer.failure === "stopped" ? "untried" : null;
  }
}

/** Of GraphQL a library compares, which knows no bounds. */
function isQuick(content: Uint8Array): boolean {
  if (content.byteLength > SMALL_BYTES || !isText(content)) return content.byteLength <= SMALL_BYTES;
  return detectSchema(decodeText(content)).format !== "graphql";
}
