/**
 * The merge that is offered beside the texts of a conflict. It is made when somebody asks, and kept as a blob of the workspace,
 * so that it is read like every other text; nothing else changes by it.
 *
 * What was answered for three texts is remembered, so that looking again costs nothing; a merge that could not be tried
 * (the server is busy, has no room, or is stopping) is not.
 */
import type { Three } from "../core/merge/align.ts";
import type { BlobId } from "../core/git/object-id.ts";
import { MERGE_LIMIT_BYTES } from "../core/merge/limit.ts";
import { findBlobs, keepBlob, packBlob, readBlob } from "../db/blobs.ts";
import type { Store } from "../db/store.ts";
import { HttpProblem } from "./problems.ts";
import type { ByteBudget } from "./read-body.ts";
import { inRoomOf } from "./text-room.ts";

/** Never throws for what the texts hold. */
export interface Merger {
  merge(contents: Three<Uint8Array>): Promise<MergeAnswer>;
}

export type MergeAnswer =
  /** Null where no merge can be offered. */
  | {
      readonly kind: "merged";
      readonly proposal: { readonly content: Uint8Array; readonly clashes: number } | null;
    }
  | {
      readonly kind: "failed";
      readonly failure: "timeout" | "memory" | "crashed" | "ended" | "stopped" | "busy";
    };

export interface OfferedMerge {
  readonly blob: BlobId;
  readonly clashes: number;
}

/** Of one workspace; null where there is none. */
export type TextsToMerge = Three<BlobId | null> & { readonly workspaceId: number };

const MAX_REMEMBERED = 1000;

export class ConflictMerges {
  readonly #store: Store;
  readonly #merger: Merger;
  readonly #texts: ByteBudget;
  /** Oldest first. A merge under way is waited for by all who ask. */
  readonly #remembered = new Map<string, Promise<OfferedMerge | null>>();

  constructor(store: Store, merger: Merger, texts: ByteBudget) {
    this.#store = store;
    this.#merger = merger;
    this.#texts = texts;
  }

  async offer({ workspaceId, base, store, remote }: TextsToMerge): Promise<OfferedMerge | null> {
    if (base === null || store === null || remote === null) return null;
    const key = [workspaceId, base, store, remote].join();
    const known = this.#remembered.get(key);
    const offered = known ?? this.#make(key, { workspaceId, base, store, remote });
    const merge = await offered;
    if (known === undefined || merge === null || (await this.#isKept(workspaceId, merge.blob))) return merge;
    return this.#make(key, { workspaceId, base, store, remote });
  }

  #make(key: string, texts: Three<BlobId> & { readonly workspaceId: number }): Promise<OfferedMerge | null> {
    const made = this.#mergeInRoom(texts).then((answer) => {
      if (answer === "untried") this.#remembered.delete(key);
      return answer === "untried" ? null : answer;
    });
    made.catch(() => this.#remembered.delete(key));
    this.#remembered.set(key, made);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return made;
  }

  /** The three texts here and in the process that merges them, and as much again for the merge. */
  async #mergeInRoom(
    texts: Three<BlobId> & { readonly workspaceId: number },
  ): Promise<OfferedMerge | null | "untried"> {
    const { workspaceId, base, store, remote } = texts;
    const blobs = [base, store, remote];
    const sizes = await findBlobs(this.#store.read, workspaceId, blobs);
    if ([...sizes.values()].some((sizeBytes) => sizeBytes > MERGE_LIMIT_BYTES)) return null;
    const room = { store: this.#store, texts: this.#texts, workspaceId, blobs, copies: 3 };
    return inRoomOf(room, () => this.#merge(texts)).catch(untriedWithoutRoom);
  }

  async #merge(
    texts: Three<BlobId> & { readonly workspaceId: number },
  ): Promise<OfferedMerge | null | "untried"> {
    const contents = await this.#read(texts);
    if (contents === null) return null;
    const answer = await this.#merger.merge(contents);
    if (answer.kind === "failed") {
      return answer.failure === "busy" || answer.failure === "stopped" ? "untried" : null;
    }
    if (answer.proposal === null) return null;
    const { content, clashes } = answer.proposal;
    const packed = await packBlob(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
    await this.#store.write((tx) => keepBlob(tx, texts.workspaceId, packed));
    return { blob: packed.blob, clashes };
  }

  async #read({
    workspaceId,
    base,
    store,
    remote,
  }: Three<BlobId> & { readonly workspaceId: number }): Promise<Three<Uint8Array> | null> {
    const baseText = await readBlob(this.#store.read, workspaceId, base);
    const storeText = await readBlob(this.#store.read, workspaceId, store);
    const remoteText = await readBlob(this.#store.read, workspaceId, remote);
    if (baseText === null || storeText === null || remoteText === null) return null;
    return { base: baseText, store: storeText, remote: remoteText };
  }

  async #isKept(workspaceId: number, blob: BlobId): Promise<boolean> {
    return (await findBlobs(this.#store.read, workspaceId, [blob])).has(blob);
  }
}

function untriedWithoutRoom(error: unknown): "untried" {
  if (error instanceof HttpProblem && error.code === "overloaded") return "untried";
  throw error;
}
