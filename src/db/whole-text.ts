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

export type WholeTexts =
  | { readonly kind: "texts"; readonly from: Buffer; readonly to: Buffer }
  /** The workspace does not have one of them. */
  | { readonly kind: "absent" }
  /** The reader is: it may go another time. */
  | { readonly kind: "busy" };

/** For comparing: the bundles where both can be made, else the texts themselves, for a bundle differs from a text that it holds. */
export async function wholeTexts(
  reader: Reader,
  closureReader: ClosureReader,
  {
    workspaceId,
    from,
    to,
  }: { readonly workspaceId: number; readonly from: BundledRevision; readonly to: BundledRevision },
): Promise<WholeTexts> {
  const former = await bundleRevision(reader, closureReader, { workspaceId, revision: from });
  const present = await bundleRevision(reader, closureReader, { workspaceId, revision: to });
  if (former === null || present === null) return { kind: "absent" };
  if (isBusy(former) || isBusy(present)) return { kind: "busy" };
  if (former.kind === "bundle" && present.kind === "bundle")
    return { kind: "texts", from: Buffer.from(former.content), to: Buffer.from(present.content) };
  const [first, second] = [
    await readBlob(reader, workspaceId, from.blob),
    await readBlob(reader, workspaceId, to.blob),
  ];
  return first === null || second === null ? { kind: "absent" } : { kind: "texts", from: first, to: second };
}

function isBusy(bundled: Bundled): boolean {
  return bundled.kind === "failed" && bundled.isBusy;
}
