import { expect, test } from "vitest";
import { ADMIN_RIGHTS } from "../../src/core/access/rights.ts";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { pruneActivity, recordActivity } from "../../src/db/activity.ts";
import { makeDocument } from "../../src/db/documents.ts";
import { cursorAfter, hasReached, newestActivity, newestEvents, readEvents } from "../../src/db/events.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import { NOTHING_KNOWN, savingSince } from "../../src/db/link-columns.ts";
import { aStore } from "../support/a-store.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { A_WORKSPACE, anUpgradedStore } from "../support/an-upgraded-store.ts";

/** A workspace, and how to make links of one document in it. */
async function aScene() {
  const store = await aStore();
  const acme = await aWorkspace(store);
  const repository = await aRepository(store, acme);
  const document = await store.write((tx) => makeDocument(tx, acme.id, "collection", null));
  const place = { workspaceId: acme.id, document, kind: "backup", repository } as const;
  const link = (path: string): Promise<number> =>
    store.write(async (tx) => {
      // One of a document on a branch.
      const lane = await ensureLane(tx, { workspaceId: acme.id, repository, branch: path });
      const where = { lane, branch: path, followsDefault: 0, path, pathKey: path } as const;
      const shown = { ...NOTHING_KNOWN, ...savingSince(0), mode: "auto", keep: null, createdAt: 0 } as const;
      const insert = tx.query.insertInto("links").values({ ...place, ...where, ...shown });
      return (await insert.returning("id").executeTakeFirstOrThrow()).id;
    });
  const tell = (): Promise<void> =>
    store.write((tx) => recordActivity(tx, { workspaceId: acme.id, at: 0, type: "settings.changed" }));
  /** Ids of the links, then of the rows, that come after. */
  const after = async (from = { activity: 0, change: 0 }, workspaceId = acme.id) => {
    const until = await newestEvents(store.read);
    const ids: string[] = [];
    for (let cursor = from; !hasReached(cursor, until);) {
      const page = await readEvents(
        store.read,
        { workspaceId, rights: ADMIN_RIGHTS },
        { from: cursor, until },
      );
      ids.push(...page.links.map(({ id }) => `link ${id}`), ...page.activity.map(({ id }) => `row ${id}`));
      cursor = page.cursor;
    }
    return ids;
  };
  return { store, acme, document, link, tell, after };
}

test("a link that was made or changed comes after, once, as often as it changes", async () => {
  const { store, link, after } = await aScene();
  const [one, two] = [await link("one"), await link("two")];
  expect(await after()).toEqual([`link ${one}`, `link ${two}`]);
  const from = await newestEvents(store.read);
  expect(await after(from)).toEqual([]);
  const set = (values: { path?: string; state?: "paused"; verifiedAt?: number }, id: number) =>
    store.write(({ query }) => query.updateTable("links").set(values).where("id", "=", id).execute());
  await set({ state: "paused" }, one);
  await set({ path: "three" }, one);
  expect(await after(from)).toEqual([`link ${one}`]);
  const then = await newestEvents(store.read);
  // The same again, and what nobody is shown.
  await set({ path: "three" }, one);
  await set({ verifiedAt: 5 }, two);
  expect(await after(then)).toEqual([]);
});

test("a new text of the document changes all of its links", async () => {
  const { store, document, link, after } = await aScene();
  const ids = [await link("one"), await link("two")];
  const from = await newestEvents(store.read);
  const blob = blobIdOf(Buffer.from("new"));
  await store.write(({ query }) =>
    query.updateTable("documents").set({ blob }).where("id", "=", document).execute(),
  );
  expect(await after(from)).toEqual(ids.map((id) => `link ${id}`));
});

test("the number of a link that is gone does not come back", async () => {
  const { store, link, after } = await aScene();
  const [, two] = [await link("one"), await link("two")];
  const from = await newestEvents(store.read);
  await store.write(({ query }) => query.deleteFrom("links").where("id", "=", two).execute());
  const three = await link("three");
  expect(await after(from)).toEqual([`link ${three}`]);
});

