import { expect, test } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import {
  aBackup,
  aLinkedSchema,
  linkOf,
  requestsOf,
  requestsTo,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";
import { prepareScene, PUSH_SCENES } from "../support/push-scenes.ts";

test.each(PUSH_SCENES)(
  "$name: requests for a push are $floor",
  async (scene) => {
    const lockstep = await aTimedLockstep();
    const prepared = await prepareScene(lockstep, scene);
    const push = await scene.prepare(prepared);
    const requests = await requestsOf(lockstep, push);
    expect(requests, requests.join(", ")).toHaveLength(scene.floor);
  },
  60_000,
);

test("a save on a lane at rest costs one request, of a schema as of a collection", async () => {
  const lockstep = await aTimedLockstep();
  const schema = await aLinkedSchema(lockstep, { file: "a.yaml", text: "a: 1\n" });
  const backup = await aBackup(lockstep);
  await lockstep.pass(300_000);
  const ofSchema = await requestsOf(lockstep, () => saveText(lockstep, schema.document, "a: 2\n"));
  expect(ofSchema).toEqual(["graphql-mutation"]);
  await lockstep.pass(300_000);
  const { body } = aCollection({ id: backup.id, note: "later" });
  const ofBackup = await requestsOf(lockstep, () => lockstep.call("PUT", backup.address, body));
  expect(ofBackup).toEqual(["graphql-mutation"]);
  expect(await linkOf(lockstep, backup)).toMatchObject({ state: "in_sync" });
});

test("a link costs one look, and its first commit one request more", async () => {
  const lockstep = await aTimedLockstep();
  const requests = await requestsOf(lockstep, () =>
    aLinkedSchema(lockstep, { file: "a.yaml", text: "a: 1\n" }),
  );
  expect(requests).toEqual(["graphql-query", "graphql-mutation"]);
});

test("a sweep of unchanged heads is two lists and free answers", async () => {
  const lockstep = await aTimedLockstep();
  await lockstep.repository("petstore").createBranch("next");
  await aLinkedSchema(lockstep, { name: "A", file: "a.yaml", text: "a: 1\n" });
  await aLinkedSchema(lockstep, { name: "B", file: "b.yaml", text: "b: 1\n", branch: "next" });
  await requestsOf(lockstep, () => lockstep.sweeper.sweep());
  const heads = requestsTo(lockstep).filter(({ path }) => path.includes("/commits/"));
  expect(heads).toHaveLength(2);
  for (const { method, status, points } of heads) {
    expect({ method, status, points }).toEqual({ method: "GET", status: 304, points: 0 });
  }
  const rest = requestsTo(lockstep).filter((request) => !heads.includes(request));
  expect(rest.map(({ path }) => path.replace(/\?.*/, ""))).toEqual([
    "/api/v3/app/installations",
    "/api/v3/app/hook/deliveries",
  ]);
  expect(requestsTo(lockstep).every(({ method }) => method === "GET")).toBe(true);
});

test("a sweep that finds one moved head costs that lane's look alone", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("next");
  await aLinkedSchema(lockstep, { name: "A", file: "a.yaml", text: "a: 1\n" });
  await aLinkedSchema(lockstep, { name: "B", file: "b.yaml", text: "b: 1\n", branch: "next" });
  await repository.commit({ files: { "a.yaml": "a: 2\n" }, silent: true });
  const kinds = await requestsOf(lockstep, () => lockstep.sweeper.sweep());
  expect(kinds.filter((kind) => kind !== "rest")).toEqual(["graphql-query"]);
});

test("a paused link costs nothing, neither by pushes nor by sweeps", async () => {
  const lockstep = await aTimedLockstep();
  const linked = await aLinkedSchema(lockstep, { file: "a.yaml", text: "a: 1\n" });
  await lockstep.call("PATCH", `links/${linked.link}`, { paused: true });
  await settle(lockstep);
  await requestsOf(lockstep, async () => {
    await lockstep.repository("petstore").commit({ files: { "a.yaml": "a: 2\n" } });
    await lockstep.sweeper.sweep();
  });
  expect(requestsTo(lockstep).filter(({ path }) => !path.startsWith("/api/v3/app/"))).toEqual([]);
});
