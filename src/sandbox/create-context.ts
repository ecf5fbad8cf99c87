/** Puts together what the routes work with. */
import { beginFlows } from "./browser-flows.ts";
import { Turns, type SandboxContext } from "./context.ts";
import { FaultBoard } from "./faults.ts";
import { HeadHistory } from "./git/head-history.ts";
import { Requests } from "./request-log.ts";
import type { State } from "./state.ts";
import { Tokens } from "./tokens.ts";
import { UserTokens } from "./user-tokens.ts";
import { AppWebhooks } from "./webhooks/app-webhooks.ts";

export interface ContextParts {
  readonly dir: string;
  readonly state: State;
  readonly now: () => number;
}

export function createContext({ dir, state, now }: ContextParts): SandboxContext {
  const faults = new FaultBoard();
  const address = { url: "" };
  const webhooks = new AppWebhooks(state, {
    hostname: () => address.url.replace("http://", ""),
    now,
    nextId: () => state.takeId() + 100_000_000,
    faults,
  });
  const heads = new HeadHistory(faults, now);
  const requests = new Requests();
  const tokens = new Tokens();
  return {
    dir,
    state,
    now,
    address,
    requests,
    faults,
    webhooks,
    tokens,
    userTokens: new UserTokens(state, now),
    flows: beginFlows(state, now),
    heads,
    writing: new Turns(),
  };
}