test("all come, page by page, the links first, also where many changed at once", async () => {
  const { store, document, link, tell, after } = await aScene();
  const links: string[] = [];
  for (let number = 0; number < 130; number += 1) links.push(`link ${await link(`file-${number}`)}`);
  const rows = Array.from({ length: 230 }, (_, index) => `row ${index + 1}`);
  for (const _row of rows) await tell();
  expect(await after()).toEqual([...links, ...rows]);
  const from = await newestEvents(store.read);
  const blob = blobIdOf(Buffer.from("new"));
  await store.write(({ query }) =>
    query.updateTable("documents").set({ blob }).where("id", "=", document).execute(),
  );
  expect((await after(from)).toSorted()).toEqual(links.toSorted());
});

test("nothing of another workspace comes", async () => {
  const { store, link, tell, after } = await aScene();
  const other = await aWorkspace(store, "other");
  await link("one");
  await tell();
  expect(await after({ activity: 0, change: 0 }, other.id)).toEqual([]);
});

test("who has seen a row has seen what changed before it, and is told what changed since", async () => {
  const { store, acme, link, tell, after } = await aScene();
  await link("one");
  await tell();
  const two = await link("two");
  await tell();
  const seen = await cursorAfter(store.read, { workspaceId: acme.id, after: 1, most: 10 });
  expect(seen).not.toBeNull();
  if (seen !== null) expect(await after(seen)).toEqual([`link ${two}`, "row 2"]);
});

test("something is missing only where rows of the workspace are forgotten, or are too many", async () => {
  const { store, acme, link, tell, after } = await aScene();
  const other = await aWorkspace(store, "other");
  const elsewhere = (at: number): Promise<void> =>
    store.write((tx) => recordActivity(tx, { workspaceId: other.id, at, type: "settings.changed" }));
  const cursors = (ids: readonly number[], workspaceId = acme.id, most = 3) =>
    Promise.all(ids.map((id) => cursorAfter(store.read, { workspaceId, after: id, most })));
  await link("one");
  await tell();
  await tell();
  const two = await link("two");
  for (let at = 1; at <= 10; at += 1) await elsewhere(at);
  expect(await cursors([0, 1, 12, 13])).toEqual([
    { activity: 0, change: 0 },
    { activity: 1, change: 1 },
    { activity: 12, change: 2 },
    null,
  ]);
  expect(await cursors([0, 8, 9], other.id)).toEqual([null, null, { activity: 9, change: 2 }]);
  await store.write((tx) => pruneActivity(tx, 6, 0));
  expect(await newestActivity(store.read, acme.id)).toBe(2);
  expect(await cursors([0, 1])).toEqual([null, null]);
  const [resumed] = await cursors([2]);
  expect(resumed).toEqual({ activity: 2, change: 1 });
  expect(await after(resumed ?? undefined)).toEqual([`link ${two}`]);
  expect(await cursors([6, 7], other.id, 10)).toEqual([null, { activity: 7, change: 2 }]);
  const third = await aWorkspace(store, "third");
  expect(await cursors([0], third.id)).toEqual([{ activity: 0, change: 0 }]);
});

test("what was forgotten before anybody counted is taken to be of any workspace", async () => {
  const store = await anUpgradedStore(
    "0015-revision-changes",
    `${A_WORKSPACE}
    insert into "activity" ("id", "workspaceId", "at", "type") values (8, null, 7, 'host.added');
  `,
  );
  expect(await newestActivity(store.read, 1)).toBe(7);
  expect(await cursorAfter(store.read, { workspaceId: 1, after: 6, most: 10 })).toBeNull();
  expect(await cursorAfter(store.read, { workspaceId: 1, after: 7, most: 10 })).not.toBeNull();
});

test("links and rows from before the migration are there, and count from then on", async () => {
  const store = await anUpgradedStore(
    "0007-rolling-branches",
    `${A_WORKSPACE}
    insert into "activity" ("workspaceId", "at", "type") values (1, 7, 'api.made');
  `,
  );
  expect(await newestEvents(store.read)).toEqual({ activity: 1, change: 0 });
  await store.write((tx) => recordActivity(tx, { workspaceId: 1, at: 8, type: "api.made" }));
  const until = await newestEvents(store.read);
  const page = await readEvents(store.read, null, { from: { activity: 0, change: 0 }, until });
  expect(page.activity.map(({ id }) => id)).toEqual([1, 2]);
});
