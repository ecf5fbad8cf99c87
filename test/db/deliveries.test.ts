import type { Updateable } from "kysely";
import { expect, test } from "vitest";
import { commitOf, type EventMark } from "../../src/core/webhook/event-mark.ts";
import {
  type NewDelivery,
  pruneDeliveries,
  recordDelivery,
  replayDelivery,
} from "../../src/db/deliveries.ts";
import { findDelivery, listDeliveries } from "../../src/db/delivery-list.ts";
import { packPayload } from "../../src/db/delivery-payload.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import type { LanesTable } from "../../src/db/schema.ts";
import type { Store } from "../../src/db/store.ts";
import { aRepository, aWorkspace, type AWorkspace } from "../support/a-workspace.ts";
import { aStore } from "../support/a-store.ts";

const HEAD = commitOf("ab".repeat(20));
const DAY_MS = 24 * 60 * 60 * 1000;

interface Scene {
  readonly store: Store;
  readonly acme: AWorkspace;
  /** GitHub's ids. */
  readonly installationId: number;
  readonly repositoryId: number;
  /** Row ids. */
  readonly repository: number;
  readonly lane: number;
}

async function aScene(store?: Store, login = "acme"): Promise<Scene> {
  const opened = store ?? (await aStore());
  const acme = await aWorkspace(opened, login);
  const repository = await aRepository(opened, acme);
  const key = { workspaceId: acme.id, repository, branch: "main" };
  const lane = await opened.write((tx) => ensureLane(tx, key));
  const installed = opened.read
    .selectFrom("installations")
    .select("installationId")
    .where("id", "=", acme.installation);
  const seen = opened.read.selectFrom("repositories").select("repositoryId").where("id", "=", repository);
  const ids = { ...(await installed.executeTakeFirstOrThrow()), ...(await seen.executeTakeFirstOrThrow()) };
  return { store: opened, acme, repository, lane, ...ids };
}

type LaneValues = Updateable<Pick<LanesTable, "head" | "dirty" | "clean" | "suspectHead">>;

let deliveries = 0;

async function aDelivery(scene: Scene, fields: Partial<NewDelivery>): Promise<NewDelivery> {
  return {
    hostId: scene.acme.hostId,
    guid: `guid-${(deliveries += 1)}`,
    event: "push",
    action: null,
    installationId: scene.installationId,
    repositoryId: scene.repositoryId,
    receivedAt: 1000,
    payload: await packPayload(Buffer.from("{}")),
    marks: [],
    ...fields,
  };
}

async function record(scene: Scene, fields: Partial<NewDelivery>): Promise<"recorded" | "repeated"> {
  const delivery = await aDelivery(scene, fields);
  return scene.store.write((tx) => recordDelivery(tx, delivery));
}

function laneMark(scene: Scene, fields: Partial<EventMark & { unit: "lane" }> = {}): EventMark {
  return {
    unit: "lane",
    repositoryId: scene.repositoryId,
    branch: "main",
    change: "moved",
    head: HEAD,
    ...fields,
  };
}

async function setLane({ store, lane }: Scene, values: LaneValues): Promise<void> {
  await store.write(({ query }) => query.updateTable("lanes").set(values).where("id", "=", lane).execute());
}

async function dirtyOf(
  store: Store,
  unit: "lanes" | "repositories" | "installations",
): Promise<Record<number, number>> {
  const rows = await store.read.selectFrom(unit).select(["id", "dirty"]).orderBy("id").execute();
  return Object.fromEntries(rows.map(({ id, dirty }) => [id, dirty]));
}

