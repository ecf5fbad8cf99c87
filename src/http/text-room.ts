/**
 * Room in memory for the texts that are read to be compared or sent. It is taken before the texts are read, by the sizes that
 * the database tells, and given back once they are neither being read nor waiting to be sent, whatever became of the request.
 */
import { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { BlobId } from "../core/git/object-id.ts";
import { findBlobs } from "../db/blobs.ts";
import type { Reader } from "../db/store.ts";
import { HttpProblem } from "./problems.ts";
import type { ByteBudget } from "./read-body.ts";

/** Over all requests under way. The largest comparison takes less than half of it. */
export const TEXT_BYTES = 256 * 1024 * 1024;

/** A download of which nothing is taken for so long is cut. */
const STALLED_MS = 60_000;
/** So is one that takes this long as a whole: the largest text at 40 kB a second. */
const LONGEST_MS = 600_000;

export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface Connected {
  readonly request: Pick<FastifyRequest, "raw">;
  readonly reply: Pick<FastifyReply, "raw">;
}

interface Room {
  readonly texts: ByteBudget;
  readonly bytes: number;
}

/** @throws HttpProblem `overloaded`; whatever `work` throws */
export async function inRoom<Answer>({ texts, bytes }: Room, work: () => Promise<Answer>): Promise<Answer> {
  takeRoom({ texts, bytes });
  try {
    return await work();
  } finally {
    texts.give(bytes);
  }
}

export interface KeptTexts {
  readonly store: { readonly read: Reader };
  readonly texts: ByteBudget;
  readonly workspaceId: number;
  readonly blobs: readonly BlobId[];
  /** Of each text, at once: here, in the process that looks through it, in what is made of it. */
  readonly copies: number;
}

/** For contents of the workspace; one that it does not have takes none. @throws as inRoom */
export async function inRoomOf<Answer>(
  { store, texts, workspaceId, blobs, copies }: KeptTexts,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const sizes = await findBlobs(store.read, workspaceId, blobs);
  const bytes = copies * blobs.reduce((sum, blob) => sum + (sizes.get(blob) ?? 0), 0);
  return inRoom({ texts, bytes }, work);
}

/** The same for what is sent: the room is taken until the answer has left, or its connection is gone. */
export async function inRoomUntilSent(
  room: Room,
  { request, reply }: Exchange,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  takeRoom(room);
  const sent = untilSent({ request, reply });
  let isFailed = true;
  try {
    const answer = await work();
    isFailed = false;
    return answer;
  } finally {
    // Who hangs up while a text is being read does not make it lighter.
    if (isFailed) room.texts.give(room.bytes);
    else void sent.then(() => room.texts.give(room.bytes));
  }
}

function takeRoom({ texts, bytes }: Room): void {
  if (texts.take(bytes)) return;
  throw new HttpProblem("overloaded", "Too much is being read; send it again in a moment.", {
    headers: { "retry-after": "5" },
  });
}

/** Before a text is sent. Node counts a socket as idle while the other side takes nothing. */
export function cutWhereStalled({ request, reply }: Connected, stalledMs: number = STALLED_MS): void {
  const { socket } = request.raw;
  // Without a socket nothing waits for anybody.
  if (!(socket instanceof Socket)) return;
  // HTTP servers end connections that time out, and set the time anew with the next request.
  socket.setTimeout(stalledMs);
  const timer = setTimeout(() => socket.destroy(), LONGEST_MS).unref();
  void untilSent({ request, reply }).then(() => clearTimeout(timer));
}

function untilSent({ request: { raw }, reply }: Connected): Promise<void> {
  const { socket } = raw;
  if (socket.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      reply.raw.off("finish", end).off("close", end);
      socket.off("close", end);
      resolve();
    };
    reply.raw.once("finish", end).once("close", end);
    // An answer that waits behind another of its connection does not learn of the end.
    socket.once("close", end);
  });
}
