/** Puts together what the routes work with. */
import type { KeyObject } from "node:crypto";
import { Turns, type SandboxContext } from "./context.ts";
import { FaultBoard } from "./faults.ts";
import { HeadHistory } from "./git/head-history.ts";
import { Requests } from "./request-log.ts";
import type { State } from "./state.ts";
import { Tokens } from "./tokens.ts";
import { UserTokens } from "./user-tokens.ts";
import { WebhookSender } from "./webhooks/webhook-sender.ts";

export interface ContextParts {
  readonly dir: string;
  readonly state: State;
  readonly now: () => number;
  readonly appKey: KeyObject;
  readonly target: string | undefined;
}

export function createContext({ dir, state, now, appKey, target }: ContextParts): SandboxContext {
  const faults = new FaultBoard();
  const address = { url: "" };
  const webhooks = new WebhookSender({
    secret: state.data.app.webhookSecret,
    hookId: state.data.app.id + 1000,
    target: target ?? null,
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
    appKey,
    requests,
    faults,
    webhooks,
    tokens,
    userTokens: new UserTokens(state, now),
    heads,
    writing: new Turns(),
  };
}
