/** Contents by git's blob id, kept once per workspace, compressed where that helps. */
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import { type BlobId, blobIdOf } from "../core/git/object-id.ts";
import type { Reader, Tx } from "./store.ts";
import { noteStoredBytes } from "./usage.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Below this a header costs more than compression saves. */
const COMPRESSED_FROM_BYTES = 200;

/** A content made ready outside the transaction: hashed and compressed. */
export interface PackedBlob {
  readonly blob: BlobId;
  readonly sizeBytes: number;
  readonly encoding: "raw" | "zstd";
  readonly content: Buffer;
}

export async function packBlob(bytes: Uint8Array): Promise<PackedBlob> {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blob = blobIdOf(content);
  const sizeBytes = content.byteLength;
  if (sizeBytes >= COMPRESSED_FROM_BYTES) {
    const compressed = await compress(content);
    if (compressed.byteLength < sizeBytes) return { blob, sizeBytes, encoding: "zstd", content: compressed };
  }
  return { blob, sizeBytes, encoding: "raw", content };
}

export async function keepBlob(tx: Tx, workspaceId: number, packed: PackedBlob): Promise<void> {
  const kept = await tx.query
    .insertInto("blobs")
    .values({ workspaceId, ...packed })
    .onConflict((conflict) => conflict.columns(["workspaceId", "blob"]).doNothing())
    .executeTakeFirst();
  if (kept.numInsertedOrUpdatedRows === 1n) await noteStoredBytes(tx, workspaceId, packed.sizeBytes);
}

/** The content, or null where this workspace does not have it. */
export async function readBlob(reader: Reader, workspaceId: number, blob: BlobId): Promise<Buffer | null> {
  const packed = await readPackedBlob(reader, workspaceId, blob);
  if (packed === null) return null;
  return packed.encoding === "zstd" ? decompress(packed.content) : packed.content;
}

/** The same as it is kept, to be kept once more under another revision. */
export async function readPackedBlob(
  reader: Reader,
  workspaceId: number,
  blob: BlobId,
): Promise<PackedBlob | null> {
  const row = await reader
    .selectFrom("blobs")
    .select(["blob", "sizeBytes", "encoding", "content"])
    .where("workspaceId", "=", workspaceId)
    .where("blob", "=", blob)
    .executeTakeFirst();
  return row ?? null;
}

/** Which of these blobs the workspace has, with their sizes. */
export async function findBlobs(
  reader: Reader,
  workspaceId: number,
  blobs: readonly BlobId[],
): Promise<ReadonlyMap<BlobId, number>> {
  if (blobs.length === 0) return new Map();
  const rows = await reader
    .selectFrom("blobs")
    .select(["blob", "sizeBytes"])
    .where("workspaceId", "=", workspaceId)
    .where("blob", "in", blobs)
    .execute();
  return new Map(rows.map((row) => [row.blob, row.sizeBytes]));
}
