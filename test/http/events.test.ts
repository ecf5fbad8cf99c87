import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";

test("tells from where on", async () => {
  const api = await anApi();
  const made = await api.call("POST", "apis", { payload: { name: "Pets" } });
  expect(made.statusCode).toBe(201);
  const answer = await api.call("GET", "events");
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(answer.body).toBe('retry: 3000\nid: 1\nevent: ready\ndata: {"cursor":1}\n\n');
});
