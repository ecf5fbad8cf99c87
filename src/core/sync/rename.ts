/**
 * A file that was renamed in a push: its linked path is empty, and the text that was agreed on stands at exactly one other
 * path of the same commit. This is offered and followed only on request: git keeps no renames, so nothing more is certain.
 */
import type { BlobId } from "../git/object-id.ts";
import { checkNewPath } from "../path/policy.ts";
import type { AgreedPair } from "./model.ts";
import type { LaneLink, RemoteView } from "./plan.ts";

/** The text to look for where a linked file has just gone; null: none, or it was looked for when it went. */
export function blobThatWent(link: Pick<LaneLink, "agreed" | "remote">, view: RemoteView): BlobId | null {
  const blob = link.agreed?.remote ?? "open";
  if (view.kind !== "absent" || blob === "absent" || blob === "open") return null;
  // Gone before; or what was seen last is a conflict's text: where that went says nothing of what was agreed on.
  return link.remote === null || link.remote === blob ? blob : null;
}

/**
 * Where each went; a link that is not in the answer has no offer. Two links that seek one text, or two places that hold it, are
 * ambiguous; a place that is linked already is nobody's new one.
 */
export function renamesAmong(
  went: ReadonlyMap<number, BlobId>,
  paths: ReadonlyMap<BlobId, readonly string[]>,
  linked: ReadonlySet<string>,
): ReadonlyMap<number, string> {
  const seekers = Map.groupBy(went, ([, blob]) => blob);
  const renames = new Map<number, string>();
  for (const [link, blob] of went) {
    const [path, ...more] = (paths.get(blob) ?? []).filter((it) => !linked.has(it));
    const isAmbiguous = more.length > 0 || seekers.get(blob)?.length !== 1;
    if (path !== undefined && !isAmbiguous && checkNewPath(path).ok) renames.set(link, path);
  }
  return renames;
}

/** What holds at the file's new path: what held before it went. */
export function agreedAfterRename(agreed: AgreedPair, blob: BlobId): AgreedPair {
  return agreed.remote === "absent" ? { store: agreed.store, remote: blob } : agreed;
}
