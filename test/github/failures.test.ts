import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import nock from "nock";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Failure } from "../../src/core/retry/failure.ts";
import { makeGitHubPort } from "../../src/github/github-port.ts";
import {
  aPort,
  aProbot,
  anAddress,
  commitId,
  playHost,
  playToken,
  SECONDARY_LIMIT,
} from "../support/github-replies.ts";
import type { PlayedHost } from "../support/github-replies.ts";

const COMMIT = "/repos/acme/petstore/commits/heads%2Fmain";
const NOW = Date.UTC(2026, 0, 2);

function look(host: PlayedHost): Promise<unknown> {
  return host.port.head(host.address, "main", null);
}

function setTime(time: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: time });
}

afterEach(() => {
  vi.useRealTimers();
});

describe("an answer that is a failure", () => {
  const limited = { message: "API rate limit exceeded for installation ID 1." };
  const none = { "x-ratelimit-remaining": "0" };
  const some = { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "1767312000" };

  test.each<readonly [string, number, object | string, Record<string, string>, Failure]>([
    [
      "403 at the primary limit",
      403,
      limited,
      { ...none, "x-ratelimit-reset": "1767312900" },
      { kind: "rate_limited", scope: "primary", retryAt: 1_767_312_900_000 },
    ],
    [
      "429 at the primary limit",
      429,
      limited,
      { ...none, "x-ratelimit-reset": "1767312900" },
      { kind: "rate_limited", scope: "primary", retryAt: 1_767_312_900_000 },
    ],
    [
      "403 with retry-after",
      403,
      SECONDARY_LIMIT,
      { ...some, "retry-after": "60" },
      { kind: "rate_limited", scope: "secondary", retryAt: NOW + 60_000 },
    ],
    [
      "429 with retry-after",
      429,
      SECONDARY_LIMIT,
      { "retry-after": "17" },
      { kind: "rate_limited", scope: "secondary", retryAt: NOW + 17_000 },
    ],
    [
      "403 that says it in words alone",
      403,
      SECONDARY_LIMIT,
      some,
      { kind: "rate_limited", scope: "secondary", retryAt: null },
    ],
    ["429 without a word", 429, "", {}, { kind: "rate_limited", scope: "secondary", retryAt: null }],
    [
      "429 with a date that is none",
      429,
      "",
      { "retry-after": "soon" },
      { kind: "rate_limited", scope: "secondary", retryAt: null },
    ],
    [
      "403 without permission",
      403,
      { message: "Resource not accessible by integration" },
      some,
      { kind: "permission_missing", message: "Resource not accessible by integration" },
    ],
    [
      "403 of an archive",
      403,
      { message: "Repository was archived so is read-only." },
      some,
      { kind: "repository_archived" },
    ],
    [
      "403 of a suspended installation",
      403,
      { message: "This installation has been suspended" },
      some,
      { kind: "app_suspended" },
    ],
    ["418", 418, { message: "Teapot" }, {}, { kind: "unexpected", status: 418, message: "Teapot" }],
  ])("%s", async (...[, status, body, headers, failure]) => {
    setTime(NOW);
    const host = playHost();
    host.scope.get(COMMIT).reply(status, body, headers);

    await expect(look(host)).rejects.toMatchObject({ name: "GitHubFailure", failure });
  });

  test.each([500, 502, 503])("%i is asked again twice, and then it is one", async (status) => {
    const host = playHost();
    host.scope.get(COMMIT).times(3).reply(status, { message: "Oops" });

    await expect(look(host)).rejects.toMatchObject({ failure: { kind: "server_error", status } });
  });

  test("500 and then an answer is no failure", async () => {
    const host = playHost();
    host.scope.get(COMMIT).reply(500, { message: "Oops" });
    host.scope.get(COMMIT).reply(200, commitId("a"));

    expect(await look(host)).toEqual({ kind: "head", head: commitId("a") });
  });
});

