import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import nock from "nock";
import { pino } from "pino";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import type { ConfiguredHost } from "../../src/core/access/configured-hosts.ts";
import { type OAuthGitHub, OAuthRefused } from "../../src/core/access/user-github-port.ts";
import { type Failure, GitHubFailure } from "../../src/core/retry/failure.ts";
import { makeHostOctokits } from "../../src/github/host-octokit.ts";
import { makeOAuthGitHub } from "../../src/github/oauth.ts";

const NOW = Date.UTC(2026, 0, 2);
const GITHUB: ConfiguredHost = {
  id: 1,
  hostname: "github.com",
  isFirst: true,
  webUrl: "https://github.com",
  apiUrl: "https://api.github.com",
  oauth: { clientId: "Iv1.client", clientSecret: "planted-secret" },
};
const ENTERPRISE: ConfiguredHost = {
  ...GITHUB,
  hostname: "ghe.example.com",
  webUrl: "https://ghe.example.com",
  apiUrl: "https://ghe.example.com/api/v3",
};
const ANSWER = { code: "planted-code", codeVerifier: "planted-verifier", redirectUri: "https://here/back" };

const lines: string[] = [];

function oauth(hosts: readonly ConfiguredHost[] = [GITHUB, ENTERPRISE], silenceMs = 5000): OAuthGitHub {
  const log = pino({ level: "trace" }, { write: (line) => void lines.push(line) });
  const find = (name: string): ConfiguredHost | null => hosts.find((it) => it.hostname === name) ?? null;
  const octokits = makeHostOctokits({ hosts: { find }, log, limits: { silenceMs }, retryBaseMs: 1 });
  return makeOAuthGitHub(octokits, () => NOW);
}

function answerTokens(body: unknown, status = 200, origin = "https://github.com"): nock.Scope {
  const headers = { "content-type": "application/json; charset=utf-8" };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return nock(origin).post("/login/oauth/access_token").reply(status, text, headers);
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => null,
    (rejected: unknown) => rejected,
  );
  expect(inspect(error, { depth: 10 })).not.toContain("planted");
  if (error instanceof GitHubFailure) return error.failure;
  throw error;
}

beforeEach(() => {
  lines.length = 0;
  nock.disableNetConnect();
});