test("writes the delivery and marks its lane, and tells the queue once", async () => {
  const scene = await aScene();
  let told = 0;
  scene.store.listen("units", () => (told += 1));
  expect(await record(scene, { guid: "one", marks: [laneMark(scene)] })).toBe("recorded");
  const lane = await scene.store.read.selectFrom("lanes").selectAll().executeTakeFirstOrThrow();
  expect(lane).toMatchObject({ dirty: 1, look: 1, lookHead: HEAD, waitingSince: 1000 });
  expect(told).toBe(1);
  const { items } = await listDeliveries(scene.store.read, scene.acme.id, { cursor: null, limit: 10 });
  expect(items).toMatchObject([
    { guid: "one", outcome: "marked", workspaceId: scene.acme.id, repositoryId: scene.repositoryId },
  ]);
});

test("marks once, however often a delivery is repeated", async () => {
  const scene = await aScene();
  const fields = { guid: "same", marks: [laneMark(scene)] };
  const outcomes = await Promise.all([record(scene, fields), record(scene, fields), record(scene, fields)]);
  expect(outcomes).toEqual(["recorded", "repeated", "repeated"]);
  expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: 1 });
});

test("one id on two hosts is two deliveries", async () => {
  const scene = await aScene();
  const other = await scene.store.write(({ query }) =>
    query
      .insertInto("hosts")
      .values({ hostname: "ghe.test", isFirst: 0 })
      .returning("id")
      .executeTakeFirstOrThrow(),
  );
  const fields = { guid: "same", marks: [laneMark(scene)] };
  expect(await record(scene, fields)).toBe("recorded");
  expect(await record(scene, { ...fields, hostId: other.id })).toBe("recorded");
  expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: 1 });
});

test.each<{ says: string; lane: LaneValues; dirty: number }>([
  { says: "nothing where the lane rests at the pushed head", lane: { head: HEAD }, dirty: 0 },
  { says: "the lane where it rests elsewhere", lane: { head: commitOf("cd".repeat(20)) }, dirty: 1 },
  { says: "the lane where it never looked", lane: { head: null }, dirty: 1 },
  { says: "the lane where it is at work", lane: { head: HEAD, dirty: 3, clean: 2 }, dirty: 4 },
  { says: "the lane where it doubts its head", lane: { head: HEAD, suspectHead: HEAD }, dirty: 1 },
])("a push marks $says", async ({ lane, dirty }) => {
  const scene = await aScene();
  await setLane(scene, lane);
  await record(scene, { marks: [laneMark(scene)] });
  expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: dirty });
});

test.each(["moved", "created", "deleted"] as const)(
  "a branch without a lane that was %s marks nothing and is ignored",
  async (change) => {
    const scene = await aScene();
    await record(scene, { marks: [laneMark(scene, { branch: "other", change })] });
    await record(scene, { marks: [laneMark(scene, { repositoryId: 1, change })] });
    expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: 0 });
    const { items } = await listDeliveries(scene.store.read, null, { cursor: null, limit: 10 });
    expect(items.map(({ outcome }) => outcome)).toEqual(["ignored", "ignored"]);
  },
);

test("a created branch marks its lane only where none was found, a deleted one only where one was", async () => {
  const scene = await aScene();
  const marked = async (): Promise<{ created: number; deleted: number }> => {
    await setLane(scene, { dirty: 0, clean: 0 });
    await record(scene, { marks: [laneMark(scene, { change: "created", head: null })] });
    const created = (await dirtyOf(scene.store, "lanes"))[scene.lane] ?? -1;
    await setLane(scene, { dirty: 0, clean: 0 });
    await record(scene, { marks: [laneMark(scene, { change: "deleted", head: null })] });
    return { created, deleted: (await dirtyOf(scene.store, "lanes"))[scene.lane] ?? -1 };
  };
  const link = await aLink(scene);
  await setLane(scene, { head: HEAD });
  expect(await marked()).toEqual({ created: 0, deleted: 1 });
  await scene.store.write(({ query }) =>
    query.updateTable("links").set({ code: "branch_not_found" }).where("id", "=", link).execute(),
  );
  expect(await marked()).toEqual({ created: 1, deleted: 0 });
});

