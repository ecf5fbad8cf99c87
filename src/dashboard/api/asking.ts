import type { DefaultOptions } from "@tanstack/react-query";
import { Problem } from "./problem.ts";

/**
 * Whether the browser takes itself to be online says nothing about this server, which may be on the same machine. What is asked for
 * is done at once or fails: nothing waits, to be done when nobody looks any more.
 */
const NETWORK = "always";

export const ASKING: DefaultOptions = {
  queries: {
    staleTime: 10_000,
    retry: isWorthAnother,
    retryDelay: (attempt) => 500 * 2 ** attempt,
    networkMode: NETWORK,
    refetchOnReconnect: true,
  },
  mutations: { networkMode: NETWORK },
};

function isWorthAnother(failures: number, error: unknown): boolean {
  const isPassing = error instanceof Problem && (error.status === 0 || error.status >= 502);
  return isPassing && failures < 2;
}
