import { randomBytes } from "node:crypto";
import type { KyselyPlugin } from "kysely";
import { pino } from "pino";
import { expect, test } from "vitest";
import { makeSecretBox } from "../../src/access/secret-box.ts";
import { Sessions } from "../../src/access/sessions.ts";
import type { UserCaller } from "../../src/core/access/caller.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { endSessionsOf } from "../../src/db/sessions.ts";
import type { Store } from "../../src/db/store.ts";
import { Retention } from "../../src/lanes/retention.ts";
import { type ASignIn, aSignIn } from "../support/a-sign-in.ts";
import { anAccount } from "../support/an-oauth-github.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface ASession extends ASignIn {
  readonly secret: string;
  readonly caller: UserCaller;
}

async function aSession(signIn?: ASignIn): Promise<ASession> {
  const made = signIn ?? (await aSignIn());
  const mona = made.browser();
  await mona.signIn(anAccount());
  const secret = mona.cookies.get("__Host-lockstep") ?? "";
  const caller = await made.sessions.callerOf(secret);
  if (caller === null) throw new Error("Nobody was signed in.");
  return { ...made, secret, caller };
}

function sessionRows({ store }: ASignIn): Promise<readonly { readonly usedAt: number }[]> {
  return store.read.selectFrom("sessions").select("usedAt").execute();
}

/** Nothing that GitHub is asked is answered until it is called. */
function hold(session: ASession): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  session.github.pause = promise;
  return resolve;
}

/** The store, where the answer of the read of that number (from 1 on) waits for `gate`. */
function slowStore({ store }: ASignIn, number: number, gate: Promise<void>): Store {
  let reads = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      reads += 1;
      if (reads === number) await gate;
      return result;
    },
  };
  const slow: Pick<Store, "read" | "write"> = {
    read: store.read.withPlugin(plugin),
    write: (work) => store.write(work),
  };
  return slow as Store;
}

test.each(["", "short", "A".repeat(43), "ä".repeat(43), `${"A".repeat(42)};`, "A".repeat(10_000)])(
  "nobody comes with %j",
  async (secret) => {
    const { sessions } = await aSession();
    expect(await sessions.callerOf(secret)).toBeNull();
  },
);

test("the hash that the database keeps is no way in", async () => {
  const { sessions, store } = await aSession();
  const { secretHash } = await store.read
    .selectFrom("sessions")
    .select("secretHash")
    .executeTakeFirstOrThrow();
  expect(await sessions.callerOf(secretHash)).toBeNull();
});

test("writes use down once an hour", async () => {
  const session = await aSession();
  const { clock, sessions, secret } = session;
  const begun = clock.now();
  await clock.pass(HOUR_MS - 1);
  await sessions.callerOf(secret);
  expect(await sessionRows(session)).toEqual([{ usedAt: begun }]);
  await clock.pass(1);
  await sessions.callerOf(secret);
  expect(await sessionRows(session)).toEqual([{ usedAt: begun + HOUR_MS }]);
});

test("gives the token as it is, and a new one shortly before it ends", async () => {
  const { clock, sessions, caller, github } = await aSession();
  const first = { hostname: "github.com", accessToken: "ghu_planted1" };
  await clock.pass(8 * HOUR_MS - 5 * MINUTE_MS - 1);
  expect(await sessions.tokenOf(caller)).toEqual(first);
  await clock.pass(1);
  expect(await sessions.tokenOf(caller)).toEqual({ ...first, accessToken: "ghu_planted2" });
  expect(await sessions.tokenOf(caller)).toEqual({ ...first, accessToken: "ghu_planted2" });
  await clock.pass(8 * HOUR_MS);
  expect(await sessions.tokenOf(caller)).toEqual({ ...first, accessToken: "ghu_planted3" });
  expect(github.refreshes).toBe(2);
});

test("asks for no renewal where tokens do not expire", async () => {
  const made = await aSignIn();
  made.github.expires = false;
  const { clock, sessions, caller, github } = await aSession(made);
  await clock.pass(6 * DAY_MS);
  expect(await sessions.tokenOf(caller)).toMatchObject({ accessToken: "ghu_planted1" });
  expect(github.refreshes).toBe(0);
});

test("many who need the token at once renew it once", async () => {
  const { clock, sessions, caller, github } = await aSession();
  await clock.pass(8 * HOUR_MS);
  const asked = Array.from({ length: 20 }, () => sessions.tokenOf(caller));
  const tokens = await Promise.all([...asked, sessions.tokenOf(caller).then(() => sessions.tokenOf(caller))]);
  expect(new Set(tokens.map((token) => token?.accessToken))).toEqual(new Set(["ghu_planted2"]));
  expect(github.refreshes).toBe(1);
});

test("who read the old token before another renewed it takes what that one got", async () => {
  const session = await aSession();
  const { clock, caller, github, parts } = session;
  await clock.pass(8 * HOUR_MS);
  const gate = Promise.withResolvers<void>();
  const sessions = new Sessions({ ...parts, store: slowStore(session, 1, gate.promise) });
  const late = sessions.tokenOf(caller);
  const first = await sessions.tokenOf(caller);
  gate.resolve();
  expect(await late).toEqual(first);
  expect(github.refreshes).toBe(1);
});

test("a renewal that GitHub refuses ends the session", async () => {
  const session = await aSession();
  const { clock, sessions, caller, github, secret } = session;
  await clock.pass(8 * HOUR_MS);
  // It was used by whoever crashed before storing what came.
  await github.refresh("github.com", "ghr_planted1");
  expect(await sessions.tokenOf(caller)).toBeNull();
  expect(await sessions.callerOf(secret)).toBeNull();
  expect(await sessionRows(session)).toEqual([]);
});

