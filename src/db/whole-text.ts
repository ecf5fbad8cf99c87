/** A revision with all that it refers to, as one text. */
import type { BlobId } from "../core/git/object-id.ts";
import type { ClosureId } from "../core/schema/closure/closure-id.ts";
import type { Bundled, ClosureReader } from "../core/schema/closure/closure-reader.ts";
import { findBlobs, readBlob } from "./blobs.ts";
import { closureMembers, readSchemaFiles } from "./closures.ts";
import type { Reader } from "./store.ts";

export interface BundledRevision {
  readonly blob: BlobId;
  readonly closure: ClosureId | null;
  readonly rootPath: string | null;
}

/** Of its text and of all that it refers to, as they are once read. */
export async function bytesOfRevision(
  reader: Reader,
  { workspaceId, revision }: { readonly workspaceId: number; readonly revision: BundledRevision },
): Promise<number> {
  const { blob, closure } = revision;
  const members = closure === null ? [] : await closureMembers(reader, workspaceId, closure);
  const blobs = [blob, ...members.map((member) => member.blob)];
  const sizes = await findBlobs(reader, workspaceId, [...new Set(blobs)]);
  // Each file is read by itself, also where two are the same.
  return blobs.reduce((sum, one) => sum + (sizes.get(one) ?? 0), 0);
}

/** Null: the workspace does not have its text. A text that refers to no other file is its own bundle. */
export async function bundleRevision(
  reader: Reader,
  closureReader: ClosureReader,
  { workspaceId, revision }: { readonly workspaceId: number; readonly revision: BundledRevision },
): Promise<Bundled | null> {
  const content = await readBlob(reader, workspaceId, revision.blob);
  if (content === null) return null;
  const files = await readSchemaFiles(reader, workspaceId, revision);
  return files === null ? { kind: "bundle", content } : closureReader.bundle(content, files);
}

/** For comparing: the bundle where one can be made, else the text itself. */
export async function wholeText(
  reader: Reader,
  closureReader: ClosureReader,
  wanted: { readonly workspaceId: number; readonly revision: BundledRevision },
): Promise<Buffer | null> {
  const bundled = await bundleRevision(reader, closureReader, wanted);
  if (bundled?.kind === "bundle") return Buffer.from(bundled.content);
  return readBlob(reader, wanted.workspaceId, wanted.revision.blob);
}
