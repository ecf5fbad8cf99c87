/** A workspace whose events are listened to over sockets, by a person whose session and rights the test decides. */
import type { Rights } from "../../src/core/access/rights.ts";
import type { UserCaller } from "../../src/core/access/caller.ts";
import { makeEvents, registerEvents } from "../../src/http/events.ts";
import type { EventLimits } from "../../src/http/events/event-hub.ts";
import { ROUTES } from "../../src/http/routes.ts";
import { callerOfToken } from "../../src/access/tokens.ts";
import type { Store } from "../../src/db/store.ts";
import { adminAccess } from "./an-access.ts";
import { type AnEventStream, anEventStream, listening } from "./an-event-stream.ts";
import { ADMIN_TOKEN, anApi, type AnApi } from "./an-api.ts";
import { aStore } from "./a-store.ts";

/** Whoever holds the session; null: their session is over, or the workspace is closed to them. */
export interface APerson {
  rights: Rights | null | (() => never);
  isSignedIn: boolean;
}

export interface AnEventScene extends AnApi {
  readonly port: number;
  readonly person: APerson;
  readonly asAdmin: (lastId?: string, slug?: string) => Promise<AnEventStream>;
  readonly asPerson: (lastId?: string) => Promise<AnEventStream>;
  readonly asToken: (token: string) => Promise<AnEventStream>;
}

const now = (): number => Date.parse("2026-01-02T03:04:05Z");

const QUICK: EventLimits = {
  beatMs: 30,
  cutMs: 60_000,
  askMs: 60_000,
  tickMs: 10,
  restMs: 1,
  mostListeners: 20_000,
  mostOfAudience: 100,
};

export const NO_RIGHTS: Rights = {
  isAdmin: false,
  readable: new Set(),
  pushable: new Set(),
  userId: 77,
  saves: "none",
};

export async function anEventScene({
  limits = {},
  wrap = (store) => store,
}: {
  readonly limits?: Partial<EventLimits>;
  readonly wrap?: (store: Store) => Store;
} = {}): Promise<AnEventScene> {
  const person: APerson = { rights: NO_RIGHTS, isSignedIn: true };
  const store = wrap(await aStore());
  const access = adminAccess(ADMIN_TOKEN, {
    callerOfToken: (secret) => callerOfToken({ store, now }, secret),
    callerOfSession: async () => (person.isSignedIn ? CALLER : null),
    users: {
      rightsIn: async () => (typeof person.rights === "function" ? person.rights() : person.rights),
      workspacesOf: async () => new Set(),
    },
  });
  const stream = makeEvents({ ...QUICK, ...limits });
  const workspace = ROUTES.workspace.map((plugin) => (plugin === registerEvents ? stream : plugin));
  const api = await anApi({ store, access, now }, { ...ROUTES, workspace });
  const port = await listening(api.server);
  const listen = (headers: Record<string, string>, lastId?: string, slug = "acme"): Promise<AnEventStream> =>
    anEventStream(
      port,
      { ...headers, ...(lastId !== undefined && { "last-event-id": lastId }) },
      `/api/v1/workspaces/${slug}/events`,
    );
  return {
    ...api,
    port,
    person,
    asAdmin: (lastId, slug) => listen({ authorization: `Bearer ${ADMIN_TOKEN}` }, lastId, slug),
    asPerson: (lastId) => listen({ cookie: `lockstep=${"s".repeat(43)}` }, lastId),
    asToken: (token) => listen({ authorization: `Bearer ${token}` }),
  };
}

const CALLER: UserCaller = {
  kind: "user",
  userId: NO_RIGHTS.userId ?? 0,
  sessionId: 1,
  hostId: 1,
  hostname: "github.com",
  accountId: 1,
  login: "mona",
};
