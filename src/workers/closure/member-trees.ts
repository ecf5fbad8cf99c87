/** The files that a schema refers to as trees, and the references among them that lead to nothing. */
import { resolveReference } from "../../core/schema/closure/resolve-reference.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { treeReferences } from "../../core/schema/closure/tree-references.ts";
import { decodeText } from "../../core/schema/text.ts";
import type { Problem } from "../../core/sync/model.ts";
import { type DocumentTree, readTree } from "../document-tree.ts";
import { segmentsOf } from "../locate-pointers.ts";
import { describeReference } from "./describe-reference.ts";
import { formatOfTree, ofTree } from "./file-references.ts";
import { reachedMembers } from "./reached-members.ts";

export interface MemberTrees {
  readonly trees: ReadonlyMap<string, DocumentTree>;
  /** Of files that do not parse. */
  readonly problems: readonly Problem[];
}

/** Those that the root reaches. */
export function readMembers(root: DocumentTree, files: SchemaFiles): MemberTrees {
  const trees = new Map<string, DocumentTree>();
  const problems: Problem[] = [];
  const references = ofTree(root.value, files.path);
  for (const path of reachedMembers({ references, family: "tree" }, files)) {
    const text = decodeText(files.members.get(path) ?? new Uint8Array());
    const reading = readTree(text, formatOfTree(text));
    problems.push(...reading.problems.map((problem) => ({ ...problem, path })));
    if (reading.tree !== null) trees.set(path, reading.tree);
  }
  return { trees, problems };
}

/** Names within a file (`#name`) and addresses are not judged: what they lead to depends on ids that any schema may give itself. */
export function unresolvedReferences(
  root: DocumentTree,
  files: SchemaFiles,
  trees: MemberTrees["trees"],
): readonly Problem[] {
  const all = new Map([[files.path, root], ...trees]);
  return [...all].flatMap(([path, tree]) => {
    const dead = treeReferences(tree.value).filter(({ reference }) => !leadsSomewhere(path, reference, all));
    const positions = tree.locate(dead.map(({ pointer }) => ({ pointer, onKey: false })));
    return dead.map(({ reference }, index): Problem => ({
      ...(path !== files.path && { path }),
      line: positions[index]?.line ?? 1,
      column: positions[index]?.column ?? 1,
      ...describeReference(reference, resolveReference(path, reference), files),
    }));
  });
}

function leadsSomewhere(from: string, reference: string, trees: ReadonlyMap<string, DocumentTree>): boolean {
  const resolved = resolveReference(from, reference);
  if (resolved.kind === "same") return true;
  if (resolved.kind === "outside") return resolved.why === "address";
  const target = trees.get(resolved.path);
  if (target === undefined) return false;
  return !resolved.fragment.startsWith("/") || hasValueAt(target.value, resolved.fragment);
}

function hasValueAt(root: unknown, fragment: string): boolean {
  let value = root;
  for (const key of segmentsOf(decoded(fragment))) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
    value = Reflect.get(value, key);
  }
  return true;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
