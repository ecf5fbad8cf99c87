/** Names and cookies that try to become headers, other cookies, or another person's session. */
import { expect, test } from "vitest";
import type { Caller } from "../../src/core/access/caller.ts";
import { ADMIN_RIGHTS } from "../../src/core/access/rights.ts";
import { aCollection, COLLECTION } from "../support/a-full-workspace.ts";
import { anApi } from "../support/an-api.ts";
import { makeServer } from "../../src/http/server.ts";

test.each([
  'a"; filename="evil.html',
  "a\r\nset-cookie: lockstep=evil",
  "a\u2028b\u0000c\u007f",
  "../../etc/passwd",
  "日本語 😀",
  "%0d%0aset-cookie: lockstep=evil",
  "x".repeat(3000),
])("a collection's name is only a name in the headers of its download: %j", async (name) => {
  const { call } = await anApi();
  const saved = await call("PUT", `collections/${COLLECTION}`, { payload: aCollection(COLLECTION, name) });
  expect(saved.statusCode, saved.body).toBeLessThan(300);
  const answer = await call("GET", `collections/${COLLECTION}/revisions/1/content`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).not.toHaveProperty("set-cookie");
  const disposition = String(answer.headers["content-disposition"]);
  expect(disposition).toMatch(
    /^attachment; filename="[^"\\/\r\n]*"(; filename\*=UTF-8''[\w%.~!#$&+^`|-]*)?$/,
  );
  expect(answer.headers["content-security-policy"]).toContain("sandbox");
});

const MONA: Caller = {
  kind: "user",
  userId: 1,
  sessionId: 1,
  hostId: 1,
  hostname: "github.com",
  accountId: 7,
  login: "mona",
};
const SECRET = "the-session-of-mona";

async function whoIs(cookie: string, publicUrl: string): Promise<number> {
  const api = await anApi({
    config: { publicUrl, trustProxy: false },
    access: {
      identify: async ({ session }) => (session === SECRET ? MONA : null),
      rightsIn: async () => ADMIN_RIGHTS,
      workspacesOf: async () => "all",
    },
  });
  const server = await makeServer(api);
  const { statusCode } = await server.inject({ url: "/api/v1/me", headers: { cookie } });
  return statusCode;
}

const TLS = "https://lockstep.test";
const PLAIN = "http://lockstep.test";

test.each([
  [TLS, `__Host-lockstep=${SECRET}`],
  [TLS, `other=1;  __Host-lockstep=${SECRET}; last=2`],
  // What a subdomain set under the plain name, or under another's, is beside the point.
  [TLS, `lockstep=evil; __Host-lockstep=${SECRET}`],
  [TLS, `__Host-lockstep-sign-in=evil; __Host-lockstep=${SECRET}`],
  [PLAIN, `lockstep=${SECRET}`],
])("at %s the session is in %s", async (url, cookie) => {
  expect(await whoIs(cookie, url)).toBe(200);
});

test.each([
  [TLS, `lockstep=${SECRET}`],
  [TLS, `__host-lockstep=${SECRET}`],
  [TLS, `__Secure-lockstep=${SECRET}`],
  [TLS, `x__Host-lockstep=${SECRET}`],
  [TLS, `__Host-lockstep="${SECRET}"`],
  [TLS, `__Host-lockstep =${SECRET}`],
  [TLS, `other="; __Host-lockstep=${SECRET}"`],
  // Two of one name: one of them was planted, and which is not known.
  [TLS, `__Host-lockstep=${SECRET}; __Host-lockstep=evil`],
  [TLS, `__Host-lockstep=evil; __Host-lockstep=${SECRET}`],
  [TLS, `__Host-lockstep=${SECRET}; __Host-lockstep=${SECRET}`],
  [TLS, `=__Host-lockstep=${SECRET}`],
  [TLS, `__Host-lockstep=; lockstep=${SECRET}`],
  [PLAIN, `__Host-lockstep=${SECRET}`],
  [PLAIN, `lockstep=${SECRET}; lockstep=evil`],
  [PLAIN, `lockstep=${encodeURIComponent(`${SECRET};`)}`],
  [PLAIN, ""],
])("at %s nobody is signed in by %j", async (url, cookie) => {
  expect(await whoIs(cookie, url)).toBe(401);
});
