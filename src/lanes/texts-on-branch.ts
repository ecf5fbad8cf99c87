/** A text that somebody else has committed to a rolling branch, ready to be kept. */
import type { ObservedFile } from "../core/sync/github-port.ts";
import { packBlob, type PackedBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";

type SeenBlob = Extract<ObservedFile, { kind: "blob" }>;

/** Its bytes, and for a backup the canonical text after them; null where GitHub did not give them. */
export async function textsOnBranch(
  deps: LaneDependencies,
  lane: LoadedLane,
  { link: id, seen }: { readonly link: number | null; readonly seen: SeenBlob },
): Promise<readonly PackedBlob[] | null> {
  const content = await contentOf(deps, lane, seen);
  if (content === null) return null;
  const link = lane.links.find((it) => it.id === id);
  const collection = link?.kind === "backup" ? await deps.collectionReader.readFile(content) : null;
  const texts = collection === null ? [content] : [content, collection.canonical];
  return Promise.all(texts.map((text) => packBlob(text)));
}

async function contentOf(
  { github }: LaneDependencies,
  lane: LoadedLane,
  file: SeenBlob,
): Promise<Buffer | null> {
  if (file.content !== null) return file.content;
  const read = await github.readBlobs(lane.repository.address, [file]);
  return read.get(file.blob) ?? null;
}
