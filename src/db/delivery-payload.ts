/** Payloads as they are kept: made ready outside the transaction. */
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Smaller payloads, which most are, cost less to write than to compress. */
const COMPRESSED_FROM_BYTES = 32 * 1024;

export interface PackedPayload {
  readonly encoding: "raw" | "zstd";
  readonly content: Buffer;
}

export async function packPayload(payload: Buffer): Promise<PackedPayload> {
  if (payload.byteLength < COMPRESSED_FROM_BYTES) return { encoding: "raw", content: payload };
  return { encoding: "zstd", content: await compress(payload) };
}

export async function unpackPayload({ encoding, content }: PackedPayload): Promise<Buffer> {
  return encoding === "zstd" ? decompress(content) : content;
}
