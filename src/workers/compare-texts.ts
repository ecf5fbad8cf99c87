/** Compares two texts of a document, as a process of its own does it: by lines, and by what they mean. */
import type { Pair } from "../core/compare/change.ts";
import { compareTrees } from "../core/compare/compare-trees.ts";
import type { DocumentComparison, NamedChanges, Unnamed } from "../core/compare/document-comparison.ts";
import { type TextDiff, unifiedDiff } from "../core/compare/unified-diff.ts";
import { MERGE_LIMIT_BYTES } from "../core/merge/limit.ts";
import { detectSchema } from "../core/schema/detect.ts";
import type { SchemaDetection } from "../core/schema/detection.ts";
import { changeOfKind } from "../core/schema/kind-change.ts";
import { decodeText, isText } from "../core/schema/text.ts";
import type { DocumentTree } from "./document-tree.ts";
import { locateChanges } from "./locate-changes.ts";

/** Steps of comparing lines: more than any real change needs, and some seconds. */
const MATCH_STEPS = 100_000_000;

export async function compareTexts(from: Uint8Array, to: Uint8Array): Promise<DocumentComparison> {
  if (!isText(from) || !isText(to)) return { text: null, named: "kind" };
  const isLarge = Math.max(from.byteLength, to.byteLength) > MERGE_LIMIT_BYTES;
  return { text: isLarge ? null : diffOf(from, to), named: await nameTextChanges(from, to) };
}

/** The byte order mark is part of the text here. */
function diffOf(from: Uint8Array, to: Uint8Array): TextDiff {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return unifiedDiff(decoder.decode(from), decoder.decode(to), { steps: MATCH_STEPS });
}

/** @param maxSteps of the comparison; left out: what is meant for a process */
export async function nameTextChanges(
  from: Uint8Array,
  to: Uint8Array,
  maxSteps?: number,
): Promise<NamedChanges | Unnamed> {
  if (!isText(from) || !isText(to)) return "kind";
  const texts = { from: decodeText(from), to: decodeText(to) };
  const detected = { from: detectSchema(texts.from), to: detectSchema(texts.to) };
  if (changeOfKind(detected.from.kind, detected.to.kind) !== null) return "kinds";
  if (detected.to.format === "graphql" && detected.from.format === "graphql") {
    const { compareGraphql } = await import("./compare-graphql.ts");
    return compareGraphql(texts);
  }
  if (!isTree(detected.from) || !isTree(detected.to)) return "kind";
  const trees = await readTrees(texts, detected);
  if (trees === null) return "unread";
  const kind = detected.to.kind ?? detected.from.kind;
  const comparison = compareTrees(kind, { from: trees.from.value, to: trees.to.value }, maxSteps);
  return comparison === null ? "kind" : locateChanges(comparison, trees);
}

function isTree({ format }: SchemaDetection): boolean {
  return format === "json" || format === "yaml";
}

async function readTrees(
  texts: Pair<string>,
  { from, to }: Pair<SchemaDetection>,
): Promise<Pair<DocumentTree> | null> {
  const former = await treeOf(texts.from, from);
  const present = former === null ? null : await treeOf(texts.to, to);
  return former === null || present === null ? null : { from: former, to: present };
}

async function treeOf(text: string, { format }: SchemaDetection): Promise<DocumentTree | null> {
  if (format !== "json" && format !== "yaml") return null;
  const { readTree } = await import("./document-tree.ts");
  return readTree(text, format).tree;
}
