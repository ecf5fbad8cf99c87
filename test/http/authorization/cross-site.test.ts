/** Requests that another site makes a signed-in person's browser send, and requests that lie about where they went. */
import { type IncomingMessage, request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import type { Access } from "../../../src/core/access/access-port.ts";
import type { Caller } from "../../../src/core/access/caller.ts";
import { ADMIN_RIGHTS } from "../../../src/core/access/rights.ts";
import type { ApiServer } from "../../../src/http/dependencies.ts";
import { ROUTES, type Routes } from "../../../src/http/routes.ts";
import { makeServer } from "../../../src/http/server.ts";
import { aFullWorkspace, type Values } from "../../support/a-full-workspace.ts";
import { ADMIN_TOKEN, type AnApi } from "../../support/an-api.ts";
import { fillIn } from "../../support/every-operation.ts";

interface ARoute {
  readonly method: string;
  readonly url: string;
}

interface Scene {
  readonly api: AnApi;
  readonly values: Values;
  readonly server: ApiServer;
  /** All that change something, pages too. */
  readonly routes: readonly ARoute[];
}

const COOKIE = "the-session-of-mona";

const MONA: Caller = {
  kind: "user",
  userId: 1,
  sessionId: 1,
  hostId: 1,
  hostname: "github.com",
  accountId: 7,
  login: "mona",
};

/** Mona may do everything, with her cookie; so may the holder of the admin token. */
const access: Access = {
  identify: async ({ bearer, session }) => {
    if (bearer !== null) return bearer === ADMIN_TOKEN ? { kind: "admin" } : null;
    return session === COOKIE ? MONA : null;
  },
  rightsIn: async () => ADMIN_RIGHTS,
  workspacesOf: async () => "all",
};

async function aScene(publicUrl = "http://lockstep.test"): Promise<Scene> {
  const config = { publicUrl, trustProxy: true };
  const { api, values } = await aFullWorkspace({ access, config });
  const routes: ARoute[] = [];
  const collect = (scope: ApiServer): void => {
    scope.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat())
        if (!["GET", "HEAD"].includes(one)) routes.push({ method: one, url });
    });
  };
  const collected: Routes = {
    open: [collect, ...ROUTES.open],
    api: [collect, ...ROUTES.api],
    workspace: ROUTES.workspace,
  };
  const server = await makeServer(api, collected);
  await server.ready();
  return { api, values, server, routes };
}

function addressOf({ url }: ARoute, values: Values): string {
  return fillIn(
    url.replaceAll(/:(\w+)/g, (_whole, name: string) => `{${name}}`),
    { ...values, workspace: "acme" },
  );
}

async function writtenRows({ api }: Scene): Promise<unknown> {
  return api.store.read
    .selectFrom("activity")
    .select((eb) => eb.fn.countAll().as("count"))
    .executeTakeFirst();
}

const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  {},
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "https://lockstep.test" },
  { origin: "http://lockstep.test:8080" },
  { origin: "http://lockstep.test.evil.example" },
  { origin: "http://evil.example", host: "evil.example", "x-forwarded-host": "evil.example" },
  { origin: "http://lockstep.test, http://evil.example" },
  { referer: "http://lockstep.test/" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: "http://lockstep.test" },
  { "sec-fetch-site": "", origin: "http://lockstep.test" },
  { "sec-fetch-site": "same-origin, cross-site" },
];

/** What a form can send. */
function typeOf({ url }: ARoute): string {
  return url.startsWith("/api/") ? "text/plain" : "application/x-www-form-urlencoded";
}

/** An address that is itself the permission asks for no cookie. */
function isCapability({ url }: ARoute): boolean {
  return url.startsWith("/hooks/");
}

test("no route changes anything for a person's cookie that another site's request carried", async () => {
  const scene = await aScene();
  const { server, routes, values } = scene;
  expect(routes.length).toBeGreaterThan(35);
  const before = await writtenRows(scene);
  for (const route of routes.filter((one) => !isCapability(one))) {
    for (const headers of FOREIGN) {
      const answer = await server.inject({
        method: route.method as "POST",
        url: addressOf(route, values),
        headers: { ...headers, cookie: `lockstep=${COOKIE}`, "content-type": typeOf(route) },
        payload: "a=1",
      });
      const at = `${route.method} ${route.url} ${JSON.stringify(headers)}`;
      expect([at, answer.statusCode, answer.headers["set-cookie"]]).toEqual([at, 403, undefined]);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    }
  }
  expect(await writtenRows(scene)).toEqual(before);
});

