import { Type } from "typebox";
import { expect, test } from "vitest";
import { LINK_CODES } from "../../src/core/sync/link-codes.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import type { ApiServer } from "../../src/http/dependencies.ts";
import { HttpProblem } from "../../src/http/problems.ts";
import { anApi, type AnApi } from "../support/an-api.ts";

function addSamples(server: ApiServer): void {
  const schema = {
    body: Type.Object({ name: Type.String({ maxLength: 5 }) }, { additionalProperties: false }),
    querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })) }),
  };
  server.post("/samples/:sample", { schema }, async ({ body, query }) => ({ ...body, ...query }));
  server.delete("/samples/:sample", () => ({ gone: true }));
  server.get("/linked", () => {
    throw new HttpProblem("path_linked", undefined, { members: { link: 7 } });
  });
  server.get("/fault", () => {
    throw new Error("secret text of a fault");
  });
  server.get("/limited", () => {
    throw new GitHubFailure({ kind: "rate_limited", scope: "primary", retryAt: null });
  });
}

const samples = (): Promise<AnApi> => anApi({}, { open: [addSamples], api: [], workspace: [] });

test("answers a wrong body, query and address in one form", async () => {
  const { call } = await samples();
  const answers = [
    await call("POST", "/samples/a", { payload: { name: 5 } }),
    await call("POST", "/samples/a", { payload: { name: "toolong" } }),
    await call("POST", "/samples/a", { payload: { name: "a", other: 1 } }),
    await call("POST", "/samples/a", { payload: {} }),
    await call("POST", "/samples/a"),
    await call("POST", "/samples/a", { payload: [] }),
    await call("POST", "/samples/a?limit=1000000000000000000000", { payload: { name: "a" } }),
    await call("POST", "/samples/a?limit=many", { payload: { name: "a" } }),
  ];
  for (const answer of answers) {
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toMatch("application/problem+json");
    expect(answer.json()).toMatchObject({
      type: "urn:lockstep:problem:invalid_request",
      title: expect.any(String),
      status: 400,
      detail: expect.any(String),
      code: "invalid_request",
      remedy: expect.any(String),
      errors: expect.any(Array),
    });
  }
  expect(answers[0]?.json()).toMatchObject({
    detail: expect.stringContaining("body: name"),
    errors: [{ in: "body", path: "/name" }],
  });
});

test("waits for no request longer than two minutes, however slowly its body comes", async () => {
  const { server } = (await samples()).server;
  // Node ends it with 408; where 0, it would wait for ever.
  expect(server.requestTimeout).toBe(120_000);
  expect(server.headersTimeout).toBeGreaterThan(0);
  expect(server.headersTimeout).toBeLessThanOrEqual(server.requestTimeout);
});

test("takes numbers in a query as numbers", async () => {
  const { call } = await samples();
  const answer = await call("POST", "/samples/a?limit=3", { payload: { name: "a" } });
  expect(answer.json()).toEqual({ name: "a", limit: 3 });
});

test.each([
  ["cut short", '{"name": "a'],
  ["with __proto__", '{"name": "a", "__proto__": {"admin": true}}'],
  ["not JSON", "name=a"],
])("refuses a body that is %s", async (_name, payload) => {
  const { call } = await samples();
  const answer = await call("POST", "/samples/a", {
    payload,
    headers: { "content-type": "application/json" },
  });
  expect(answer.json()).toMatchObject({ status: 400, code: "invalid_json" });
});

test("refuses a deep body without a fault", async () => {
  const { call } = await samples();
  const payload = `{"name": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const answer = await call("POST", "/samples/a", {
    payload,
    headers: { "content-type": "application/json" },
  });
  expect(answer.statusCode).toBe(400);
});

test("refuses other media types, and bodies over the limit", async () => {
  const { call } = await samples();
  const text = await call("POST", "/samples/a", { payload: "a", headers: { "content-type": "text/plain" } });
  expect(text.json()).toMatchObject({ status: 415, code: "unsupported_media_type" });
  const large = await call("POST", "/samples/a", { payload: { name: "x".repeat(1024 * 1024) } });
  expect(large.json()).toMatchObject({ status: 413, code: "body_too_large" });
});

test("takes an empty body under a JSON content type", async () => {
  const { call } = await samples();
  const answer = await call("DELETE", "/samples/a", { headers: { "content-type": "application/json" } });
  expect(answer.json()).toEqual({ gone: true });
});

test("tells a wrong method from a wrong address", async () => {
  const { call } = await samples();
  const method = await call("PUT", "/samples/a%2Fb?x=1");
  expect(method.json()).toMatchObject({ status: 405, code: "method_not_allowed" });
  expect(method.headers["allow"]).toBe("DELETE, POST");
  const address = await call("GET", "/nowhere");
  expect(address.json()).toMatchObject({ status: 404, code: "not_found" });
  const malformed = await call("GET", "/samples/%E0%A4%A");
  expect(malformed.json()).toMatchObject({ status: 400, code: "invalid_request" });
});

test("answers link codes and failures of GitHub with their remedy", async () => {
  const { call } = await samples();
  expect((await call("GET", "/linked")).json()).toMatchObject({
    status: 409,
    code: "path_linked",
    detail: LINK_CODES.path_linked,
    remedy: LINK_CODES.path_linked,
    link: 7,
  });
  const limited = await call("GET", "/limited");
  expect(limited.json()).toMatchObject({ status: 503, code: "rate_limited" });
  expect(limited.headers["retry-after"]).toBe("60");
});

test("a fault of ours says nothing of itself", async () => {
  const { call } = await samples();
  const answer = await call("GET", "/fault");
  expect(answer.json()).toMatchObject({ status: 500, code: "internal" });
  expect(answer.body).not.toContain("secret text");
});

test("sends headers that keep browsers from running or guessing anything", async () => {
  const { call } = await samples();
  const { headers } = await call("DELETE", "/samples/a");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["x-powered-by"]).toBeUndefined();
  expect(headers["server"]).toBeUndefined();
});