test("a repository that is known is read again, wherever it is known", async () => {
  const scene = await aScene();
  await record(scene, {
    event: "repository",
    marks: [{ unit: "repository", repositoryId: scene.repositoryId }],
  });
  expect(await dirtyOf(scene.store, "repositories")).toEqual({ [scene.repository]: 1 });
  expect(await dirtyOf(scene.store, "installations")).toEqual({ [scene.acme.installation]: 0 });
});

test("a repository that came from another owner is read again there, and listed again here", async () => {
  const scene = await aScene();
  const other = await aScene(scene.store, "other");
  await record(other, {
    event: "repository",
    marks: [{ unit: "repository", repositoryId: scene.repositoryId }],
  });
  expect(await dirtyOf(scene.store, "repositories")).toEqual({
    [scene.repository]: 1,
    [other.repository]: 0,
  });
  expect(await dirtyOf(scene.store, "installations")).toEqual({
    [scene.acme.installation]: 0,
    [other.acme.installation]: 1,
  });
});

test("a push of one workspace's installation marks no lane of another workspace", async () => {
  const scene = await aScene();
  const other = await aScene(scene.store, "other");
  await record(other, { marks: [laneMark(scene)] });
  await record(scene, { installationId: null, marks: [laneMark(scene)] });
  expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: 0, [other.lane]: 0 });
});

test("an installation not known yet is made and marked, in the workspace of its account", async () => {
  const scene = await aScene();
  const { accountId } = await scene.store.read
    .selectFrom("workspaces")
    .select("accountId")
    .executeTakeFirstOrThrow();
  const account = { id: accountId, login: "acme", type: "Organization" };
  const stranger = { id: 99, login: "stranger", type: "User" };
  await record(scene, { installationId: 501, marks: [{ unit: "installation", account }] });
  await record(scene, { installationId: 502, marks: [{ unit: "installation", account: stranger }] });
  await record(scene, { installationId: 503, marks: [{ unit: "installation", account: null }] });
  const made = await scene.store.read
    .selectFrom("installations")
    .select(["installationId", "workspaceId", "state", "dirty", "waitingSince"])
    .where("installationId", "in", [501, 502, 503])
    .orderBy("id")
    .execute();
  const common = { state: "active", dirty: 1, waitingSince: 1000 };
  expect(made).toEqual([
    { installationId: 501, workspaceId: scene.acme.id, ...common },
    { installationId: 502, workspaceId: null, ...common },
  ]);
});

test("a push of an installation that nobody told of has it read by its id", async () => {
  const scene = await aScene();
  const unknown = { installationId: 990_077, marks: [laneMark(scene)] };
  await record(scene, unknown);
  await record(scene, unknown);
  const made = scene.store.read
    .selectFrom("installations")
    .select(["workspaceId", "dirty", "clean"])
    .where("installationId", "=", 990_077);
  expect(await made.execute()).toEqual([{ workspaceId: null, dirty: 1, clean: 0 }]);
  expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: 0 });
});

test("what belongs to no installation makes none", async () => {
  const scene = await aScene();
  const before = await scene.store.read.selectFrom("installations").select("id").execute();
  await record(scene, { installationId: null, marks: [laneMark(scene)] });
  await record(scene, { installationId: 990_078, marks: [] });
  expect(await scene.store.read.selectFrom("installations").select("id").execute()).toEqual(before);
});

test("a replay marks again, though the lane is believed to rest", async () => {
  const scene = await aScene();
  await setLane(scene, { head: HEAD });
  await record(scene, { marks: [laneMark(scene)] });
  const { items } = await listDeliveries(scene.store.read, null, { cursor: null, limit: 1 });
  const id = items[0]?.id ?? 0;
  const replay = (workspaceId: number | null, which: number): Promise<boolean> =>
    scene.store.write((tx) => replayDelivery(tx, workspaceId, { id: which, now: 5000 }));
  expect(await replay(scene.acme.id, id)).toBe(true);
  expect(await replay(null, id)).toBe(true);
  expect(await replay(scene.acme.id + 1, id)).toBe(false);
  expect(await replay(null, id + 1)).toBe(false);
  expect(await dirtyOf(scene.store, "lanes")).toEqual({ [scene.lane]: 2 });
});