test.each([
  { origin: "http://lockstep.test" },
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "none" },
])("this server's own pages may: %j", async (headers) => {
  const { server } = await aScene();
  const url = "/api/v1/workspaces/acme/settings";
  const payload = { commitMessage: { headline: "docs: {summary}" } };
  const sent = { ...headers, cookie: `lockstep=${COOKIE}` };
  expect((await server.inject({ method: "PATCH", url, headers: sent, payload })).statusCode).toBe(200);
});

test("a program with a token sends no origin, or any", async () => {
  const { server } = await aScene();
  for (const headers of FOREIGN) {
    const answer = await server.inject({
      method: "POST",
      url: "/api/v1/workspaces/acme/hooks/1",
      headers: { ...headers, authorization: `Bearer ${ADMIN_TOKEN}`, cookie: `lockstep=${COOKIE}` },
    });
    expect(answer.statusCode).toBe(201);
  }
});

const LIES = {
  host: "evil.example",
  forwarded: "for=192.0.2.66;host=evil.example;proto=https",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "evil",
  "x-forwarded-port": "666",
  "x-forwarded-prefix": "/evil.example",
  "x-original-url": "//evil.example",
  "x-rewrite-url": "//evil.example",
};

test.each(["http://lockstep.test", ""])(
  "builds no address from what a request says (PUBLIC_URL=%j)",
  async (url) => {
    const { server } = await aScene(url);
    for (const address of [
      "/",
      "/auth/login",
      "/auth/login?host=github.com",
      "/auth/callback",
      "/auth/signed-out",
      "/setup/hosts",
      "/api/v1/openapi.json",
      "/api/v1/me",
      "/api/v1/workspaces",
      "/api/v1/workspaces/acme/hooks",
      "/nowhere",
      "//evil.example/%2e%2e",
    ]) {
      const answer = await server.inject({
        url: address,
        headers: { ...LIES, cookie: `lockstep=${COOKIE}` },
      });
      const said = `${JSON.stringify(answer.headers)} ${answer.body}`.replaceAll(
        `"instance":"${address}"`,
        "",
      );
      expect([address, said.includes("evil")]).toEqual([address, false]);
    }
    for (const address of ["hooks/1", "collections/12ece9e1-2abf-4edc-8e34-de66e74114d2/hook"]) {
      const made = await server.inject({
        method: "POST",
        url: `/api/v1/workspaces/acme/${address}`,
        headers: { ...LIES, authorization: `Bearer ${ADMIN_TOKEN}` },
      });
      expect(made.statusCode, made.body).toBe(201);
      expect(made.body).not.toContain("evil");
      expect(made.json<{ url: string }>().url).toMatch(
        /^http:\/\/(lockstep\.test|localhost)\/hooks\/collections\//,
      );
    }
  },
);

test.each(["http://evil.example", "https://evil.example:1"])(
  "says where something is that was made, and not at %s, which its request named",
  async (origin) => {
    const { server } = await aScene();
    const url = await server.listen({ port: 0 });
    onTestFinished(() => server.close());
    const sent = request(url, {
      method: "POST",
      path: `${origin}/api/v1/workspaces/acme/apis`,
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    });
    sent.end(JSON.stringify({ name: "Made" }));
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on("response", resolve).on("error", reject);
    });
    answer.resume();
    expect([answer.statusCode, answer.headers.location]).toEqual([201, "/api/v1/workspaces/acme/apis/made"]);
  },
);

test.each([
  [false, "192.0.2.66", "127.0.0.1"],
  [true, "192.0.2.66", "192.0.2.66"],
  [1, "198.51.100.1, 192.0.2.66", "192.0.2.66"],
  ["10.0.0.0/8", "192.0.2.66", "127.0.0.1"],
  ["127.0.0.1", "198.51.100.1, 192.0.2.66", "192.0.2.66"],
  [true, "evil<script>", ""],
  [true, "1".repeat(60), ""],
])("with TRUST_PROXY=%j, X-Forwarded-For: %s is %s in the audit", async (trustProxy, forwarded, address) => {
  const config = { publicUrl: "http://lockstep.test", trustProxy };
  const { api } = await aFullWorkspace({ access, config });
  const headers = { "x-forwarded-for": forwarded, "x-real-ip": "203.0.113.9", forwarded: "for=203.0.113.9" };
  await api.call("PATCH", "settings", { payload: { commitMessage: { headline: "a {summary}" } }, headers });
  const { items } = (await api.call("GET", "activity?type=settings")).json<{
    items: { address: string }[];
  }>();
  expect(items.map((item) => item.address)).toEqual([address]);
});
