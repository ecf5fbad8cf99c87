/** What is kept of answers, and what is done where one fails. */
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ASKING } from "./asking.ts";
import { Problem } from "./problem.ts";

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: ASKING,
  });
}

/** The session has ended: back here after signing in. What was written and not saved is kept in the browser. */
function signInAgain(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== "unauthorized") return;
  const here = `${location.pathname}${location.search}`;
  location.assign(`/auth/login?returnTo=${encodeURIComponent(here)}`);
}
