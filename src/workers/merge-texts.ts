/**
 * A proposed merge of two texts that were one once, as a process of its own makes it.
 *
 * Lines first. Where the texts are JSON or YAML, their values are merged too, by path: lines that merge to other values (a key
 * that both added at different places, say) are not offered, and where lines clash but paths do not, the text is made from the
 * entries of both. Whatever is offered as clean was read again and means exactly what both sides did.
 */
import type { Three } from "../core/merge/align.ts";
import { MERGE_LIMIT_BYTES } from "../core/merge/limit.ts";
import type { MatchBudget } from "../core/merge/match-sequences.ts";
import { type LineMerge, mergeLines, settle } from "../core/merge/merge-lines.ts";
import { mergeSources } from "../core/merge/merge-sources.ts";
import { mergeTrees } from "../core/merge/merge-trees.ts";
import type { SourceEntry } from "../core/merge/source-tree.ts";
import { makeValueNumbers, type ValueNumbers } from "../core/merge/value-numbers.ts";
import { type LineStyle, readThree, writeLines } from "../core/merge/text-lines.ts";
import { detectSchema } from "../core/schema/detect.ts";
import type { SchemaFormat } from "../core/schema/detection.ts";
import { isText } from "../core/schema/text.ts";
import { checkDocument } from "./check-document.ts";
import { type MergeSource, readMergeSource } from "./merge-source.ts";

export interface MergeProposal {
  readonly content: Uint8Array;
  /** 0: a clean merge. Else the regions between git's conflict markers in the content. */
  readonly clashes: number;
}

/** Steps of comparing lines and items; more than any real merge needs, and some seconds. */
const MATCH_STEPS = 200_000_000;

/** Null where no merge can be offered. */
export async function mergeTexts(contents: Three<Uint8Array>): Promise<MergeProposal | null> {
  const all = [contents.base, contents.store, contents.remote];
  if (all.some((content) => content.byteLength > MERGE_LIMIT_BYTES || !isText(content))) return null;
  const texts = {
    base: decode(contents.base),
    store: decode(contents.store),
    remote: decode(contents.remote),
  };
  const settled = settle(texts);
  const merged = settled === null ? await mergeChanged(texts) : { text: settled, clashes: 0 };
  return merged === null ? null : { content: Buffer.from(merged.text), clashes: merged.clashes };
}

/** The byte order mark is part of the text here. */
function decode(content: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
}

async function mergeChanged(texts: Three<string>): Promise<LineMerge | null> {
  const budget = { steps: MATCH_STEPS };
  const lines = mergeLines(texts, budget);
  const formats = {
    base: formatOf(texts.base),
    store: formatOf(texts.store),
    remote: formatOf(texts.remote),
  };
  if (isTree(formats.store) || isTree(formats.remote))
    return mergeDocuments({ texts, formats, lines }, budget);
  if (lines.clashes > 0) return lines;
  return (await isStillValid(texts, lines.text)) ? lines : null;
}

function formatOf(text: string): SchemaFormat | null {
  return detectSchema(plain(text)).format;
}

function isTree(format: SchemaFormat | null): format is "json" | "yaml" {
  return format === "json" || format === "yaml";
}

/** LF, no byte order mark. */
function plain(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}

/** Languages whose texts are not taken apart: where both sides were valid, their merge is. */
async function isStillValid({ store, remote }: Three<string>, merged: string): Promise<boolean> {
  return (await isValid(merged)) || !(await isValid(store)) || !(await isValid(remote));
}

async function isValid(text: string): Promise<boolean> {
  return (await checkDocument(Buffer.from(text))).valid;
}

interface Documents {
  readonly texts: Three<string>;
  readonly formats: Three<SchemaFormat | null>;
  readonly lines: LineMerge;
}

function mergeDocuments({ texts, formats, lines }: Documents, budget: MatchBudget): LineMerge | null {
  const numbers = makeValueNumbers();
  const base = read(texts.base, formats.base, numbers);
  const store = read(texts.store, formats.store, numbers);
  const remote = read(texts.remote, formats.remote, numbers);
  const marked = lines.clashes > 0 ? lines : null;
  if (base === null || store === null || remote === null) return marked;
  const sources = { base, store, remote };
  const wanted = mergeTrees({ numbers, budget }, rootsOf(sources));
  if (wanted === "clash") return marked;
  const means = (text: string): boolean => read(text, formatOf(text), numbers)?.root.id === wanted;
  if (marked === null && means(lines.text)) return lines;
  const merged = mergeEntries({ texts, sources }, budget);
  return merged !== null && means(merged) ? { text: merged, clashes: 0 } : marked;
}

function read(text: string, format: SchemaFormat | null, numbers: ValueNumbers): MergeSource | null {
  return isTree(format) ? readMergeSource(plain(text), format, numbers) : null;
}

function rootsOf({ base, store, remote }: Three<MergeSource>): Three<SourceEntry> {
  return { base: base.root, store: store.root, remote: remote.root };
}

function mergeEntries(
  { texts, sources }: { readonly texts: Three<string>; readonly sources: Three<MergeSource> },
  budget: MatchBudget,
): string | null {
  if (!sources.base.isPrintable || !sources.store.isPrintable || !sources.remote.isPrintable) return null;
  const merged = mergeSources(rootsOf(sources), budget);
  return merged === null ? null : inStyle(merged, readThree(texts).style);
}

/** Null where the texts have no one line ending. */
function inStyle(text: string, style: LineStyle): string | null {
  if (style.ending === "mixed") return null;
  const hasFinalNewline = text.endsWith("\n");
  const lines = (hasFinalNewline ? text.slice(0, -1) : text).split("\n");
  return writeLines(lines, { ...style, hasFinalNewline });
}
