import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { RightsUnknown } from "../../src/core/access/access-port.ts";
import { pruneActivity, recordActivity } from "../../src/db/activity.ts";
import { anApi } from "../support/an-api.ts";
import type { AnEvent } from "../support/an-event-stream.ts";
import { type AnEventScene, anEventScene, NO_RIGHTS } from "../support/an-event-scene.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

const isActivity = (type: string) => (event: AnEvent) =>
  event.event === "activity" && (event.data as { type: string }).type === type;
const typesOf = (events: readonly AnEvent[]): string[] =>
  events.flatMap(({ event, data }) => (event === "activity" ? [(data as { type: string }).type] : []));
const isResting = ({ event, data }: AnEvent): boolean =>
  event === "link" && (data as { state: string }).state === "in_sync";
const isFirst = ({ event }: AnEvent): boolean => event === "ready" || event === "reset";
const isEnd = ({ event }: AnEvent): boolean => event === "end";

/** Rows that all admins see. */
async function tellMore({ store, acme }: AnEventScene, count: number, text = "x"): Promise<void> {
  await store.write(async (tx) => {
    for (let at = 0; at < count; at += 1) {
      await recordActivity(tx, { workspaceId: acme.id, at, type: "settings.changed", data: { at, text } });
    }
  });
}

/** A linked collection in a repository of its own. */
async function aLink(scene: AnEventScene, id: string): Promise<{ link: number; repository: number }> {
  const { call, store, acme } = scene;
  const repository = await aRepository(store, acme);
  const { repositoryId } = await store.read
    .selectFrom("repositories")
    .select("repositoryId")
    .where("id", "=", repository)
    .executeTakeFirstOrThrow();
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  const payload = { info: { _postman_id: id, name: "Pets", schema }, item: [] };
  await call("POST", "collections", { payload });
  const made = await call("POST", `collections/${id}/backups`, { payload: { repository: repositoryId } });
  return { link: made.json<{ id: number }>().id, repository };
}

const ONE = "11111111-2abf-4edc-8e34-de66e74114d2";
const TWO = "22222222-2abf-4edc-8e34-de66e74114d2";

