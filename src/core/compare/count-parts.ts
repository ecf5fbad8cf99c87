/**
 * The parts by which people count, matched by name: which came, went and changed. Every part that counts as changed has a change
 * that is told: where nothing in it matters to callers, one that says so. So what is counted and what is told agree.
 */
import type { Pair, PartCount } from "./change.ts";
import type { ComparisonRun, Finding } from "./comparison-run.ts";
import type { DocumentNode } from "./document-node.ts";
import { equalValues } from "./equal-values.ts";

export interface PartGroup {
  readonly one: string;
  readonly many: string;
  /** By the name of the part, `schema Pet`. */
  readonly parts: Pair<ReadonlyMap<string, DocumentNode>>;
  /** Shared by operations, which tell by themselves what the part does to them. */
  readonly isShared: boolean;
}

export interface CountedGroup extends PartCount {
  /** The parts that changed. */
  readonly changedParts: readonly (readonly [part: string, node: DocumentNode])[];
  readonly isShared: boolean;
}

/** Tells of parts that came and went, where nobody else does. */
export function countGroup(run: ComparisonRun, { one, many, parts, isShared }: PartGroup): CountedGroup {
  const { from, to } = parts;
  const added = [...to].filter(([part]) => !from.has(part));
  const removed = [...from].filter(([part]) => !to.has(part));
  const changedParts = [...to].filter(([part, { value }]) => {
    const former = from.get(part);
    return former !== undefined && !equalValues(former.value, value);
  });
  if (isShared) {
    for (const [part, node] of added)
      tellShared(run, part, { code: `${codeOf(one)}-added`, node, side: "to" });
    for (const [part, node] of removed)
      tellShared(run, part, { code: `${codeOf(one)}-removed`, node, side: "from" });
  }
  return {
    one,
    many,
    added: added.length,
    removed: removed.length,
    changed: changedParts.length,
    changedParts,
    isShared,
  };
}

function codeOf(one: string): string {
  return one.replaceAll(" ", "-");
}

function tellShared(
  run: ComparisonRun,
  part: string,
  { code, node, side }: { readonly code: string; readonly node: DocumentNode; readonly side: "from" | "to" },
): void {
  run.report(run.own(part, false), {
    code,
    level: "compatible",
    message: side === "to" ? "added" : "removed",
    why: "What it does to operations is told at each of them.",
    at: { side, pointer: node.pointer },
  });
}

/** When all is compared: what counts as changed, and of what nothing was told. */
export function tellTheRest(run: ComparisonRun, groups: readonly CountedGroup[]): void {
  const told = run.changedParts();
  const compared = run.comparedParts();
  for (const { one, changedParts, isShared } of groups) {
    for (const [part, { pointer }] of changedParts) {
      if (told.has(part)) continue;
      const isUsed = !isShared || compared.has(part);
      const at = { side: "to", pointer } as const;
      run.report(run.own(part, false), { ...restOf(run, codeOf(one), isUsed), at });
    }
  }
}

function restOf(run: ComparisonRun, code: string, isUsed: boolean): Omit<Finding, "at"> {
  if (run.isCut) {
    const why = "The documents are too large to be compared in full.";
    return { code: `${code}-not-compared`, level: "dangerous", message: "changed", why };
  }
  if (!isUsed) {
    const why = "No operation uses it.";
    return { code: `${code}-unused-changed`, level: "compatible", message: "changed", why };
  }
  const message = "changed in words, examples or extensions only";
  const why = "Nothing that callers send or get is different.";
  return { code: `${code}-words-changed`, level: "compatible", message, why };
}
