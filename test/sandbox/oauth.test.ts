import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { ABrowser } from "../support/a-browser.ts";
import { ask, aSandbox, at } from "../support/a-sandbox.ts";
import { faultsOf } from "./github-description.ts";

const CALLBACK = "http://127.0.0.1:1/auth/callback";

async function aScene(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await aSandbox({ seed: true, ...options });
  sandbox.apps.configure({ callbackUrls: [CALLBACK, "http://127.0.0.1:1/other"] });
  return sandbox;
}

/** Stops where the App would be. */
const aBrowser = (): ABrowser => new ABrowser((url) => url.port === "1");

function authorizeUrl(sandbox: Sandbox, fields: Record<string, string> = {}): string {
  const query = new URLSearchParams({ client_id: sandbox.app.clientId, state: "a state & more", ...fields });
  return `${sandbox.url}/login/oauth/authorize?${query}`;
}

/** From the App's redirect to the code in its callback. */
async function codeFor(
  sandbox: Sandbox,
  login: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const browser = aBrowser();
  await browser.open(authorizeUrl(sandbox, fields));
  await browser.send({ fields: { login } });
  if (browser.page.url.port !== "1") await browser.send({ fields: { authorize: "1" } });
  return browser.page.url.searchParams.get("code") ?? "";
}

