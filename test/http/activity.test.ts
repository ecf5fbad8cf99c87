import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";

test("tells what happened, newest first, in pages", async () => {
  const { call } = await anApi();
  await call("POST", "apis", { payload: { name: "Pets" } });
  await call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  await call("DELETE", "apis/pets/versions/1.0");
  const first = (await call("GET", "activity?limit=2")).json();
  expect(first.items).toEqual([
    {
      id: expect.any(Number),
      at: "2026-01-02T03:04:05.000Z",
      type: "version.deleted",
      actor: null,
      document: { api: "pets", version: "1.0" },
      link: null,
      data: { api: "pets", version: "1.0" },
    },
    expect.objectContaining({ type: "version.made" }),
  ]);
  const second = (await call("GET", `activity?limit=2&cursor=${first.next}`)).json();
  expect(second).toMatchObject({
    items: [{ type: "api.made", document: null, data: { api: "pets" } }],
    next: null,
  });
  expect((await call("GET", "activity?cursor=IngiCg")).statusCode).toBe(400);
});
