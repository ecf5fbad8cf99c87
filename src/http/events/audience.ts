/**
 * Those who listen to one workspace with the same credential: their rights are asked for once for all of them, when one
 * comes, every minute, and when something tells that they may have changed.
 */
import { type Access, type Credentials, RightsUnknown, SessionEnded } from "../../core/access/access-port.ts";
import type { Rights } from "../../core/access/rights.ts";
import { TokenEnded } from "../../core/access/token-ended.ts";
import type { EventCursor } from "../../db/events.ts";
import type { Reader } from "../../db/store.ts";
import { findWorkspace, slugOfWorkspace } from "../../db/workspaces.ts";
import type { Listener, StreamEnd } from "./listener.ts";

export interface AskedOf {
  readonly access: Access;
  readonly reader: Reader;
}

export class Audience {
  readonly workspaceId: number;
  /** Row id of the person; null: a program. */
  readonly userId: number | null;
  readonly #credentials: Credentials;
  /** Numbers of the last question, and of the last one whose answer counts. */
  #asked = 0;
  #answered = 0;
  /** Null: not known at the moment, so nothing is told. */
  rights: Rights | null = null;
  askedAt = 0;
  /** When they are asked for next. */
  askAt = 0;
  readonly listeners = new Set<Listener>();
  /** Those who were told everything that the hub has read. */
  readonly live = new Set<Listener>();

  constructor(of: {
    readonly workspaceId: number;
    readonly userId: number | null;
    readonly credentials: Credentials;
  }) {
    this.workspaceId = of.workspaceId;
    this.userId = of.userId;
    this.#credentials = of.credentials;
  }

  /** They are told nothing more until somebody reads for them from there. */
  fallBehind(from: EventCursor): void {
    for (const listener of this.live) listener.cursor = from;
    this.live.clear();
  }

  /** Whatever is being asked already may be answered as it was before. */
  forgetRights(): void {
    this.rights = null;
    this.#answered = this.#asked;
  }

  /** Null: a later question was answered first, or the rights were forgotten since. */
  async ask({ access, reader }: AskedOf): Promise<Answer | null> {
    this.#asked += 1;
    const own = this.#asked;
    const answer = await rightsOf(access, reader, this.workspaceId, this.#credentials);
    if (own <= this.#answered) return null;
    this.#answered = own;
    return answer;
  }
}

export type Answer =
  | { readonly kind: "holds"; readonly rights: Rights }
  /** GitHub does not say. */
  | { readonly kind: "unknown"; readonly retryAfterMs: number }
  | { readonly kind: "over"; readonly end: StreamEnd };

const SIGNED_OUT: Answer = {
  kind: "over",
  end: { code: "unauthorized", detail: "The token or the sign-in is over." },
};
const CLOSED: Answer = {
  kind: "over",
  end: { code: "not_found", detail: "The workspace is not open to you any more." },
};

async function rightsOf(
  access: Access,
  reader: Reader,
  workspaceId: number,
  credentials: Credentials,
): Promise<Answer> {
  try {
    const caller = await access.identify(credentials);
    if (caller === null) return SIGNED_OUT;
    const workspace = await findWorkspace(reader, await slugOfWorkspace(reader, workspaceId));
    const rights = workspace === null ? null : await access.rightsIn(caller, workspace);
    return rights === null ? CLOSED : { kind: "holds", rights };
  } catch (error) {
    if (error instanceof TokenEnded || error instanceof SessionEnded) return SIGNED_OUT;
    if (error instanceof RightsUnknown) return { kind: "unknown", retryAfterMs: error.retryAfterMs };
    throw error;
  }
}
