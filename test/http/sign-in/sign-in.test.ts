import { expect, test, vi } from "vitest";
import { GitHubFailure } from "../../../src/core/retry/failure.ts";
import { callback, aSignIn, stateOf } from "../../support/a-sign-in.ts";
import { anAccount } from "../../support/an-oauth-github.ts";
import { NO_LIMITS } from "../../support/an-api.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test("signs a person in, back to where they came from, and out again", async () => {
  const { browser, github, store, sessions } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin("host=github.com&returnTo=%2Flinks%3Fq%3Da");
  const asked = new URL(sent);
  expect(asked.origin + asked.pathname).toBe("https://github.com/login/oauth/authorize");
  expect(asked.searchParams.get("redirect_uri")).toBe("https://lockstep.test/auth/callback");
  const back = await mona.answer(sent, anAccount());
  expect([back.statusCode, back.headers.location]).toEqual([303, "/links?q=a"]);
  expect((await mona.get("/")).body).toContain("Signed in as octocat on github.com");
  const out = await mona.post("/auth/logout");
  expect([out.statusCode, out.headers.location]).toEqual([303, "/auth/signed-out"]);
  await sessions.close();
  expect(github.revoked).toEqual(["ghu_planted1"]);
  expect((await mona.get("/auth/signed-out")).body).toContain("You are signed out of Lockstep");
  expect((await mona.get("/")).headers.location).toBe("/auth/login");
  expect(await store.read.selectFrom("sessions").selectAll().execute()).toEqual([]);
});

test("keeps neither the cookie's secret nor a token in the clear", async () => {
  const { browser, store, lines } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin();
  const secrets = [stateOf(sent), ...mona.cookies.values()];
  await mona.answer(sent, anAccount());
  secrets.push(...mona.cookies.values(), "ghu_planted", "ghr_planted");
  const kept = JSON.stringify([
    await store.read.selectFrom("sessions").selectAll().execute(),
    await store.read.selectFrom("logins").selectAll().execute(),
    await store.read.selectFrom("activity").selectAll().execute(),
    lines,
  ]);
  expect(kept).toContain("v1.");
  for (const secret of secrets) expect(kept).not.toContain(secret);
});

test.each([
  ["https://lockstep.test", "__Host-lockstep", true],
  ["http://lockstep.test", "lockstep", false],
])("the cookie at %s is %s, for no script and no other site's form", async (publicUrl, name, secure) => {
  const { browser } = await aSignIn({ publicUrl });
  const mona = browser();
  const begun = await mona.get("/auth/login?host=github.com");
  const back = await mona.answer(String(begun.headers.location), anAccount());
  for (const [cookie, of] of [
    [begun.cookies[0], `${name}-sign-in`],
    [back.cookies[0], name],
  ] as const) {
    expect(cookie).toMatchObject({ name: of, path: "/", httpOnly: true, sameSite: "Lax" });
    expect(cookie?.secure ?? false).toBe(secure);
    expect(cookie).not.toHaveProperty("domain");
    expect(cookie?.value).toMatch(/^[\w-]{43}$/);
  }
  expect(back.headers["cache-control"]).toBe("no-store");
});

test("a cookie of the plain name counts for nothing over TLS", async () => {
  const { browser } = await aSignIn();
  const mona = browser();
  await mona.signIn(anAccount());
  const secret = mona.cookies.get("__Host-lockstep") ?? "";
  const planted = await browser().get("/", { cookie: `lockstep=${secret}` });
  expect(planted.headers.location).toBe("/auth/login");
});

test("the sign-in page lists the hosts, and none without a client secret", async () => {
  const { server } = await aSignIn({ hostnames: ["github.com", "ghe.example.com:8443"] });
  const page = await server.inject("/auth/login?returnTo=%2Flinks%3Fa%3D1%26b%3D2");
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('href="/auth/login?host=github.com&amp;returnTo=%2Flinks%3Fa%3D1%26b%3D2"');
  expect(page.body).toContain("host=ghe.example.com%3A8443");
  expect(page.body).not.toContain("not served over https");
  const closed = await aSignIn({ overrides: { hosts: { list: () => [], find: () => null } } });
  expect((await closed.server.inject("/auth/login")).body).toContain("Nobody can sign in");
  expect((await closed.server.inject("/auth/login?host=github.com")).statusCode).toBe(404);
  expect((await closed.server.inject("/auth/callback?state=a&code=b")).statusCode).toBe(404);
});

test.each([
  ["http://lockstep.test", "This page is not served over https"],
  ["http://192.168.1.5:3000", "This page is not served over https"],
  ["http://localhost:3000", "on this machine alone"],
  ["http://127.0.0.1:3000", "on this machine alone"],
])("the sign-in page at %s says %s", async (publicUrl, words) => {
  const { server } = await aSignIn({ publicUrl });
  expect((await server.inject("/auth/login")).body).toContain(words);
});

test("says kindly that the person did not agree, and lets them begin again where they were", async () => {
  const { browser } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin("host=github.com&returnTo=%2Flinks");
  const answer = { error: "access_denied", error_description: "<b>evil</b>", state: stateOf(sent) };
  const page = await mona.get(callback(sent, answer));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("You did not let Lockstep know who you are");
  expect(page.body).toContain('href="/auth/login?host=github.com&amp;returnTo=%2Flinks"');
  expect(page.body).not.toContain("evil");
  expect(page.cookies).toEqual([]);
});

