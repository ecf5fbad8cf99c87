/**
 * GitHub's global node ids: a prefix for the type, then MessagePack in URL-safe base64 of `[0, database id]`, followed by the
 * name or the object id for what lives in a repository: `R_kgDOKZ…`, `REF_kwDOKZ…`.
 */
export type NodeType = "R" | "REF" | "C" | "T" | "B" | "U" | "O" | "BOT" | "A" | "I" | "PR" | "CR";

export interface NodeId {
  readonly type: string;
  readonly id: number;
  /** A ref's full name, or an object id. */
  readonly detail: string | null;
}

export function formatNodeId(type: NodeType, id: number, detail: string | null = null): string {
  const number = Buffer.alloc(5);
  number.writeUInt8(0xce);
  number.writeUInt32BE(id, 1);
  const parts: Buffer[] = [Buffer.from([detail === null ? 0x92 : 0x93, 0]), number];
  if (detail !== null) parts.push(packString(detail));
  return `${type}_${Buffer.concat(parts).toString("base64url")}`;
}

/** Null where the text is no node id of this form. */
export function parseNodeId(text: string): NodeId | null {
  const match = /^([A-Z]+)_([A-Za-z0-9_-]+)$/.exec(text);
  if (match === null) return null;
  const bytes = Buffer.from(match[2] ?? "", "base64url");
  if (bytes.length < 7 || bytes[2] !== 0xce) return null;
  const id = bytes.readUInt32BE(3);
  return { type: match[1] ?? "", id, detail: bytes[0] === 0x93 ? unpackString(bytes.subarray(7)) : null };
}

function packString(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length < 32) return Buffer.concat([Buffer.from([0xa0 | bytes.length]), bytes]);
  if (bytes.length < 256) return Buffer.concat([Buffer.from([0xd9, bytes.length]), bytes]);
  return Buffer.concat([Buffer.from([0xda, bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function unpackString(bytes: Buffer): string {
  const first = bytes[0] ?? 0;
  const start = first === 0xda ? 3 : first === 0xd9 ? 2 : 1;
  return bytes.subarray(start).toString("utf8");
}