afterEach(() => {
  expect(lines.join("")).not.toContain("planted");
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

test("sends the browser to the host's own page, with what the answer is checked by", () => {
  const url = oauth().authorizeUrl("ghe.example.com", {
    state: "a b&c",
    codeChallenge: "challenge",
    redirectUri: "https://here/back?a=b",
  });
  expect(url).toBe(
    "https://ghe.example.com/login/oauth/authorize?client_id=Iv1.client&redirect_uri=https%3A%2F%2Fhere%2Fback%3Fa%3Db&state=a+b%26c&code_challenge=challenge&code_challenge_method=S256",
  );
});

test("exchanges a code with its verifier, and counts lifetimes from when it asked", async () => {
  const asked: unknown[] = [];
  nock("https://github.com", { reqheaders: { accept: "application/json" } })
    .post("/login/oauth/access_token", (body) => asked.push(body) > 0)
    .reply(200, {
      access_token: "ghu_planted",
      expires_in: 28_800,
      refresh_token: "ghr_planted",
      refresh_token_expires_in: 15_897_600,
      scope: "",
      token_type: "bearer",
    });
  expect(await oauth().exchange("github.com", ANSWER)).toEqual({
    accessToken: "ghu_planted",
    accessTokenExpiresAt: NOW + 28_800_000,
    refreshToken: "ghr_planted",
    refreshTokenExpiresAt: NOW + 15_897_600_000,
  });
  expect(asked).toEqual([
    {
      client_id: "Iv1.client",
      client_secret: "planted-secret",
      code: "planted-code",
      code_verifier: "planted-verifier",
      redirect_uri: "https://here/back",
    },
  ]);
});

test("takes tokens that do not expire, and long ones", async () => {
  const long = `ghu_${"a".repeat(516)}`;
  answerTokens({ access_token: long, token_type: "bearer", scope: "" }, 200, "https://ghe.example.com");
  expect(await oauth().exchange("ghe.example.com", ANSWER)).toEqual({
    accessToken: long,
    accessTokenExpiresAt: null,
    refreshToken: null,
    refreshTokenExpiresAt: null,
  });
});

test.each(["bad_verification_code", "redirect_uri_mismatch", "unverified_user_email", "a_new_one"])(
  "GitHub's answer 200 with %s is a refusal",
  async (error) => {
    answerTokens({ error, error_description: "…", error_uri: "…" });
    await expect(oauth().exchange("github.com", ANSWER)).rejects.toEqual(new OAuthRefused(error));
  },
);

test("a refusal in RFC 6749's form is one too, and what has another form is none", async () => {
  answerTokens({ error: "invalid_grant" }, 400);
  await expect(oauth().refresh("github.com", "ghr_planted")).rejects.toEqual(
    new OAuthRefused("invalid_grant"),
  );
  answerTokens({ error: { code: 1 } });
  await expect(oauth().refresh("github.com", "ghr_planted")).rejects.toEqual(new OAuthRefused("unknown"));
});

test("the App's wrong credentials say nothing of the person's token", async () => {
  answerTokens({ error: "incorrect_client_credentials" });
  expect(await failureOf(oauth().refresh("github.com", "ghr_planted"))).toEqual({ kind: "unauthorized" });
});

test("renews with the refresh token alone", async () => {
  const asked: unknown[] = [];
  nock("https://github.com")
    .post("/login/oauth/access_token", (body) => asked.push(body) > 0)
    .reply(200, { access_token: "ghu_planted", expires_in: 1, refresh_token: "ghr_planted2" });
  await oauth().refresh("github.com", "ghr_planted1");
  expect(asked).toEqual([
    {
      client_id: "Iv1.client",
      client_secret: "planted-secret",
      grant_type: "refresh_token",
      refresh_token: "ghr_planted1",
    },
  ]);
});

test.each<[string, unknown, number, Failure["kind"]]>([
  ["no token", { token_type: "bearer" }, 200, "unexpected"],
  ["a token of another type", { access_token: 5 }, 200, "unexpected"],
  ["a token that no header holds", { access_token: "planted\r\nx: y" }, 200, "unexpected"],
  ["an empty token", { access_token: "" }, 200, "unexpected"],
  ["a lifetime that is none", { access_token: "ghu_planted", expires_in: "long" }, 200, "unexpected"],
  ["a lifetime that is over", { access_token: "ghu_planted", expires_in: -1 }, 200, "unexpected"],
  ["a list", [], 200, "unexpected"],
  ["nothing", "null", 200, "unexpected"],
  ["a server error", { message: "Bad Gateway" }, 502, "server_error"],
  ["an unknown client", { message: "Not Found" }, 404, "not_found"],
  ["a limit", { message: "slow down" }, 429, "rate_limited"],
])("an answer with %s is a failure, asked for once", async (_name, body, status, kind) => {
  answerTokens(body, status);
  expect(await failureOf(oauth().exchange("github.com", ANSWER))).toMatchObject({ kind });
});

test("revokes the one token, with the App's credentials", async () => {
  const basic = Buffer.from("Iv1.client:planted-secret").toString("base64");
  nock("https://ghe.example.com", { reqheaders: { authorization: `basic ${basic}` } })
    .delete("/api/v3/applications/Iv1.client/token", { access_token: "ghu_planted" })
    .reply(204);
  await oauth().revoke({ hostname: "ghe.example.com", accessToken: "ghu_planted" });
});

test.each([404, 422])("a token that is gone already is revoked (%i)", async (status) => {
  nock("https://api.github.com").delete("/applications/Iv1.client/token").reply(status, { message: "gone" });
  await oauth().revoke({ hostname: "github.com", accessToken: "ghu_planted" });
});

test("what could not be revoked is a failure", async () => {
  nock("https://api.github.com").delete("/applications/Iv1.client/token").reply(500, {});
  const revoking = oauth().revoke({ hostname: "github.com", accessToken: "ghu_planted" });
  expect(await failureOf(revoking)).toEqual({ kind: "server_error", status: 500 });
});

test("asks with the person's token who they are", async () => {
  nock("https://api.github.com", { reqheaders: { authorization: "token ghu_planted" } })
    .get("/user")
    .reply(200, { id: 583_231, login: "octocat", name: null, avatar_url: "https://a/b.png", email: "…" });
  expect(await oauth().viewer({ hostname: "github.com", accessToken: "ghu_planted" })).toEqual({
    id: 583_231,
    login: "octocat",
    name: null,
    avatarUrl: "https://a/b.png",
  });
});

test.each([{}, { id: "7", login: "a" }, { id: 0, login: "a" }, { id: 1.5, login: "a" }, { id: 7 }])(
  "takes nobody for somebody: %j",
  async (body) => {
    nock("https://api.github.com").get("/user").reply(200, body);
    const asked = oauth().viewer({ hostname: "github.com", accessToken: "ghu_planted" });
    expect(await failureOf(asked)).toMatchObject({ kind: "unexpected" });
  },
);

test("does not wait for ever for a host that is silent", async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  nock.enableNetConnect("127.0.0.1");
  const { port } = silent.address() as AddressInfo;
  const host = { ...GITHUB, webUrl: `http://127.0.0.1:${port}` };
  const asked = oauth([host], 50).exchange("github.com", ANSWER);
  expect(await failureOf(asked)).toEqual({ kind: "unreachable", detail: "timeout" });
});

test("of a host without an App, or without a client secret, nothing is asked", async () => {
  const without = oauth([{ ...GITHUB, oauth: null }]);
  await expect(without.exchange("github.com", ANSWER)).rejects.toThrow(/no client secret/);
  await expect(without.exchange("evil.example", ANSWER)).rejects.toThrow(/No GitHub App/);
});
