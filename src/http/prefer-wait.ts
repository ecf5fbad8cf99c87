/**
 * `Prefer: wait=N` (RFC 7240): the answer is held until the work is done, at most N seconds. Waiting looks again only when the
 * store says that something was written, so a thousand who wait cost nothing while nothing happens.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Store } from "../db/store.ts";
import type { ApiServer } from "./dependencies.ts";

/** Proxies give up soon after. */
const LONGEST_WAIT_S = 60;

export interface Waiter {
  /**
   * Resolves with what `look` finds once that is not null; with null after the time that the request prefers, when the caller
   * has gone, or when the server stops. Without the preference `look` is not asked.
   */
  wait<T>(request: FastifyRequest, reply: FastifyReply, look: () => Promise<T | null>): Promise<T | null>;
}

/** One for each scope; its waits end when the server stops. */
export function makeWaiter(server: ApiServer, store: Store): Waiter {
  const stopping = new AbortController();
  server.addHook("preClose", async () => stopping.abort());
  return {
    async wait(request, reply, look) {
      const seconds = preferredWait(request.headers["prefer"]);
      if (seconds === null) return null;
      void reply.header("preference-applied", `wait=${seconds}`);
      const gone = new AbortController();
      const onClose = (): void => gone.abort();
      reply.raw.once("close", onClose);
      const signal = AbortSignal.any([stopping.signal, gone.signal]);
      try {
        return await waitFor({ store, waitMs: seconds * 1000, signal }, look);
      } finally {
        reply.raw.off("close", onClose);
      }
    },
  };
}

/** Whole seconds, at most `LONGEST_WAIT_S`; null where the request does not prefer to wait, or says it wrongly. */
function preferredWait(header: string | readonly string[] | undefined): number | null {
  const preferences = [header ?? []].flat().join(",").split(",");
  for (const preference of preferences) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;.*)?$/i.exec(preference)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), LONGEST_WAIT_S);
  }
  return null;
}

interface WaitLimits {
  readonly store: Store;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** A signal that comes while looking is not missed: it is looked again. */
async function waitFor<T>(limits: WaitLimits, look: () => Promise<T | null>): Promise<T | null> {
  let wake: (() => void) | null = null;
  let isSignalled = false;
  let isOver = limits.signal.aborted;
  const over = (): void => {
    isOver = true;
    wake?.();
  };
  const signalled = (): void => {
    isSignalled = true;
    wake?.();
  };
  const stops = [limits.store.listen("units", signalled), limits.store.listen("links", signalled)];
  const timer = setTimeout(over, limits.waitMs);
  limits.signal.addEventListener("abort", over);
  try {
    for (;;) {
      isSignalled = false;
      const found = await look();
      if (found !== null || isOver) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isSignalled || isOver) resolve();
      });
    }
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener("abort", over);
    for (const stop of stops) stop();
  }
}
