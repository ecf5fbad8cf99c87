import { expect, test } from "vitest";
import { makeLimits } from "../../../src/http/authorization/limits.ts";
import type { Answer } from "../../support/an-api.ts";
import { type ASignIn, aSignIn, callback, stateOf } from "../../support/a-sign-in.ts";
import { anAccount } from "../../support/an-oauth-github.ts";

const HOSTS = ["github.com", "ghe.example.com"];

/** Nobody was signed in by it, and nobody is. */
async function expectRefused({ store }: ASignIn, answer: Answer, words: string): Promise<void> {
  expect([answer.statusCode, answer.cookies]).toEqual([400, []]);
  expect(answer.body).toContain(words);
  expect(await store.read.selectFrom("sessions").select("id").execute()).toEqual([]);
}

test("takes a state once", async () => {
  const signIn = await aSignIn();
  const mona = signIn.browser();
  const sent = await mona.begin();
  const { code, state } = signIn.github.approve(sent, anAccount());
  expect((await mona.get(callback(sent, { code, state }))).statusCode).toBe(303);
  await mona.post("/auth/logout");
  const again = signIn.github.approve(sent, anAccount());
  await expectRefused(signIn, await mona.get(callback(sent, again)), "finished already");
});

test("takes a state once, also where it was answered with a refusal", async () => {
  const signIn = await aSignIn();
  const mona = signIn.browser();
  const sent = await mona.begin();
  await mona.get(callback(sent, { error: "access_denied", state: stateOf(sent) }));
  await expectRefused(signIn, await mona.answer(sent, anAccount()), "finished already");
});

test("takes no state that it did not make", async () => {
  const signIn = await aSignIn();
  const mona = signIn.browser();
  const sent = await mona.begin();
  const { code } = signIn.github.approve(sent, anAccount());
  for (const state of ["", "a", "A".repeat(43), `${stateOf(sent)}=`, "%00", "😀"]) {
    await expectRefused(signIn, await mona.get(callback(sent, { code, state })), "was not begun here");
  }
  await expectRefused(signIn, await mona.get(callback(sent, { code })), "was not begun here");
  await expectRefused(signIn, await mona.get("/auth/callback"), "was not begun here");
});

test("takes the answer from the browser alone that began, and from none after that", async () => {
  const signIn = await aSignIn();
  const [attacker, victim] = [signIn.browser(), signIn.browser()];
  const sent = await attacker.begin();
  const { code, state } = signIn.github.approve(sent, anAccount({ login: "attacker" }));
  // The attacker sends the link to somebody, who would work in the attacker's name.
  await expectRefused(signIn, await victim.get(callback(sent, { code, state })), "not begun in this browser");
  await expectRefused(signIn, await attacker.get(callback(sent, { code, state })), "finished already");
  await victim.begin();
  const other = await attacker.begin();
  await expectRefused(signIn, await victim.answer(other, anAccount()), "not begun in this browser");
});

test("takes no answer of another host than the one that was asked", async () => {
  const signIn = await aSignIn({ hostnames: HOSTS });
  const mona = signIn.browser();
  const sent = await mona.begin("host=ghe.example.com");
  expect(new URL(sent).searchParams.get("redirect_uri")).toBe(
    "https://lockstep.test/auth/callback/ghe.example.com",
  );
  const { code, state } = signIn.github.approve(sent, anAccount());
  const mixed = await mona.get(`/auth/callback?code=${code}&state=${state}`);
  await expectRefused(signIn, mixed, "another GitHub server");
  const first = await mona.begin("host=github.com");
  const moved = await mona.get(`/auth/callback/ghe.example.com?code=${code}&state=${stateOf(first)}`);
  await expectRefused(signIn, moved, "another GitHub server");
});

test("the first host has one callback, a host that is not configured none", async () => {
  const { server } = await aSignIn({ hostnames: HOSTS });
  for (const host of ["github.com", "evil.example", "..%2Fcallback", "__proto__"]) {
    const answer = await server.inject(`/auth/callback/${host}?code=a&state=b`);
    expect([host, answer.statusCode]).toEqual([host, 404]);
  }
});

test("takes a state for ten minutes", async () => {
  const signIn = await aSignIn();
  const mona = signIn.browser();
  const [late, inTime] = [await mona.begin(), await mona.begin()];
  await signIn.clock.pass(10 * 60_000 - 1);
  expect((await mona.answer(inTime, anAccount())).statusCode).toBe(303);
  await mona.post("/auth/logout");
  await signIn.clock.pass(1);
  await expectRefused(signIn, await mona.answer(late, anAccount()), "more than ten minutes ago");
});

test("two tabs sign in side by side, in any order", async () => {
  const { browser, sessions, github } = await aSignIn({ hostnames: HOSTS });
  const mona = browser();
  const first = await mona.begin("host=github.com&returnTo=%2Ffirst");
  const second = await mona.begin("host=ghe.example.com&returnTo=%2Fsecond");
  expect((await mona.answer(second, anAccount({ id: 2 }))).headers.location).toBe("/second");
  expect((await mona.answer(first, anAccount({ id: 1 }))).headers.location).toBe("/first");
  // One cookie, one session: the later one.
  expect((await mona.get("/")).body).toContain("on github.com");
  await sessions.close();
  expect(github.revoked).toEqual(["ghu_planted1"]);
});

test("takes no code that GitHub refuses, or that was given for another verifier", async () => {
  const signIn = await aSignIn();
  const mona = signIn.browser();
  const sent = await mona.begin();
  const unknown = await mona.get(callback(sent, { code: "unknown", state: stateOf(sent) }));
  await expectRefused(signIn, unknown, "did not take the code");
  // A code that somebody else's sign-in was given, put into one's own (RFC 9700, 4.5).
  const stolen = signIn.github.approve(await signIn.browser().begin(), anAccount({ login: "victim" }));
  const own = await mona.begin();
  const injected = await mona.get(callback(own, { code: stolen.code, state: stateOf(own) }));
  await expectRefused(signIn, injected, "did not take the code");
});