test("while GitHub does not answer, a token that holds still is used, and one that ended keeps the session", async () => {
  const { clock, sessions, caller, github, secret } = await aSession();
  github.failure = new GitHubFailure({ kind: "unreachable", detail: "timeout" });
  await clock.pass(8 * HOUR_MS - MINUTE_MS);
  expect(await sessions.tokenOf(caller)).toMatchObject({ accessToken: "ghu_planted1" });
  await clock.pass(MINUTE_MS);
  await expect(sessions.tokenOf(caller)).rejects.toThrow(GitHubFailure);
  expect(await sessions.callerOf(secret)).not.toBeNull();
  github.failure = null;
  expect(await sessions.tokenOf(caller)).toMatchObject({ accessToken: "ghu_planted2" });
});

test("who signs out while the token is renewed leaves no token behind", async () => {
  const session = await aSession();
  const { clock, sessions, caller, github, secret } = session;
  await clock.pass(8 * HOUR_MS);
  const release = hold(session);
  const renewed = sessions.tokenOf(caller);
  await sessions.signOut(secret, "192.0.2.1");
  release();
  expect(await renewed).toBeNull();
  await sessions.close();
  expect(github.revoked.toSorted()).toEqual(["ghu_planted1", "ghu_planted2"]);
  expect(await sessionRows(session)).toEqual([]);
});

test("a session is over at once, whether or not GitHub revokes the token", async () => {
  const session = await aSession();
  const { sessions, github, secret, lines } = session;
  github.failure = new GitHubFailure({ kind: "server_error", status: 502 });
  await sessions.signOut(secret, "192.0.2.1");
  expect(await sessions.callerOf(secret)).toBeNull();
  await sessions.close();
  const told = lines.filter((line) => line.includes("could not be revoked"));
  expect(told).toHaveLength(1);
  expect(lines.join("")).not.toContain("ghu_planted");
});

test("all sessions of an account end together, and those of its namesake on another host go on", async () => {
  const made = await aSignIn({ hostnames: ["github.com", "ghe.example.com"] });
  const { browser, store, sessions } = made;
  const browsers = [browser(), browser(), browser(), browser()] as const;
  await browsers[0].signIn(anAccount({ id: 7 }));
  await browsers[1].signIn(anAccount({ id: 7 }));
  await browsers[2].signIn(anAccount({ id: 7 }), "host=ghe.example.com");
  await browsers[3].signIn(anAccount({ id: 8 }));
  const callers = (): Promise<readonly (UserCaller | null)[]> =>
    Promise.all(browsers.map(({ cookies }) => sessions.callerOf(cookies.get("__Host-lockstep") ?? "")));
  const [first] = await callers();
  const account = { hostId: first?.hostId ?? 0, accountId: 7 };
  expect(await store.write((tx) => endSessionsOf(tx, account))).toBe(2);
  expect((await callers()).map((caller) => caller !== null)).toEqual([false, false, true, true]);
});

test("with another key people sign in again, nothing else is lost, and the log says so once", async () => {
  const session = await aSession();
  const { parts, caller, secret, lines, store } = session;
  const moved = { ...parts, box: makeSecretBox(randomBytes(32)) };
  expect(await new Sessions(moved).tokenOf(caller)).toBeNull();
  const other = await aSession(session);
  const before = lines.length;
  const restarted = new Sessions(moved);
  await restarted.endUnreadable();
  await restarted.endUnreadable();
  expect(await restarted.callerOf(other.secret)).toBeNull();
  expect(await restarted.callerOf(secret)).toBeNull();
  const told = lines.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told).toEqual([expect.objectContaining({ level: 40, sessions: 1 })]);
  expect(await store.read.selectFrom("users").select("login").execute()).toEqual([{ login: "octocat" }]);
});

test("with the same key a restart ends nothing", async () => {
  const { parts, caller, secret } = await aSession();
  const restarted = new Sessions(parts);
  await restarted.endUnreadable();
  expect(await restarted.callerOf(secret)).toEqual(caller);
  expect(await restarted.tokenOf(caller)).toMatchObject({ accessToken: "ghu_planted1" });
});

test("a token that was moved from another's session opens for nobody", async () => {
  const session = await aSession();
  const { store, sessions, caller, browser } = session;
  await browser().signIn(anAccount({ id: 2, login: "victim" }));
  const rows = await store.read.selectFrom("sessions").select(["id", "accessToken"]).execute();
  const stolen = rows.find(({ id }) => id !== caller.sessionId)?.accessToken ?? "";
  await store.write(({ query }) =>
    query.updateTable("sessions").set({ accessToken: stolen }).where("id", "=", caller.sessionId).execute(),
  );
  expect(await sessions.tokenOf(caller)).toBeNull();
});

test("of a host that is configured no more nobody is signed in", async () => {
  const { parts, secret } = await aSession();
  const without = new Sessions({ ...parts, hosts: { list: () => [], find: () => null } });
  expect(await without.callerOf(secret)).toBeNull();
});

test("sessions that are over are forgotten, others kept", async () => {
  const session = await aSession();
  const { clock, store, sessions } = session;
  await clock.pass(6 * DAY_MS);
  const other = await aSession(session);
  await clock.pass(DAY_MS);
  const retention = new Retention({ store, clock, log: pino({ level: "silent" }) }, 30 * DAY_MS);
  await retention.prune();
  expect(await sessionRows(session)).toHaveLength(1);
  expect(await sessions.callerOf(other.secret)).not.toBeNull();
});