test("lists newest first, page by page, and each workspace its own", async () => {
  const scene = await aScene();
  const other = await aScene(scene.store, "other");
  for (const guid of ["a", "b", "c"]) await record(scene, { guid });
  await record(other, { guid: "d" });
  await record(scene, { guid: "e", installationId: null });
  const guids = async (
    workspaceId: number | null,
    cursor: number | null,
  ): Promise<[string[], number | null]> => {
    const { items, next } = await listDeliveries(scene.store.read, workspaceId, { cursor, limit: 2 });
    return [items.map(({ guid }) => guid), next];
  };
  const [first, next] = await guids(scene.acme.id, null);
  expect(first).toEqual(["c", "b"]);
  expect(await guids(scene.acme.id, next)).toEqual([["a"], null]);
  expect(await guids(other.acme.id, null)).toEqual([["d"], null]);
  expect((await guids(null, null))[0]).toEqual(["e", "d"]);
});

test.each([20, 200_000])(
  "gives back a payload of %i bytes as it came, to its own workspace alone",
  async (size) => {
    const scene = await aScene();
    const text = Buffer.from(JSON.stringify({ text: "a".repeat(size) }));
    await record(scene, { payload: await packPayload(text) });
    const id = (await listDeliveries(scene.store.read, null, { cursor: null, limit: 1 })).items[0]?.id ?? 0;
    expect((await findDelivery(scene.store.read, scene.acme.id, id))?.payload).toEqual(text);
    expect(await findDelivery(scene.store.read, scene.acme.id + 1, id)).toBeNull();
  },
);

test("forgets payloads after their time, but no id that can still be redelivered", async () => {
  const scene = await aScene();
  const now = 100 * DAY_MS;
  for (const days of [20, 7, 3, 0]) await record(scene, { guid: `${days}`, receivedAt: now - days * DAY_MS });
  expect(await scene.store.write((tx) => pruneDeliveries(tx, now, 5 * DAY_MS))).toBe(false);
  const kept = await scene.store.read
    .selectFrom("deliveries")
    .select(["guid", "payload"])
    .orderBy("id")
    .execute();
  expect(kept.map(({ guid, payload }) => [guid, payload !== null])).toEqual([
    ["7", false],
    ["3", true],
    ["0", true],
  ]);
});

test("the newest delivery stays, however old, so that its number does not come back", async () => {
  const scene = await aScene();
  for (const guid of ["older", "newest"]) await record(scene, { guid, receivedAt: 0 });
  await scene.store.write((tx) => pruneDeliveries(tx, 100 * DAY_MS, DAY_MS));
  const kept = await scene.store.read.selectFrom("deliveries").select(["id", "guid"]).execute();
  expect(kept).toEqual([{ id: 2, guid: "newest" }]);
});

async function aLink({ store, acme, repository, lane }: Scene): Promise<number> {
  return store.write(async ({ query }) => {
    const document = await query
      .insertInto("documents")
      .values({ workspaceId: acme.id, kind: "schema", blob: null, savedAt: null })
      .returning("id")
      .executeTakeFirstOrThrow();
    const link = await query
      .insertInto("links")
      .values({
        workspaceId: acme.id,
        document: document.id,
        kind: "schema",
        repository,
        lane,
        branch: "main",
        followsDefault: 1,
        path: "a.yaml",
        pathKey: "a.yaml",
        mode: "auto",
        state: "in_sync",
        since: 0,
        createdAt: 0,
        keep: null,
        agreedStore: null,
        agreedRemote: null,
        remote: null,
        remoteCanonical: null,
        code: null,
        message: null,
        nextAttemptAt: null,
        verifiedAt: null,
        committedAt: null,
        refusedBlob: null,
        refusedHead: null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return link.id;
  });
}