test("another site's images and frames use up nobody's attempts, and take no state", async () => {
  const { browser, github } = await aSignIn({ overrides: { limits: makeLimits() } });
  const mona = browser();
  const sent = await mona.begin();
  const { code, state } = github.approve(sent, anAccount());
  for (const destination of ["image", "iframe", "empty"]) {
    for (let time = 0; time < 5; time += 1) {
      const foreign = { "sec-fetch-dest": destination, "sec-fetch-site": "cross-site" };
      expect((await mona.get("/auth/callback?code=a&state=b", foreign)).statusCode).toBe(403);
      expect((await mona.get(callback(sent, { code, state }), foreign)).statusCode).toBe(403);
    }
  }
  const sentByGitHub = { "sec-fetch-dest": "document", "sec-fetch-site": "cross-site" };
  expect((await mona.get(callback(sent, { code, state }), sentByGitHub)).statusCode).toBe(303);
});

test("a parameter that is sent twice is refused", async () => {
  const { server } = await aSignIn();
  for (const query of ["state=a&state=b&code=c", "state=a&code=b&code=c", "error=a&error=b&state=c"]) {
    expect((await server.inject(`/auth/callback?${query}`)).statusCode).toBe(400);
  }
});

test("a new sign-in has a new secret, and ends the session that the browser had", async () => {
  const { browser, store } = await aSignIn();
  const [attacker, victim] = [browser(), browser()];
  await attacker.signIn(anAccount({ id: 1, login: "attacker" }));
  const planted = attacker.cookies.get("__Host-lockstep") ?? "";
  victim.cookies.set("__Host-lockstep", planted);
  await victim.signIn(anAccount({ id: 2, login: "victim" }));
  expect(victim.cookies.get("__Host-lockstep")).not.toBe(planted);
  expect((await attacker.get("/")).headers.location).toBe("/auth/login");
  expect(await store.read.selectFrom("sessions").select("id").execute()).toHaveLength(1);
  // A secret of the attacker's own choice.
  const chosen = browser();
  chosen.cookies.set("__Host-lockstep", "A".repeat(43));
  await chosen.signIn(anAccount({ id: 2 }));
  expect(chosen.cookies.get("__Host-lockstep")).not.toBe("A".repeat(43));
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "https://evil.example",
  "%2F%2Fevil.example",
  "/.//evil.example",
  "/\tevil",
  "/\r\nset-cookie: lockstep=planted",
  "/auth/logout",
  "javascript:alert(1)",
  "@evil.example",
])("leads nowhere else by returnTo=%j", async (wish) => {
  const { browser } = await aSignIn();
  const mona = browser();
  const back = await mona.signIn(anAccount(), `host=github.com&returnTo=${encodeURIComponent(wish)}`);
  expect([back.statusCode, back.headers.location]).toEqual([303, "/"]);
  expect(back.cookies.map(({ name }) => name)).toEqual(["__Host-lockstep"]);
});

test.each<[string, Record<string, string>]>([
  ["another site", { "sec-fetch-site": "cross-site" }],
  [
    "another site, whatever else it says",
    { "sec-fetch-site": "cross-site", origin: "https://lockstep.test" },
  ],
  ["a site beside it", { "sec-fetch-site": "same-site" }],
  ["another origin", { origin: "https://evil.example" }],
  ["an origin that begins alike", { origin: "https://lockstep.test.evil.example" }],
  ["another port", { origin: "https://lockstep.test:8443" }],
  ["plain http", { origin: "http://lockstep.test" }],
  ["no origin", { origin: "null" }],
  ["nowhere", {}],
])("does not sign out by a request from %s", async (_name, headers) => {
  const { browser } = await aSignIn();
  const mona = browser();
  await mona.signIn(anAccount());
  const refused = await mona.post("/auth/logout", headers);
  expect([refused.statusCode, refused.cookies]).toEqual([403, []]);
  expect(refused.body).toContain("begun by another site");
  expect((await mona.get("/")).statusCode).toBe(200);
  expect((await mona.get("/auth/logout")).statusCode).toBe(405);
});

test("signs out by the origin where a browser says no more", async () => {
  const { browser } = await aSignIn();
  const mona = browser();
  await mona.signIn(anAccount());
  const out = await mona.post("/auth/logout", { origin: "https://lockstep.test" });
  expect(out.headers.location).toBe("/auth/signed-out");
  expect((await mona.get("/")).headers.location).toBe("/auth/login");
});

test("builds no address from what a request says of the server", async () => {
  const { browser } = await aSignIn();
  const mona = browser();
  const forged = {
    host: "evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    forwarded: "host=evil.example;proto=http",
  };
  const begun = await mona.get("/auth/login?host=github.com", forged);
  expect(new URL(String(begun.headers.location)).searchParams.get("redirect_uri")).toBe(
    "https://lockstep.test/auth/callback",
  );
  expect(begun.cookies[0]?.name).toBe("__Host-lockstep-sign-in");
  expect((await mona.get("/auth/login", forged)).body).not.toContain("evil.example");
});

test("names the host that was wished for nowhere", async () => {
  const { server } = await aSignIn();
  const answer = await server.inject("/auth/login?host=%3Cscript%3Eevil%3C/script%3E");
  expect(answer.statusCode).toBe(404);
  expect(answer.headers["content-type"]).toContain("text/html");
  expect(answer.body).not.toContain("evil");
});