test.each([
  ["application_suspended", "<code>application_suspended</code>"],
  ["<script>", "GitHub did not sign you in."],
  ["redirect_uri_mismatch", "<code>https://lockstep.test/auth/callback</code>"],
])("names GitHub's error %s", async (error, shown) => {
  const { browser } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin();
  const page = await mona.get(callback(sent, { error, state: stateOf(sent) }));
  expect(page.body).toContain(shown);
  expect(page.body).not.toContain("<script>");
});

test("says that GitHub does not answer, and signs nobody in", async () => {
  const { browser, github, store } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin();
  github.failure = new GitHubFailure({ kind: "unreachable", detail: "timeout" });
  const page = await mona.answer(sent, anAccount());
  expect([page.statusCode, page.headers["retry-after"]]).toEqual([503, "10"]);
  expect(page.headers["content-type"]).toContain("text/html");
  expect(page.body).toContain("GitHub did not answer in time");
  for (const kind of ["unauthorized", "not_found"] as const) {
    github.failure = new GitHubFailure({ kind });
    const refused = await mona.answer(await mona.begin(), anAccount());
    expect(refused.statusCode).toBe(502);
    expect(refused.body).toContain("does not take this App&#39;s client id and client secret");
  }
  expect(await store.read.selectFrom("sessions").selectAll().execute()).toEqual([]);
});

test("does not keep a token whose person GitHub does not name", async () => {
  const { browser, github, sessions } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin();
  const viewer = vi.spyOn(github, "viewer");
  viewer.mockRejectedValueOnce(new GitHubFailure({ kind: "server_error", status: 502 }));
  expect((await mona.answer(sent, anAccount())).statusCode).toBeGreaterThanOrEqual(500);
  await sessions.close();
  expect(github.revoked).toEqual(["ghu_planted1"]);
});

test("a person who was renamed on GitHub is the same user under the new name", async () => {
  const { browser, store } = await aSignIn();
  const mona = browser();
  await mona.signIn(anAccount({ id: 7, login: "mona" }));
  await browser().signIn(anAccount({ id: 7, login: "lisa" }));
  expect((await mona.get("/")).body).toContain("Signed in as lisa");
  // Somebody else takes the name that was given up.
  await browser().signIn(anAccount({ id: 8, login: "mona" }));
  const users = await store.read.selectFrom("users").select(["accountId", "login"]).execute();
  expect(users).toEqual([
    { accountId: 7, login: "lisa" },
    { accountId: 8, login: "mona" },
  ]);
});

test("accounts of one id on two hosts are two users", async () => {
  const { browser, store, sessions } = await aSignIn({ hostnames: ["github.com", "ghe.example.com"] });
  const [here, there] = [browser(), browser()];
  await here.signIn(anAccount({ id: 7 }));
  await there.signIn(anAccount({ id: 7 }), "host=GHE.example.com");
  const users = await store.read.selectFrom("users").select(["id", "hostId", "accountId"]).execute();
  expect(new Set(users.map(({ hostId }) => hostId)).size).toBe(2);
  const callers = await Promise.all(
    [here, there].map((one) => sessions.callerOf(one.cookies.get("__Host-lockstep") ?? "")),
  );
  expect(callers.map((caller) => caller?.hostname)).toEqual(["github.com", "ghe.example.com"]);
  expect((await there.get("/")).body).toContain("on ghe.example.com");
});

test("a session is over when it was not used for seven days, however it is used after thirty", async () => {
  const { browser, clock } = await aSignIn();
  const isIn = async (one: ReturnType<typeof browser>): Promise<boolean> =>
    (await one.get("/")).statusCode === 200;
  const [idle, used] = [browser(), browser()];
  await idle.signIn(anAccount());
  await used.signIn(anAccount());
  await clock.pass(6.5 * DAY_MS);
  expect(await isIn(used)).toBe(true);
  await clock.pass(0.5 * DAY_MS);
  expect([await isIn(idle), await isIn(used)]).toEqual([false, true]);
  for (let day = 8; day < 30; day += 1) {
    await clock.pass(DAY_MS);
    expect([day, await isIn(used)]).toEqual([day, true]);
  }
  await clock.pass(DAY_MS);
  expect(await isIn(used)).toBe(false);
});

test("slows who fails to sign in too often, and nobody else", async () => {
  const { browser, server } = await aSignIn();
  const guess = async (index: number) =>
    (await server.inject(`/auth/callback?code=a&state=${String(index).repeat(43).slice(0, 43)}`)).statusCode;
  for (let index = 0; index < 10; index += 1) expect(await guess(index)).toBe(400);
  expect(await guess(1)).toBe(429);
  const mona = browser();
  const sent = await mona.begin();
  const refused = await mona.answer(sent, anAccount());
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  const elsewhere = await server.inject({
    url: "/auth/callback?code=a&state=b",
    remoteAddress: "192.0.2.7",
  });
  expect(elsewhere.statusCode).toBe(400);
});

test("is sent to setup where no App is configured yet", async () => {
  const { server } = await aSignIn({ overrides: { hosts: { list: () => [], find: () => null } } });
  expect((await server.inject("/")).headers.location).toBe("/setup");
});

test("forgets sign-ins that nobody finished", async () => {
  const { browser, clock, store } = await aSignIn({ overrides: { limits: NO_LIMITS } });
  for (let count = 0; count < 20; count += 1) await browser().begin();
  await clock.pass(10 * 60_000);
  await browser().begin();
  expect(await store.read.selectFrom("logins").select("id").execute()).toHaveLength(1);
});
