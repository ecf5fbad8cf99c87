import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";

test("is healthy and ready without a token", async () => {
  const { call } = await anApi();
  const headers = { authorization: "" };
  expect((await call("GET", "/healthz", { headers })).json()).toEqual({ status: "ok" });
  expect((await call("GET", "/readyz", { headers })).json()).toEqual({ status: "ok" });
});

test("is alive but not ready where the database cannot be written", async () => {
  const { call, store } = await anApi();
  store.pragma("query_only = ON");
  expect((await call("GET", "/healthz")).statusCode).toBe(200);
  expect((await call("GET", "/readyz")).json()).toMatchObject({ status: 503, code: "not_ready" });
});
