import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";
import { NO_OPERATIONS } from "../support/no-operations.ts";

test("is healthy and ready without a token", async () => {
  const { call } = await anApi();
  const headers = { authorization: "" };
  expect((await call("GET", "/healthz", { headers })).json()).toEqual({ status: "ok" });
  expect((await call("GET", "/readyz", { headers })).json()).toEqual({ status: "ok" });
});

test("is alive but not ready where the database cannot be written", async () => {
  const { call, server, store } = await anApi();
  await server.ready();
  store.pragma("query_only = ON");
  expect((await call("GET", "/healthz")).statusCode).toBe(200);
  expect((await call("GET", "/readyz")).json()).toMatchObject({
    status: 503,
    code: "not_ready",
    reasons: [{ code: "database_unwritable" }],
  });
});

test("says every reason why it is not ready", async () => {
  const reasons = [
    { code: "engine_stopped", detail: "Branches are not brought to rest." },
    { code: "disk_full", detail: "The disk is nearly full." },
  ] as const;
  const { call } = await anApi({ operations: { ...NO_OPERATIONS, hindrances: async () => reasons } });
  const answer = await call("GET", "/readyz", { headers: { authorization: "" } });
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({
    reasons,
    detail: "Branches are not brought to rest. The disk is nearly full.",
  });
  expect((await call("GET", "/healthz")).statusCode).toBe(200);
});
