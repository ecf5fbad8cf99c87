import { expect, test } from "vitest";
import { aLinkedSchema, linkOf, requestsTo, settle } from "../support/a-linked-document.ts";
import { aLockstep } from "../support/a-lockstep.ts";
import { aFolder } from "../support/a-store.ts";

test("a start with nothing new reads the installation, and every head for nothing", async () => {
  const folder = aFolder();
  const first = await aLockstep({ folder });
  const linked = await aLinkedSchema(first, { file: "a.yaml", text: "a: 1\n" });
  const head = await first.repository("petstore").head();
  await first.stop();
  first.sandbox.requests.clear();
  const again = await aLockstep({ folder, sandbox: first.sandbox });
  await settle(again);
  const heads = requestsTo(again).filter(({ path }) => path.includes("/commits/"));
  expect(heads.length).toBeGreaterThan(0);
  expect(heads.every(({ status, points }) => status === 304 && points === 0)).toBe(true);
  const others = requestsTo(again).filter((request) => !heads.includes(request));
  expect(others.every(({ kind, method }) => kind === "rest" && method === "GET")).toBe(true);
  expect(others.every(({ path }) => /\/(app|installation)\//.test(path))).toBe(true);
  expect(await linkOf(again, linked)).toMatchObject({ state: "in_sync", head });
});

test("a start takes up what was pushed while nothing ran", async () => {
  const folder = aFolder();
  const first = await aLockstep({ folder });
  const linked = await aLinkedSchema(first, { file: "a.yaml", text: "a: 1\n" });
  await first.stop();
  const head = await first.repository("petstore").commit({ files: { "a.yaml": "a: 2\n" }, silent: true });
  const again = await aLockstep({ folder, sandbox: first.sandbox });
  await settle(again);
  expect(await linkOf(again, linked)).toMatchObject({ state: "in_sync", head });
  expect((await again.call("GET", `${linked.address}/schema`)).body).toBe("a: 2\n");
});
