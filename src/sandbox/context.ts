/** What every route of the sandbox works with. */
import { join } from "node:path";
import type { BrowserFlows } from "./browser-flows.ts";
import type { FaultBoard } from "./faults.ts";
import type { HeadHistory } from "./git/head-history.ts";
import type { Requests } from "./request-log.ts";
import type { RepositoryRecord, State } from "./state.ts";
import type { Tokens } from "./tokens.ts";
import type { UserTokens } from "./user-tokens.ts";
import type { AppWebhooks } from "./webhooks/app-webhooks.ts";

export interface SandboxContext {
  readonly dir: string;
  readonly state: State;
  readonly now: () => number;
  /** `http://127.0.0.1:PORT`; known once the server listens. */
  readonly address: { url: string };
  readonly requests: Requests;
  readonly faults: FaultBoard;
  readonly webhooks: AppWebhooks;
  readonly tokens: Tokens;
  readonly userTokens: UserTokens;
  readonly flows: BrowserFlows;
  readonly heads: HeadHistory;
  readonly writing: Turns;
}

export function gitDirOf(context: SandboxContext, repository: RepositoryRecord): string {
  return join(context.dir, "repositories", `${repository.id}.git`);
}

/** One at a time for each key: all writing to a repository. */
export class Turns {
  readonly #last = new Map<number, Promise<unknown>>();

  async take<T>(key: number, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
