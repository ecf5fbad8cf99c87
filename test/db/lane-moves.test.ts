import { Migrator } from "kysely/migration";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { loadLane } from "../../src/db/lane-load.ts";
import { MIGRATIONS } from "../../src/db/migrations/migrations.ts";
import { Store } from "../../src/db/store.ts";
import { aFolder } from "../support/a-store.ts";

const LANE = `
  insert into "hosts" ("hostname", "isFirst") values ('github.com', 1);
  insert into "workspaces" ("hostId", "accountId", "accountLogin", "accountType", "slug", "createdAt")
    values (1, 5, 'acme', 'Organization', 'acme', 1);
  insert into "installations" ("hostId", "installationId", "workspaceId", "state", "createdAt")
    values (1, 11, 1, 'active', 1);
  insert into "repositories" ("hostId", "workspaceId", "installation", "repositoryId", "nodeId", "ownerId", "owner", "name",
    "defaultBranch", "isPrivate", "isArchived", "isAccessible", "htmlUrl", "cloneUrl")
    values (1, 1, 1, 7, 'R_7', 5, 'acme', 'pets', 'main', 0, 0, 1, '', '');
  insert into "lanes" ("workspaceId", "repository", "branch", "head") values (1, 1, 'main', 'b');
`;

test("a lane from before knows the heads that it has left, and that it has seen them", async () => {
  const { raw, store, migrator } = aDatabase();
  expect((await migrator.migrateTo("0004-renames")).error).toBeUndefined();
  raw.exec(`${LANE}
    insert into "laneHeads" ("lane", "head", "leftAt", "namedAt") values (1, 'a', 3, null);
  `);
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  expect(await loadLane(store.read, 1)).toMatchObject({
    head: "b",
    lastHead: "b",
    leftHeads: [{ head: "a", wasSeen: true }],
    moves: [],
  });
});

test("moves told before they were numbered by their deliveries stay, in their order", async () => {
  const { raw, store, migrator } = aDatabase();
  expect((await migrator.migrateTo("0005-moves")).error).toBeUndefined();
  raw.exec(`${LANE}
    insert into "laneMoves" ("lane", "before", "after", "look") values (1, 'b', 'c', 1), (1, null, 'b', 0);
  `);
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  expect((await loadLane(store.read, 1)).moves).toEqual([
    { id: 2, before: null, after: "b", isNew: false },
    { id: 1, before: "b", after: "c", isNew: true },
  ]);
});

function aDatabase() {
  const { raw, dialect } = openSqlite(join(aFolder(), "lockstep.db"));
  const store = new Store({ raw, dialect });
  onTestFinished(() => store.close());
  const migrator = new Migrator({
    db: store.read,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  return { raw, store, migrator };
}
