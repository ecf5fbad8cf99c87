import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Bundle } from "../../src/core/dashboard/bundle-port.ts";
import { anApi } from "../support/an-api.ts";
import { aSignIn } from "../support/a-sign-in.ts";

const SCRIPT = Buffer.from("export const built = true;\n".repeat(20));

const READY: Bundle = {
  state: {
    kind: "ready",
    page: (nonce) => `<!doctype html><html data-color-mode="auto"><meta nonce="${nonce}"></html>`,
    frame: (nonce) => `<!doctype html><html><meta nonce="${nonce}"></html>`,
    files: new Map([
      [
        "/assets/main-abc123.js",
        {
          type: "text/javascript; charset=utf-8",
          content: SCRIPT,
          brotli: brotliCompressSync(SCRIPT),
          gzip: gzipSync(SCRIPT),
        },
      ],
    ]),
  },
};
const BUILDING: Bundle = { state: { kind: "building" } };
const FAILED: Bundle = { state: { kind: "failed" } };

const ADDRESS = "/workspaces/acme/apis/petstore/versions/1.0";
const HTML = { accept: "text/html,application/xhtml+xml" };

describe("the dashboard's page", () => {
  test("is the same at each of its addresses, with a policy that takes nothing from elsewhere and nothing inline", async () => {
    const { call } = await anApi({ dashboard: READY });
    for (const address of ["/", "/workspaces/acme", ADDRESS]) {
      const { statusCode, headers, body } = await call("GET", address, { headers: HTML });
      expect(statusCode).toBe(200);
      const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? "";
      expect(Buffer.from(nonce, "base64").length).toBe(16);
      expect(headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": [
          "default-src 'none'",
          "script-src 'self'",
          `style-src 'self' 'nonce-${nonce}'`,
          "img-src 'self' data:",
          "connect-src 'self'",
          "frame-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types lockstep-worker",
        ].join("; "),
      });
    }
  });

  test("has another nonce with every answer", async () => {
    const { call } = await anApi({ dashboard: READY });
    const pages = await Promise.all([1, 2].map(() => call("GET", ADDRESS, { headers: HTML })));
    expect(pages[0]?.body).not.toBe(pages[1]?.body);
  });

  test.each([
    ["dark", "dark"],
    ["light", "light"],
    ['"><script>', "auto"],
    ["", "auto"],
  ])("with %j in the cookie has the colours %s from the start", async (cookie, mode) => {
    const { call } = await anApi({ dashboard: READY });
    const headers = { ...HTML, cookie: `lockstep-theme=${cookie}` };
    expect((await call("GET", ADDRESS, { headers })).body).toContain(`data-color-mode="${mode}"`);
  });

  test.each(["/workspaces", "/workspaces/acme/nothing", "/workspaces/acme/apis/a/b/c", "/apis"])(
    "is not at %s",
    async (address) => {
      const { call } = await anApi({ dashboard: READY });
      expect((await call("GET", address, { headers: HTML })).statusCode).toBe(404);
    },
  );

  test("is not for programs: whoever asks for JSON is told that nothing is here", async () => {
    const { call } = await anApi({ dashboard: READY });
    const answer = await call("GET", ADDRESS, { headers: { accept: "application/json" } });
    expect(answer.statusCode).toBe(404);
  });

  test("is for those who have signed in; others come back to it after they have", async () => {
    const { server } = await aSignIn({ overrides: { dashboard: READY } });
    const { statusCode, headers } = await server.inject({ url: `${ADDRESS}?x=1`, headers: HTML });
    expect(statusCode).toBe(303);
    expect(headers.location).toBe(`/auth/login?returnTo=${encodeURIComponent(`${ADDRESS}?x=1`)}`);
  });
});

describe("the page in the frame of documentation", () => {
  test("has no origin wherever it is opened, asks for nothing, and stands in the dashboard's pages alone", async () => {
    const { call } = await anApi({ dashboard: READY });
    const { statusCode, headers, body } = await call("GET", "/documentation-frame");
    expect(statusCode).toBe(200);
    const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? "";
    expect(Buffer.from(nonce, "base64").length).toBe(16);
    expect(headers["content-security-policy"]).toBe(
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src data:",
        "font-src data:",
        "connect-src 'none'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-scripts",
      ].join("; "),
    );
  });

  test.each([BUILDING, FAILED])("is not there before it is built", async (dashboard) => {
    const { call } = await anApi({ dashboard });
    expect((await call("GET", "/documentation-frame")).statusCode).toBe(404);
  });

  test("may load the files, which are for everybody", async () => {
    const { call } = await anApi({ dashboard: READY });
    const { headers } = await call("GET", "/assets/main-abc123.js", { headers: { origin: "null" } });
    expect(headers["access-control-allow-origin"]).toBe("*");
  });
});

describe("while it is built", () => {
  test("a page says so and loads itself again; the start shows the workspaces meanwhile", async () => {
    const { call } = await anApi({ dashboard: BUILDING });
    const waiting = await call("GET", ADDRESS, { headers: HTML });
    expect(waiting.statusCode).toBe(503);
    expect(waiting.body).toContain('<meta http-equiv="refresh" content="2" />');
    const start = await call("GET", "/", { headers: HTML });
    expect(start.statusCode).toBe(200);
    expect(start.body).toContain('<meta http-equiv="refresh" content="2" />');
    expect(start.body).toContain('href="/api/v1/workspaces/acme"');
  });

  test("and where that failed, nothing else is kept from working", async () => {
    const { call } = await anApi({ dashboard: FAILED });
    expect((await call("GET", ADDRESS, { headers: HTML })).body).toContain("It could not be built");
    const start = await call("GET", "/", { headers: HTML });
    expect(start.body).toContain("The dashboard could not be built");
    expect(start.body).not.toContain("http-equiv");
  });
});

describe("its files", () => {
  test.each([
    ["br, gzip", "br"],
    ["gzip, deflate", "gzip"],
    ["br;q=0, gzip", "gzip"],
    ["identity", undefined],
  ])("for a browser that takes %s come packed as %s, to be kept for ever", async (accepted, encoding) => {
    const { call } = await anApi({ dashboard: READY });
    const { statusCode, headers, rawPayload } = await call("GET", "/assets/main-abc123.js", {
      headers: { "accept-encoding": accepted },
    });
    expect(statusCode).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      "content-type": "text/javascript; charset=utf-8",
    });
    expect(rawPayload.length < SCRIPT.length).toBe(encoding !== undefined);
  });

  test.each(["/assets/other.js", "/assets/../index.html", "/assets/%2e%2e/recipe.json", "/assets/"])(
    "are no others: %s",
    async (address) => {
      const { call } = await anApi({ dashboard: READY });
      expect((await call("GET", address)).statusCode).toBe(404);
    },
  );
});