async function exchange(
  sandbox: Sandbox,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> {
  const { clientId: client_id, clientSecret: client_secret } = sandbox.app;
  const response = await fetch(`${sandbox.url}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/json", ...headers },
    body: JSON.stringify({ client_id, client_secret, ...fields }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

function aVerifier(): { readonly verifier: string; readonly asked: Record<string, string> } {
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  return { verifier, asked: { code_challenge: challenge, code_challenge_method: "S256" } };
}

test("pages have the one style that their policy allows", async () => {
  const sandbox = await aScene();
  const { text, headers } = await aBrowser().open(`${sandbox.url}/login`);
  const [, style = ""] = /<style>([^]*?)<\/style>/.exec(text) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(headers.get("content-security-policy")).toContain(`style-src 'sha256-${hash}'`);
});

describe("signing in", () => {
  test("asks who, then for consent, and sends the browser back with code and state", async () => {
    const sandbox = await aScene();
    const browser = aBrowser();
    await browser.open(authorizeUrl(sandbox, { redirect_uri: CALLBACK }));
    expect(browser.page.url.pathname).toBe("/login");
    expect(browser.page.text).toContain("paul");
    await browser.send({ fields: { login: "paul" } });
    expect(browser.page.text).toContain("Authorize lockstep-sandbox");
    await browser.send({ fields: { authorize: "1" } });
    const { url } = browser.page;
    expect([url.origin + url.pathname, url.searchParams.get("state")]).toEqual([CALLBACK, "a state & more"]);
    const code = url.searchParams.get("code") ?? "";
    const granted = await exchange(sandbox, { code, redirect_uri: CALLBACK });
    expect(granted).toEqual({
      access_token: expect.stringMatching(/^ghu_\w{36}$/),
      expires_in: 28_800,
      refresh_token: expect.stringMatching(/^ghr_\w{76}$/),
      refresh_token_expires_in: 15_897_600,
      scope: "",
      token_type: "bearer",
    });
    const viewer = await ask(sandbox, "/user", { token: String(granted["access_token"]) });
    expect(at(viewer.body, "login")).toBe("paul");
  });

  test("asks for consent once, and again when it was revoked", async () => {
    const sandbox = await aScene();
    const browser = aBrowser();
    await browser.open(authorizeUrl(sandbox));
    await browser.send({ fields: { login: "rita" } });
    await browser.send({ fields: { authorize: "1" } });
    await browser.open(authorizeUrl(sandbox));
    expect(browser.page.url.searchParams.get("code")).toMatch(/^[0-9a-f]{40}$/);
    await browser.open(`${sandbox.url}/settings/apps/authorizations`);
    await browser.send({ form: "client_id" });
    expect(browser.page.text).toContain("You have authorized no App");
    await browser.open(authorizeUrl(sandbox));
    expect(browser.page.text).toContain("Authorize lockstep-sandbox");
  });

  test("lets one choose another account, or sign out", async () => {
    const sandbox = await aScene();
    const browser = aBrowser();
    await browser.open(authorizeUrl(sandbox));
    await browser.send({ fields: { login: "rita" } });
    const old = browser.cookies();
    await browser.open(authorizeUrl(sandbox, { prompt: "select_account" }));
    await browser.send({ form: "return_to", fields: { login: "mona" } });
    expect(browser.page.text).toContain("Signed in as mona");
    const answer = await fetch(`${sandbox.url}/settings/apps/authorizations`, {
      headers: { cookie: old },
      redirect: "manual",
    });
    expect(answer.status, "the session before is over").toBe(302);
    await browser.send({ form: "Sign out" });
    await browser.open(authorizeUrl(sandbox));
    expect(browser.page.url.pathname).toBe("/login");
  });

  test("who says no is sent back without a code", async () => {
    const sandbox = await aScene();
    const browser = aBrowser();
    await browser.open(authorizeUrl(sandbox));
    await browser.send({ fields: { login: "mona" } });
    await browser.send({ fields: { authorize: "0" } });
    const { searchParams } = browser.page.url;
    expect([searchParams.get("error"), searchParams.get("state"), searchParams.get("code")]).toEqual([
      "access_denied",
      "a state & more",
      null,
    ]);
  });

  test("goes only where the App's callback URLs lead, and takes no challenge but S256", async () => {
    const sandbox = await aScene();
    const browser = aBrowser();
    await browser.open(authorizeUrl(sandbox, { redirect_uri: "http://127.0.0.1:1/auth/callback/more" }));
    expect(browser.page.url.href.startsWith(`${CALLBACK}?error=redirect_uri_mismatch`)).toBe(true);
    expect((await browser.open(authorizeUrl(sandbox, { client_id: "Iv1.none" }))).status).toBe(404);
    const plain = { code_challenge: "a".repeat(43), code_challenge_method: "plain" };
    expect((await browser.open(authorizeUrl(sandbox, plain))).status).toBe(422);
    const outside = ["http://127.0.0.1:1/evil", "//127.0.0.1:1/evil", "/\\127.0.0.1:1/evil"];
    for (const target of [...outside, "/.//127.0.0.1:1/evil"]) {
      await browser.open(`${sandbox.url}/login?${new URLSearchParams({ return_to: target })}`);
      await browser.send({ form: "return_to", fields: { login: "mona" } });
      expect(browser.page.url.origin, target).toBe(sandbox.url);
    }
  });
});

describe("a code", () => {
  test("is taken once, and for ten minutes", async () => {
    let now = Date.now();
    const sandbox = await aScene({ now: () => now });
    const code = await codeFor(sandbox, "mona");
    expect(await exchange(sandbox, { code })).toHaveProperty("access_token");
    expect(await exchange(sandbox, { code })).toMatchObject({ error: "bad_verification_code" });
    const late = await codeFor(sandbox, "mona");
    now += 600_000;
    expect(await exchange(sandbox, { code: late })).toMatchObject({ error: "bad_verification_code" });
  });

  test.each([
    ["a wrong secret", { client_secret: "wrong" }, "incorrect_client_credentials"],
    ["an unknown App", { client_id: "none" }, "incorrect_client_credentials"],
    ["another callback", { redirect_uri: "http://127.0.0.1:1/other" }, "redirect_uri_mismatch"],
    ["another kind of grant", { grant_type: "password" }, "unsupported_grant_type"],
  ])("is refused with %s", async (_, fields, error) => {
    const sandbox = await aScene();
    const code = await codeFor(sandbox, "mona", { redirect_uri: CALLBACK });
    expect(await exchange(sandbox, { code, ...fields })).toMatchObject({
      error,
      error_description: expect.any(String),
      error_uri: expect.any(String),
    });
  });

  test("that was asked for with a challenge needs its verifier", async () => {
    const sandbox = await aScene();
    const { verifier, asked } = aVerifier();
    for (const wrong of [{}, { code_verifier: aVerifier().verifier }]) {
      const code = await codeFor(sandbox, "mona", asked);
      expect(await exchange(sandbox, { code, ...wrong })).toMatchObject({ error: "bad_verification_code" });
    }
    const code = await codeFor(sandbox, "mona", asked);
    expect(await exchange(sandbox, { code, code_verifier: verifier })).toHaveProperty("access_token");
  });

  test("is answered like a form where nothing else is asked for", async () => {
    const sandbox = await aScene();
    const { clientId: client_id, clientSecret: client_secret } = sandbox.app;
    const body = new URLSearchParams({ client_id, client_secret, code: await codeFor(sandbox, "mona") });
    const response = await fetch(`${sandbox.url}/login/oauth/access_token`, { method: "POST", body });
    expect(response.headers.get("content-type")).toContain("application/x-www-form-urlencoded");
    expect(new URLSearchParams(await response.text()).get("access_token")).toMatch(/^ghu_/);
  });
});

test("a refresh gives a new pair, and ends the old one; six months are its end", async () => {
  let now = Date.now();
  const sandbox = await aScene({ now: () => now });
  const refresh = (refresh_token: string): Promise<Record<string, unknown>> =>
    exchange(sandbox, { grant_type: "refresh_token", refresh_token });
  const first = sandbox.users.token("paul");
  now += 9 * 3_600_000;
  const second = await refresh(first.refreshToken);
  const token = String(second["access_token"]);
  expect(at((await ask(sandbox, "/user", { token })).body, "login")).toBe("paul");
  expect(await refresh(first.refreshToken)).toMatchObject({ error: "bad_refresh_token" });
  const third = await refresh(String(second["refresh_token"]));
  expect((await ask(sandbox, "/user", { token })).status, "the old access token").toBe(401);
  now += 15_897_600_000;
  expect(await refresh(String(third["refresh_token"]))).toMatchObject({ error: "bad_refresh_token" });
});

async function end(
  sandbox: Sandbox,
  what: "token" | "grant",
  accessToken: string,
  secret = sandbox.app.clientSecret,
): Promise<number> {
  const { clientId } = sandbox.app;
  const basic = Buffer.from(`${clientId}:${secret}`).toString("base64");
  const answer = await ask(sandbox, `/applications/${clientId}/${what}`, {
    method: "DELETE",
    headers: { authorization: `Basic ${basic}` },
    body: { access_token: accessToken },
  });
  if (answer.status !== 401)
    expect(faultsOf(`DELETE /applications/{client_id}/${what}`, answer.status, answer.body)).toEqual([]);
  return answer.status;
}

describe("the App ends", () => {
  test("one token, with its refresh token, and no other", async () => {
    const sandbox = await aScene();
    const [one, other] = [sandbox.users.token("mona"), sandbox.users.token("mona")];
    expect(await end(sandbox, "token", one.accessToken, "wrong")).toBe(401);
    expect(await end(sandbox, "token", one.accessToken)).toBe(204);
    expect(await end(sandbox, "token", one.accessToken)).toBe(422);
    expect((await ask(sandbox, "/user", { token: one.accessToken })).status).toBe(401);
    expect((await ask(sandbox, "/user", { token: other.accessToken })).status).toBe(200);
    const refreshed = await exchange(sandbox, {
      grant_type: "refresh_token",
      refresh_token: one.refreshToken,
    });
    expect(refreshed).toMatchObject({ error: "bad_refresh_token" });
  });

  test("the user's authorization, with all tokens, and hears of it", async () => {
    const sandbox = await aScene();
    const tokens = [sandbox.users.token("mona"), sandbox.users.token("mona"), sandbox.users.token("rita")];
    expect(await end(sandbox, "grant", tokens[0]?.accessToken ?? "")).toBe(204);
    const statuses = [];
    for (const it of tokens) statuses.push((await ask(sandbox, "/user", { token: it.accessToken })).status);
    expect(statuses).toEqual([401, 401, 200]);
    expect(sandbox.webhooks.deliveries({ event: "github_app_authorization" })).toHaveLength(1);
  });
});

test("a user who revokes is told to the App", async () => {
  const sandbox = await aScene();
  const { accessToken: token } = sandbox.users.token("rita");
  sandbox.users.revokeAuthorization("rita");
  expect((await ask(sandbox, "/user", { token })).status).toBe(401);
  const [delivery] = sandbox.webhooks.deliveries({ event: "github_app_authorization" });
  expect(delivery?.payload).toMatchObject({ action: "revoked", sender: { login: "rita" } });
});

describe("a one-time link", () => {
  test("signs in with the App authorised, and sends on", async () => {
    const sandbox = await aScene();
    const browser = aBrowser();
    const link = sandbox.users.loginLink("mona", authorizeUrl(sandbox));
    await browser.open(link);
    const code = browser.page.url.searchParams.get("code") ?? "";
    const { access_token } = await exchange(sandbox, { code });
    const viewer = await ask(sandbox, "/user", { token: String(access_token) });
    expect(at(viewer.body, "login")).toBe("mona");
  });

  test("works once and for ten minutes; then it says so", async () => {
    let now = Date.now();
    const sandbox = await aScene({ now: () => now });
    const link = sandbox.users.loginLink("mona", `${sandbox.url}/settings/apps/authorizations`);
    expect((await aBrowser().open(link)).text).toContain("Signed in as mona");
    const again = await aBrowser().open(link);
    expect([again.status, again.text.includes("once, within ten minutes")]).toEqual([410, true]);
    const late = sandbox.users.loginLink("mona", `${sandbox.url}/`);
    now += 600_000;
    expect((await aBrowser().open(late)).status).toBe(410);
  });
});

test("a link is made, and an authorization revoked, by hand too", async () => {
  const sandbox = await aScene();
  const act = async (body: object): Promise<unknown> => {
    const options = { method: "POST", body: JSON.stringify(body) };
    return (await fetch(`${sandbox.url}/_sandbox/actions`, options)).json();
  };
  const target = `${sandbox.url}/settings/apps/authorizations`;
  const link = at(await act({ action: "login-link", login: "rita", target }), "result");
  expect((await aBrowser().open(String(link))).text).toContain("Signed in as rita");
  await act({ action: "revoke-authorization", login: "rita" });
  expect(sandbox.webhooks.deliveries({ event: "github_app_authorization" })).toHaveLength(1);
});

test("requests for users' tokens can fail, and are told apart", async () => {
  const sandbox = await aScene();
  const code = await codeFor(sandbox, "mona");
  sandbox.requests.clear();
  sandbox.faults.set({ requests: [{ on: "oauth", effect: { kind: "status", status: 502 }, times: 1 }] });
  const failed = await fetch(`${sandbox.url}/login/oauth/access_token`, { method: "POST" });
  expect(failed.status).toBe(502);
  expect(await exchange(sandbox, { code })).toHaveProperty("access_token");
  expect([sandbox.requests.count(), sandbox.requests.count({ kind: "oauth" })]).toEqual([0, 2]);
});
