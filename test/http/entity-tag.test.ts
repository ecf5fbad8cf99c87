import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";

test("what the caller has already is not sent again", async () => {
  const { call } = await anApi();
  const first = await call("GET", "apis");
  const etag = String(first.headers.etag);
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  expect(first.headers["cache-control"]).toBe("private, no-cache");
  const again = await call("GET", "apis", { headers: { "if-none-match": etag } });
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, "", etag]);
  expect(again.headers["content-type"]).toBeUndefined();
  const weak = await call("GET", "apis", { headers: { "if-none-match": `"other", W/${etag}` } });
  expect(weak.statusCode).toBe(304);
  await call("POST", "apis", { payload: { name: "Pets" } });
  const changed = await call("GET", "apis", { headers: { "if-none-match": etag } });
  expect(changed.statusCode).toBe(200);
  expect(changed.json()).toMatchObject({ items: [{ slug: "pets" }] });
  expect(changed.headers.etag).not.toBe(etag);
});

test("errors, changes, streams and what one row alone says have their own rules", async () => {
  const { call } = await anApi();
  const any = { "if-none-match": "*" };
  const missing = await call("GET", "apis/none", { headers: any });
  expect([missing.statusCode, missing.headers.etag, missing.headers["cache-control"]]).toEqual([
    404,
    undefined,
    "no-store",
  ]);
  const made = await call("POST", "apis", { payload: { name: "Pets" }, headers: any });
  expect([made.statusCode, made.headers.etag]).toEqual([201, undefined]);
  expect((await call("GET", "activity/export", { headers: any })).headers["cache-control"]).toBe("no-store");
  expect((await call("GET", "events", { headers: any })).statusCode).toBe(200);
  expect((await call("GET", "/api/v1/openapi.json", { headers: any })).statusCode).toBe(304);
  expect((await call("HEAD", "apis")).statusCode).toBe(200);
});
