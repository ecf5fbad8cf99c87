/**
 * Room in memory for the texts that are read to be compared or sent. It is taken before the texts are read, by the sizes that
 * the database tells, and given back once they are neither being read nor waiting to be sent, whatever became of the request.
 */
import { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
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
