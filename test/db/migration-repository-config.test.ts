import { join } from "node:path";
import { Migrator } from "kysely/migration";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { MIGRATIONS } from "../../src/db/migrations/migrations.ts";
import { findRepositoryRow } from "../../src/db/repository-row.ts";
import { Store } from "../../src/db/store.ts";
import { aFolder } from "../support/a-store.ts";

test("a repository that was to be read again is so still, and one at rest is not", async () => {
  const { raw, dialect } = openSqlite(join(aFolder(), "lockstep.db"));
  const store = new Store({ raw, dialect });
  onTestFinished(() => store.close());
  const migrator = new Migrator({
    db: store.read,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  expect((await migrator.migrateTo("0007-rolling-branches")).error).toBeUndefined();
  raw.exec(`
    insert into "hosts" ("hostname", "isFirst") values ('github.com', 1);
    insert into "workspaces" ("hostId", "accountId", "accountLogin", "accountType", "slug", "createdAt")
      values (1, 5, 'acme', 'Organization', 'acme', 1);
    insert into "installations" ("hostId", "installationId", "workspaceId", "state", "createdAt")
      values (1, 9, 1, 'active', 1);
    insert into "repositories" ("hostId", "workspaceId", "installation", "repositoryId", "nodeId", "ownerId", "owner",
        "name", "defaultBranch", "isPrivate", "isArchived", "isAccessible", "htmlUrl", "cloneUrl", "dirty", "clean")
      values (1, 1, 1, 7, 'R7', 5, 'acme', 'waits', 'main', 1, 0, 1, '', '', 3, 2),
        (1, 1, 1, 8, 'R8', 5, 'acme', 'rests', 'main', 1, 0, 1, '', '', 3, 3);
  `);
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  expect(await findRepositoryRow(store.read, 1)).toMatchObject({ isToBeRead: true });
  expect(await findRepositoryRow(store.read, 2)).toMatchObject({ isToBeRead: false });
});