test("begins with where it stands, and tells from there on, each with its id", async () => {
  const scene = await anEventScene();
  await scene.call("POST", "apis", { payload: { name: "Before" } });
  const stream = await scene.asAdmin();
  expect(stream.response.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
  expect(stream.response.headers["cache-control"]).toBe("no-store, no-transform");
  expect(stream.response.headers["x-content-type-options"]).toBe("nosniff");
  expect(await stream.until(({ event }) => event === "ready")).toMatchObject({
    id: "1",
    data: { cursor: 1 },
  });
  await scene.call("POST", "apis", { payload: { name: "After" } });
  const told = await stream.until(isActivity("api.made"));
  const [newest] = (await scene.call("GET", "activity")).json<{ items: { id: number }[] }>().items;
  expect(told).toEqual({ event: "activity", id: String(newest?.id), data: newest });
});

test("whoever comes back is told what they missed, once and in order, and then goes on", async () => {
  const scene = await anEventScene();
  const stream = await scene.asAdmin();
  await scene.call("POST", "apis", { payload: { name: "One" } });
  await stream.until(isActivity("api.made"));
  const lastId = stream.lastId() ?? "";
  stream.close();
  await tellMore(scene, 250);
  const back = await scene.asAdmin(lastId);
  await tellMore(scene, 250);
  await vi.waitFor(() => expect(typesOf(back.events)).toHaveLength(500), 5000);
  const ids = back.events.flatMap(({ event, id }) => (event === "activity" ? [Number(id)] : []));
  expect(ids).toEqual(Array.from({ length: 500 }, (_, index) => Number(lastId) + 1 + index));
});

test("what is committed while streams are opened is told to each of them once", async () => {
  const scene = await anEventScene();
  await tellMore(scene, 1);
  const telling = (async () => {
    for (let round = 0; round < 60; round += 1) await tellMore(scene, 1);
  })();
  const streams = [];
  for (let number = 0; number < 12; number += 1) streams.push(await scene.asAdmin("1"));
  await telling;
  for (const stream of streams) {
    await vi.waitFor(() => expect(typesOf(stream.events)).toHaveLength(60), 5000);
    expect(new Set(stream.events.map(({ id, event }) => `${event} ${id}`)).size).toBe(stream.events.length);
  }
});

test("begins behind what a first read held, and loses nothing between", async () => {
  const scene = await anEventScene();
  await scene.call("POST", "apis", { payload: { name: "Before" } });
  const read = await scene.call("GET", "apis");
  expect(read.headers["lockstep-cursor"]).toBe("1");
  await scene.call("POST", "apis", { payload: { name: "Between" } });
  const stream = await scene.asAdmin(String(read.headers["lockstep-cursor"]));
  await scene.call("POST", "apis", { payload: { name: "After" } });
  await vi.waitFor(() => expect(typesOf(stream.events)).toHaveLength(2), 5000);
  expect(JSON.stringify(stream.events)).not.toContain("Before");
});

test("tells not even by its ids that something happens in another workspace", async () => {
  const scene = await anEventScene();
  const other = await aWorkspace(scene.store, "other");
  await scene.call("POST", "apis", { payload: { name: "Pets" } });
  const elsewhere = (): Promise<void> =>
    scene.store.write((tx) => recordActivity(tx, { workspaceId: other.id, at: 0, type: "api.made" }));
  await elsewhere();
  const stream = await scene.asAdmin();
  expect(await stream.until(isFirst)).toMatchObject({ id: "1", data: { cursor: 1 } });
  await elsewhere();
  await vi.waitFor(() => expect(stream.text().split(":\n\n").length).toBeGreaterThan(3), 5000);
  expect([...stream.text().matchAll(/^id: (\d+)$/gm)].map(([, id]) => id)).toEqual(["1", "1"]);
  expect((await scene.call("GET", "apis")).headers["lockstep-cursor"]).toBe("1");
  const back = await scene.asAdmin("1");
  await scene.call("POST", "apis", { payload: { name: "More" } });
  expect((await back.until(isActivity("api.made"))).id).toBe("4");
});

test("tells of links whatever changed them, before the activity that tells of it", async () => {
  const scene = await anEventScene();
  const stream = await scene.asAdmin();
  const { link } = await aLink(scene, ONE);
  await stream.until(isActivity("link.made"));
  const order = stream.events.map(({ event, data }) =>
    event === "link" ? "link" : (data as { type?: string }).type,
  );
  expect(order.indexOf("link")).toBeLessThan(order.indexOf("link.made"));
  // No row of the activity tells of these.
  const rest = { state: "in_sync", code: null } as const;
  await scene.store.write(async (tx) => {
    await tx.query.updateTable("links").set(rest).where("id", "=", link).execute();
    tx.signal("links");
  });
  const told = await stream.until(isResting);
  // As lists tell it: what the caller may do is said of one link alone.
  expect((await scene.call("GET", "links")).json<{ items: unknown[] }>().items).toEqual([told.data]);
  const lastId = stream.lastId() ?? "";
  stream.close();
  await scene.call("PATCH", `links/${link}`, { payload: { mode: "pull_request" } });
  const back = await scene.asAdmin(lastId);
  await back.until(({ data }) => (data as { mode?: string }).mode === "pull_request");
});

test("tells people of what they may read, and of nothing else", async () => {
  const scene = await anEventScene();
  const other = await aWorkspace(scene.store, "other");
  const [mine, another] = [await aLink(scene, ONE), await aLink(scene, TWO)];
  scene.person.rights = { ...NO_RIGHTS, readable: new Set([mine.repository]) };
  const back = await scene.asPerson("0");
  await scene.call("PATCH", `links/${another.link}`, { payload: { mode: "commit" } });
  await scene.store.write((tx) => recordActivity(tx, { workspaceId: other.id, at: 0, type: "api.made" }));
  await scene.call("PATCH", `links/${mine.link}`, { payload: { mode: "commit" } });
  await back.until(isActivity("link.changed"));
  expect(JSON.stringify(back.events)).toContain(ONE);
  expect(JSON.stringify(back.events)).not.toContain(TWO);
  expect(typesOf(back.events)).toEqual(["collection.made", "revision.added", "link.made", "link.changed"]);
  expect(JSON.stringify(back.events)).not.toContain("127.0.0.1");
});

test("rights are asked again while a stream is open: more are told, then fewer, then it ends", async () => {
  const scene = await anEventScene({ limits: { askMs: 20 } });
  const { link, repository } = await aLink(scene, ONE);
  const stream = await scene.asPerson();
  await stream.until(({ event }) => event === "ready");
  const change = (mode: string) => scene.call("PATCH", `links/${link}`, { payload: { mode } });
  scene.person.rights = { ...NO_RIGHTS, readable: new Set([repository]) };
  await vi.waitFor(async () => {
    await change("commit");
    await change("auto");
    expect(typesOf(stream.events).length).toBeGreaterThan(0);
  }, 5000);
  scene.person.rights = NO_RIGHTS;
  await vi.waitFor(async () => {
    const before = typesOf(stream.events).length;
    await change("commit");
    await change("auto");
    const newest = Number((await scene.call("GET", "links")).headers["lockstep-cursor"]);
    // Signs of life say which rows the stream stands behind, told or not.
    await vi.waitFor(() => expect(Number(stream.lastId())).toBeGreaterThanOrEqual(newest), 5000);
    expect(typesOf(stream.events)).toHaveLength(before);
  }, 20_000);
  scene.person.rights = null;
  expect(await stream.until(isEnd)).toMatchObject({ data: { code: "not_found" } });
  await vi.waitFor(() => expect(stream.hasEnded()).toBe(true));
});

test("ends when the session ends, before another word is told", async () => {
  const scene = await anEventScene();
  scene.person.rights = { ...NO_RIGHTS, isAdmin: true, readable: "all" };
  const stream = await scene.asPerson();
  await scene.call("POST", "apis", { payload: { name: "Before" } });
  await stream.until(isActivity("api.made"));
  scene.person.isSignedIn = false;
  await scene.store.write(async (tx) => {
    await recordActivity(tx, { workspaceId: null, at: 0, type: "session.ended", user: NO_RIGHTS.userId });
    await recordActivity(tx, { workspaceId: scene.acme.id, at: 0, type: "api.deleted" });
  });
  expect(await stream.until(isEnd)).toMatchObject({ data: { code: "unauthorized" } });
  await vi.waitFor(() => expect(stream.hasEnded()).toBe(true));
  expect(typesOf(stream.events)).toEqual(["api.made"]);
});

test("ends when the token is revoked", async () => {
  const scene = await anEventScene();
  const made = await scene.call("POST", "tokens", { payload: { name: "CI", scopes: ["read"] } });
  const { id, token } = made.json<{ id: number; token: string }>();
  const stream = await scene.asToken(token);
  await stream.until(({ event }) => event === "ready");
  await scene.call("DELETE", `tokens/${id}`);
  expect(await stream.until(isEnd)).toMatchObject({ data: { code: "unauthorized" } });
});

test("tells nothing while GitHub does not say what the person may read, and all of it afterwards", async () => {
  const scene = await anEventScene({ limits: { askMs: 20 } });
  const mayAll = { ...NO_RIGHTS, isAdmin: true, readable: "all" } as const;
  scene.person.rights = mayAll;
  const stream = await scene.asPerson();
  await tellMore(scene, 1);
  await stream.until(isActivity("settings.changed"));
  let asked = 0;
  scene.person.rights = () => {
    asked += 1;
    throw new RightsUnknown(20);
  };
  await vi.waitFor(() => expect(asked).toBeGreaterThan(2));
  await tellMore(scene, 3);
  await vi.waitFor(() => expect(asked).toBeGreaterThan(5));
  expect(typesOf(stream.events)).toHaveLength(1);
  scene.person.rights = mayAll;
  await vi.waitFor(() => expect(typesOf(stream.events)).toHaveLength(4), 5000);
});

test("says so where what was missed is not kept any more, and only there", async () => {
  const scene = await anEventScene();
  const { store } = scene;
  const other = await aWorkspace(store, "other");
  await tellMore(scene, 5);
  // More than anybody is told of one workspace at once.
  await sql`insert into "activity" ("workspaceId", "at", "type")
    with recursive "times" ("at") as (select 0 union all select "at" + 1 from "times" where "at" < 10049)
    select ${other.id}, "at", 'settings.changed' from "times"`.execute(store.read);
  const firstFor = async (id: string): Promise<string | undefined> => {
    const stream = await scene.asAdmin(id);
    const { event } = await stream.until(isFirst);
    stream.close();
    return event;
  };
  const answers = (ids: readonly string[]) => Promise.all(ids.map(firstFor));
  expect(await answers(["0", "1", "5", "99000"])).toEqual(["ready", "ready", "ready", "reset"]);
  const back = await scene.asAdmin("3");
  await vi.waitFor(() => expect(back.lastId()).toBe("5"), 5000);
  await store.write((tx) => pruneActivity(tx, 3, 0));
  expect(await answers(["1", "2", "3", "5"])).toEqual(["reset", "reset", "ready", "ready"]);
  for (let isMore = true; isMore;) isMore = await store.write((tx) => pruneActivity(tx, 10_000, 0));
  expect((await scene.call("GET", "apis")).headers["lockstep-cursor"]).toBe("5");
  expect(await answers(["3", "5"])).toEqual(["reset", "ready"]);
  const resumed = await scene.asAdmin("5");
  await tellMore(scene, 1);
  expect((await resumed.until(isActivity("settings.changed"))).id).toBe("10056");
});

test.each(["x", "-1", "1.5", "9".repeat(16), "1,2"])(
  "takes no id that is none of its own: %s",
  async (id) => {
    const { call } = await anApi();
    const refused = await call("GET", "events", { headers: { "last-event-id": id } });
    expect(refused.json()).toMatchObject({ status: 400, code: "invalid_request" });
    expect((await call("GET", `events?after=${id}`)).statusCode).toBe(400);
  },
);

test("takes the id in the address too", async () => {
  const { call } = await anApi();
  await call("POST", "apis", { payload: { name: "Pets" } });
  expect((await call("GET", "events?after=0")).body).toContain("api.made");
});

test("has no head to be asked for", async () => {
  const { server } = await anApi();
  const answer = await server.inject({ method: "HEAD", url: "/api/v1/workspaces/acme/events" });
  expect(answer.statusCode).toBe(405);
});

test("gives a sign of life, with the id to come back with, though nothing is told", async () => {
  const scene = await anEventScene();
  const stream = await scene.asPerson();
  await tellMore(scene, 3);
  await vi.waitFor(() => expect(stream.text()).toContain("id: 3\n\n"), 5000);
  await vi.waitFor(() => expect(stream.text().split(":\n\n").length).toBeGreaterThan(3), 5000);
  expect(stream.events.map(({ event }) => event)).toEqual(["ready"]);
});
