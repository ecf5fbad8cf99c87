/**
 * A file that was renamed in a push: its linked path is empty, and at exactly one other path of the same commit stands a file of
 * the same name in other letters, or else the text that was agreed on. This is offered and followed only on request: git keeps no
 * renames, so nothing more is certain.
 */
import type { BlobId } from "../git/object-id.ts";
import { checkNewPath, pathKey } from "../path/policy.ts";
import type { TreeFile } from "./github-port.ts";
import type { AgreedPair } from "./model.ts";
import type { LaneLink, RemoteView } from "./plan.ts";

/** The text to look for where a linked file has just gone; null: none, or it was looked for when it went. */
export function blobThatWent(link: Pick<LaneLink, "agreed" | "remote">, view: RemoteView): BlobId | null {
  const blob = link.agreed?.remote ?? "open";
  if (view.kind !== "absent" || blob === "absent" || blob === "open") return null;
  // Gone before; or what was seen last is a conflict's text: where that went says nothing of what was agreed on.
  return link.remote === null || link.remote === blob ? blob : null;
}

/** What is worth looking at: the texts that went, and files that stand where one of them would be made again. */
export function isSoughtAmong(went: Iterable<TreeFile>): (file: TreeFile) => boolean {
  const blobs = new Set<string>();
  const keys = new Set<string>();
  for (const { path, blob } of went) {
    blobs.add(blob);
    keys.add(pathKey(path));
  }
  return ({ path, blob }) => blobs.has(blob) || keys.has(pathKey(path));
}

/**
 * Where each went, by link; a link that is not in the answer has no offer. Two links that seek one text, or two places that hold
 * it, are ambiguous; a place that is linked already is nobody's new one.
 */
export function renamesAmong(
  went: ReadonlyMap<number, TreeFile>,
  found: readonly TreeFile[],
  linked: ReadonlySet<string>,
): ReadonlyMap<number, string> {
  const free = found.filter(({ path }) => !linked.has(path));
  const byKey = Map.groupBy(free, ({ path }) => pathKey(path));
  const byText = Map.groupBy(free, ({ blob }) => blob);
  const seekers = Map.groupBy(went, ([, { blob }]) => blob);
  const renames = new Map<number, string>();
  for (const [link, { path: old, blob }] of went) {
    const ofText = seekers.get(blob)?.length === 1 ? (byText.get(blob) ?? []) : [];
    // It may have been changed as well: what counts is that the old name cannot be made again beside it.
    const [file, ...more] = byKey.get(pathKey(old)) ?? ofText;
    if (file !== undefined && more.length === 0 && checkNewPath(file.path).ok) renames.set(link, file.path);
  }
  return renames;
}

/** What holds at the file's new path: what held before it went. */
export function agreedAfterRename(agreed: AgreedPair, blob: BlobId): AgreedPair {
  return agreed.remote === "absent" ? { store: agreed.store, remote: blob } : agreed;
}
