/** Whole collections, read for the routes and the lanes without holding up the server. `src/workers/` implements it. */
import type { CollectionFile } from "./collection-file.ts";
import type { BodyReading } from "./collection-work.ts";
import type { FoundSecret } from "./secrets.ts";
import type { Style } from "./style.ts";

/** The contents must not change until the answer is there. Every method may throw `CollectionUnread`. */
export interface CollectionReader {
  /** What a body is that claims to be a collection: bare, or as `{"collection": …}`. */
  identify(body: Uint8Array): Promise<BodyReading>;
  /** Null where the file is no collection, or none that can be read in the time and memory that it may take. */
  readFile(file: Uint8Array): Promise<CollectionFile | null>;
  /** Canonical text in a file's style. */
  render(canonical: Uint8Array, style: Style): Promise<Buffer>;
  /** In canonical text: at most 100, in the order of the text. */
  findSecrets(canonical: Uint8Array): Promise<readonly FoundSecret[]>;
}

/** `busy`, `stopped`: not now. Else it took more time or memory than it may, or the process failed on it. */
export type UnreadReason = "busy" | "stopped" | "timeout" | "memory" | "crashed" | "ended";

export class CollectionUnread extends Error {
  override readonly name = "CollectionUnread";
  readonly reason: UnreadReason;

  constructor(reason: UnreadReason) {
    super(`A collection was not read: ${reason}`);
    this.reason = reason;
  }

  /** The same collection may be read later. */
  get isPassing(): boolean {
    return this.reason === "busy" || this.reason === "stopped";
  }
}