describe("no answer", () => {
  test.each([
    ["ECONNRESET", "reset"],
    ["ECONNREFUSED", "refused"],
    ["ENOTFOUND", "name"],
    ["ETIMEDOUT", "timeout"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["EWHATEVER", "reset"],
  ])("for %s is %s, after two more tries", async (code, detail) => {
    const host = playHost();
    host.scope
      .get(COMMIT)
      .times(3)
      .replyWithError(Object.assign(new Error(code), { code }));

    await expect(look(host)).rejects.toMatchObject({ failure: { kind: "unreachable", detail } });
  });

  test("a host that is silent is asked once", async () => {
    const server = await aServer(() => undefined);
    const { port } = aPort({ hostname: server.host, protocol: "http", limits: { silenceMs: 60 } });

    const looked = port.head(anAddress({ hostname: server.host }), "main", null);

    await expect(looked).rejects.toMatchObject({ failure: { kind: "unreachable", detail: "timeout" } });
    expect(server.requests).toEqual(["POST token"]);
  });

  test("an answer that breaks off is none, not an empty one", async () => {
    const server = await aServer((request, response) => {
      if (request === "POST token") return void response.writeHead(201, JSON_TYPE).end(A_TOKEN);
      response.writeHead(200, { "content-length": "5000", "content-type": "text/plain" });
      response.write("abc", () => response.destroy());
    });
    const { port } = aPort({ hostname: server.host, protocol: "http" });
    const address = anAddress({ hostname: server.host });

    await expect(port.head(address, "main", null)).rejects.toMatchObject({
      failure: { kind: "unreachable" },
    });
  });

  test("a commit whose answer never comes is unanswered, and sent once", async () => {
    const server = await aServer((request, response) => {
      if (request === "POST token") response.writeHead(201, JSON_TYPE).end(A_TOKEN);
    });
    const { port } = aPort({ hostname: server.host, protocol: "http", limits: { silenceMs: 100 } });

    const outcome = await port.commit({
      repository: anAddress({ hostname: server.host }),
      branch: "main",
      refId: "REF_main",
      expectedHead: commitId("a"),
      message: { headline: "x", body: "" },
      additions: [],
    });

    expect(outcome.kind).toBe("unanswered");
    expect(server.requests).toEqual(["POST token", "POST /api/graphql"]);
  });

  test("a slow answer is waited for as long as something comes", async () => {
    const server = await aServer((request, response) => {
      if (request === "POST token") return void response.writeHead(201, JSON_TYPE).end(A_TOKEN);
      response.writeHead(200, { "content-type": "text/plain; charset=utf-8" });
      const digits = commitId("a").split("");
      const timer = setInterval(() => {
        response.write(digits.splice(0, 4).join(""));
        if (digits.length === 0) response.end();
      }, 30);
      response.on("close", () => clearInterval(timer));
    });
    const { port } = aPort({ hostname: server.host, protocol: "http", limits: { silenceMs: 250 } });

    expect(await port.head(anAddress({ hostname: server.host }), "main", null)).toMatchObject({
      kind: "head",
    });
  });
});

describe("tokens", () => {
  test("are asked for once an hour, however many ask at the same time", async () => {
    const host = playHost();
    host.scope.get(COMMIT).times(5).reply(200, commitId("a"));

    await Promise.all([look(host), look(host), look(host)]);
    await look(host);

    expect(await look(host)).toMatchObject({ kind: "head" });
  });

  test.each<readonly [number, object, Failure]>([
    [401, { message: "A JSON web token could not be decoded" }, { kind: "unauthorized" }],
    [403, { message: "This installation has been suspended" }, { kind: "app_suspended" }],
    [404, { message: "Not Found" }, { kind: "app_uninstalled" }],
    [500, { message: "Oops" }, { kind: "server_error", status: 500 }],
  ])("are not asked for again after %i %j", async (status, body, failure) => {
    const host = playHost({ withToken: false });
    host.scope.post(/access_tokens$/).reply(status, body);

    await expect(look(host)).rejects.toMatchObject({ failure });
  });

  test("that GitHub no longer takes are replaced, once", async () => {
    setTime(NOW);
    const host = playHost();
    host.scope.get(COMMIT).matchHeader("authorization", "token ghs_first").reply(200, commitId("a"));
    await look(host);

    setTime(NOW + 60_000);
    host.scope
      .get(COMMIT)
      .matchHeader("authorization", "token ghs_first")
      .reply(401, { message: "Bad credentials" });
    playToken(host.scope, host.address.installationId, "ghs_second");
    host.scope.get(COMMIT).matchHeader("authorization", "token ghs_second").reply(200, commitId("b"));

    expect(await look(host)).toEqual({ kind: "head", head: commitId("b") });
  });

  test("of two hosts are never mixed, though their installations have one id", async () => {
    const cloud = playHost({ withToken: false });
    const { installationId } = cloud.address;
    const enterprise = nock("https://github.acme.test/api/v3");
    const asked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    cloud.scope.post(`/app/installations/${installationId}/access_tokens`).reply(201, async () => {
      asked.resolve();
      await released.promise;
      return JSON.parse(A_TOKEN);
    });
    playToken(enterprise, installationId, "ghs_enterprise");
    const heads = [
      { hostname: "github.com", scope: cloud.scope, token: "ghs_first" },
      { hostname: "github.acme.test", scope: enterprise, token: "ghs_enterprise" },
    ];
    for (const { scope, token } of heads) {
      scope.get(COMMIT).matchHeader("authorization", `token ${token}`).reply(200, commitId("a"));
    }
    const port = makeGitHubPort(new Map(heads.map(({ hostname }) => [hostname, aProbot({ hostname })])));

    const first = port.head(cloud.address, "main", null);
    await asked.promise;
    const second = port.head({ ...cloud.address, hostname: "github.acme.test" }, "main", null);
    // Far enough for the second host to ask, if it would: the first one's token is still under way.
    for (let turn = 0; turn < 5000; turn++) await new Promise((resolve) => setImmediate(resolve));
    released.resolve();

    expect(await Promise.all([first, second])).toHaveLength(2);
  });

  test("of an installation removed meanwhile say so", async () => {
    setTime(NOW);
    const host = playHost();
    host.scope.get(COMMIT).reply(200, commitId("a"));
    await look(host);

    setTime(NOW + 60_000);
    host.scope.get(COMMIT).reply(401, { message: "Bad credentials" });
    host.scope.post(/access_tokens$/).reply(404, { message: "Not Found" });

    await expect(look(host)).rejects.toMatchObject({ failure: { kind: "app_uninstalled" } });
  });

  test("older than what was granted are replaced before permission is called missing", async () => {
    setTime(NOW);
    const host = playHost();
    host.scope.get(COMMIT).reply(200, commitId("a"));
    await look(host);

    setTime(NOW + 120_000);
    host.scope.get(COMMIT).reply(403, { message: "Resource not accessible by integration" });
    playToken(host.scope, host.address.installationId, "ghs_second");
    host.scope.get(COMMIT).reply(200, commitId("b"));

    expect(await look(host)).toEqual({ kind: "head", head: commitId("b") });
  });
});

test("an App whose private key is none does not start", () => {
  expect(() => aProbot({ privateKey: "-----BEGIN RSA PRIVATE KEY-----" })).toThrow(/DECODER|PEM/);
});

describe("the log and the errors", () => {
  test("hold no token, no key and no text, at any level", async () => {
    const host = playHost();
    const text = "the-document-text";
    const encoded = Buffer.from(text).toString("base64");
    host.graphql
      .post("/graphql")
      .reply(403, { message: "Resource not accessible by integration", echo: encoded });

    const error: unknown = await host.port
      .commit({
        repository: host.address,
        branch: "main",
        refId: "REF_main",
        expectedHead: commitId("a"),
        message: { headline: "x", body: "" },
        additions: [
          { path: "a", blob: commitId("b") as never, content: Buffer.from(text), isExecutable: false },
        ],
      })
      .catch((thrown: unknown) => thrown);

    const { cause } = error as Error;
    const said = [
      ...host.log,
      JSON.stringify(error),
      JSON.stringify(cause),
      JSON.stringify(allOf(cause)),
    ].join("\n");
    for (const secret of [encoded, text, "ghs_first", "PRIVATE KEY"]) expect(said).not.toContain(secret);
    expect(said).toContain("403");
  });
});

function allOf(error: unknown): object {
  return Object.fromEntries(Object.getOwnPropertyNames(error).map((name) => [name, (error as never)[name]]));
}

const JSON_TYPE = { "content-type": "application/json" };
const A_TOKEN = JSON.stringify({ token: "ghs_first", expires_at: "2099-01-01T00:00:00Z", permissions: {} });

type Answer = (request: string, response: ServerResponse) => void;

/** A host of our own on the loopback, where time-outs and broken answers are real. */
async function aServer(answer: Answer): Promise<{ host: string; requests: string[] }> {
  nock.enableNetConnect("127.0.0.1");
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const asked = `${request.method} ${url.endsWith("access_tokens") ? "token" : url}`;
    requests.push(asked);
    request.resume().on("end", () => answer(asked, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    nock.disableNetConnect();
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
