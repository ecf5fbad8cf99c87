import { sql } from "kysely";
import { expect, test } from "vitest";
import type { Activity } from "../../src/db/activity.ts";
import { makeApi, deleteApi, findApi, DELETED_KEPT_MS } from "../../src/db/apis.ts";
import { packBlob, readBlob } from "../../src/db/blobs.ts";
import { deleteCollection, findCollection, saveCollection } from "../../src/db/collections.ts";
import { makeHook } from "../../src/db/hooks.ts";
import { purgeDeleted } from "../../src/db/purge-deleted.ts";
import type { Store } from "../../src/db/store.ts";
import { NAMED_BELOW, NAMED_IN_WORKSPACE } from "../../src/db/unnamed-blobs.ts";
import { readUsage } from "../../src/db/usage.ts";
import { aStore } from "../support/a-store.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);
const deed = (at: number) => ({ at, actor: "mona" }) as const;
const UID = "12ece9e1-2abf-4edc-8e34-de66e74114d2";

interface AWorld {
  readonly store: Store;
  readonly workspaceId: number;
  save(uid: string, text: string): Promise<{ readonly document: number; readonly id: number }>;
  remove(uid: string, at: number): Promise<void>;
  /** Steps until there is no more; answers their number. */
  purge(): Promise<number>;
  count(table: "documents" | "revisions" | "blobs" | "collections" | "hooks" | "apis"): Promise<number>;
}

async function aWorld(): Promise<AWorld> {
  const store = await aStore();
  const { id: workspaceId } = await aWorkspace(store);
  return {
    store,
    workspaceId,
    async save(uid, text) {
      const content = await packBlob(Buffer.from(text));
      const wish = { workspaceId, uid, name: "Pets", content, origin: "store" } as const;
      const { collection } = await store.write((tx) => saveCollection(tx, wish, deed(1)));
      return collection;
    },
    async remove(uid, at) {
      await store.write(async (tx) => {
        const found = await findCollection(tx.query, workspaceId, uid);
        if (found !== null) await deleteCollection(tx, found, deed(at));
      });
    },
    async purge() {
      let steps = 0;
      for (let isMore = true; isMore; steps++) isMore = await store.write((tx) => purgeDeleted(tx, NOW));
      return steps;
    },
    async count(table) {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
        store.read,
      );
      return rows[0]?.n ?? -1;
    },
  };
}

test("forgets what was deleted 30 days ago with its history, and nothing that was deleted later or not at all", async () => {
  const world = await aWorld();
  const other = "22222222-2abf-4edc-8e34-de66e74114d2";
  const kept = "33333333-2abf-4edc-8e34-de66e74114d2";
  for (const uid of [UID, other, kept])
    for (const text of ["one", "two"]) await world.save(uid, `${uid} ${text}`);
  const before = await readUsage(world.store.read, world.workspaceId, NOW);
  await world.remove(UID, NOW - DELETED_KEPT_MS);
  await world.remove(other, NOW - DELETED_KEPT_MS + 1);
  await world.purge();
  expect(await world.count("collections")).toBe(2);
  expect(await world.count("documents")).toBe(2);
  expect(await world.count("revisions")).toBe(4);
  expect(await world.count("blobs")).toBe(4);
  const after = await readUsage(world.store.read, world.workspaceId, NOW);
  expect(before.storedBytes - after.storedBytes).toBe(2 * `${UID} one`.length);
  expect(await world.purge()).toBe(1);
});

test("keeps a content that something else names: another document, a link", async () => {
  const world = await aWorld();
  for (const text of ["shared", "linked", "alone"]) await world.save(UID, text);
  await world.save("22222222-2abf-4edc-8e34-de66e74114d2", "shared");
  const blobs = await Promise.all(["shared", "linked", "alone"].map((text) => packBlob(Buffer.from(text))));
  const [shared, linked, alone] = blobs.map(({ blob }) => blob);
  await sql`pragma foreign_keys = off`.execute(world.store.read);
  await sql`insert into links (workspaceId, document, kind, repository, lane, branch, followsDefault, path, pathKey, mode,
    state, since, createdAt, remote) values (${world.workspaceId}, 2, 'backup', 1, 1, 'main', 0, 'a', 'a', 'auto', 'in_sync', 1, 1, ${linked})`.execute(
    world.store.read,
  );
  await world.remove(UID, 1);
  await world.purge();
  const read = (blob: typeof shared) => readBlob(world.store.read, world.workspaceId, blob as never);
  expect(await read(shared)).not.toBeNull();
  expect(await read(linked)).not.toBeNull();
  expect(await read(alone)).toBeNull();
});

test("goes through a long history in steps, so that no write waits long", async () => {
  const world = await aWorld();
  for (let count = 0; count < 450; count++) await world.save(UID, `text ${count}`);
  await world.remove(UID, 1);
  expect(await world.purge()).toBeGreaterThanOrEqual(4);
  expect(await world.count("revisions")).toBe(0);
  expect(await world.count("blobs")).toBe(0);
});

test("ends what was for it alone, and keeps the activity for the admins", async () => {
  const world = await aWorld();
  const { document, id } = await world.save(UID, "text");
  await world.store.write(async (tx) => {
    const { workspaceId } = world;
    const target = { kind: "collection", collection: id } as const;
    await makeHook(
      tx,
      { workspaceId, target, secretHash: "h", allowedAddresses: null, isConfined: false },
      deed(1),
    );
    await tx.query
      .insertInto("tokens")
      .values({
        workspaceId,
        name: "ci",
        secretHash: "t",
        hint: "x",
        scopes: "[]",
        document,
        createdBy: null,
        createdAt: 1,
        expiresAt: null,
        usedAt: null,
        revokedAt: null,
      })
      .execute();
  });
  await world.remove(UID, 1);
  await world.purge();
  expect(await world.count("hooks")).toBe(0);
  const tokens = await world.store.read.selectFrom("tokens").select(["document", "revokedAt"]).execute();
  expect(tokens).toEqual([{ document: null, revokedAt: NOW }]);
  const rows = await world.store.read
    .selectFrom("activity")
    .select(["type", "document", "repository"])
    .execute();
  expect(rows.map(({ type }) => type)).toContain("collection.deleted" satisfies Activity["type"]);
  for (const row of rows) expect([row.document, row.repository]).toEqual([null, null]);
});

test("forgets a deleted API with its versions, and an API's versions that were deleted alone", async () => {
  const world = await aWorld();
  const made = await world.store.write((tx) =>
    makeApi(tx, { workspaceId: world.workspaceId, slug: "pets", name: "Pets", description: null }, deed(1)),
  );
  if (made.kind !== "done") throw new Error("not made");
  for (const [name, deletedAt] of [
    ["1.0", NOW - 31 * DAY],
    ["2.0", null],
  ] as const) {
    await world.store.write(async (tx) => {
      const document = await tx.query
        .insertInto("documents")
        .values({ workspaceId: world.workspaceId, kind: "schema", blob: null, savedAt: null })
        .returning("id")
        .executeTakeFirstOrThrow();
      await tx.query
        .insertInto("versions")
        .values({ api: made.api.id, document: document.id, name, kind: null, createdAt: 1, deletedAt })
        .execute();
    });
  }
  await world.purge();
  expect([await world.count("documents"), await world.count("apis")]).toEqual([1, 1]);
  const api = await findApi(world.store.read, world.workspaceId, "pets");
  if (api === null) throw new Error("gone too early");
  await world.store.write((tx) => deleteApi(tx, api, deed(NOW - 31 * DAY)));
  await world.purge();
  expect([await world.count("documents"), await world.count("apis")]).toEqual([0, 0]);
});

/** Columns whose names look like a content's, and which hold something else, or are searched as text. */
const NO_BLOBS = [
  "closureMembers.closure",
  "documents.closure",
  "links.members",
  "proposals.base",
  "proposals.text",
  "repositoryConfigs.seen",
  "repositoryConfigs.appliedSeen",
  "revisions.closure",
];

test("every column that may name a content is known to the purge", async () => {
  const store = await aStore();
  const { rows } = await sql<{ name: string }>`select t.name || '.' || c.name as name
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and lower(c.type) = 'text' and t.name <> 'blobs'`.execute(store.read);
  const suspects = rows
    .map(({ name }) => name)
    .filter((name) =>
      /\.(?:.*blob.*|store|remote|.*canonical|base|seen|text|.*merge|agreed.*|applied(?:Seen)?|members|closure)$/i.test(
        name,
      ),
    )
    .filter((name) => !NO_BLOBS.includes(name));
  const known = [
    "revisions.blob",
    ...Object.entries(NAMED_IN_WORKSPACE).flatMap(([table, columns]) =>
      columns.map((column) => `${table}.${column}`),
    ),
    ...Object.entries(NAMED_BELOW).flatMap(([table, { columns }]) =>
      columns.map((column) => `${table}.${column}`),
    ),
  ];
  expect(suspects.filter((name) => !known.includes(name))).toEqual([]);
  expect(known.filter((name) => !rows.some((row) => row.name === name))).toEqual([]);
});

test("every table that refers to a document is known to the purge", async () => {
  const store = await aStore();
  const { rows } = await sql<{ name: string }>`select t.name || '.' || f."from" as name
    from sqlite_master t join pragma_foreign_key_list(t.name) f
    where f."table" in ('documents', 'collections', 'versions', 'apis') and f.on_delete = 'NO ACTION' order by 1`.execute(
    store.read,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    "activity.document",
    "collections.document",
    "detachedLinks.document",
    "hooks.collection",
    "links.document",
    "revisions.document",
    "tokens.document",
    "versions.api",
    "versions.document",
  ]);
});
