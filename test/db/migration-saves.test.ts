import { Migrator } from "kysely/migration";
import { join } from "node:path";
import { onTestFinished, expect, test } from "vitest";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { MIGRATIONS } from "../../src/db/migrations/migrations.ts";
import { Store } from "../../src/db/store.ts";
import { readSettings } from "../../src/db/settings.ts";
import { listRevisions } from "../../src/db/revisions.ts";
import { aFolder } from "../support/a-store.ts";

test("revisions made before saves had authors keep all they had", async () => {
  const { raw, dialect } = openSqlite(join(aFolder(), "lockstep.db"));
  const store = new Store({ raw, dialect });
  onTestFinished(() => store.close());
  const migrator = new Migrator({
    db: store.read,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  expect((await migrator.migrateTo("0001-initial")).error).toBeUndefined();
  raw.exec(`
    insert into "hosts" ("hostname", "isFirst") values ('github.com', 1);
    insert into "workspaces" ("hostId", "accountId", "accountLogin", "accountType", "slug", "createdAt")
      values (1, 5, 'acme', 'Organization', 'acme', 1);
    insert into "documents" ("workspaceId", "kind", "revision") values (1, 'schema', 1);
    insert into "revisions" ("document", "number", "blob", "origin", "author", "message", "at", "valid")
      values (1, 1, 'b', 'github', 'mona', 'Say it', 7, 1);
  `);
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  const page = { before: null, limit: 10, onlyValid: false };
  expect(await listRevisions(store.read, 1, page)).toMatchObject([
    { number: 1, author: "mona", message: "Say it", person: null, at: 7 },
  ]);
  expect(await readSettings(store.read, 1)).toEqual({
    commitMessage: { headline: "{summary}", body: "{details}" },
    alerts: { checkRuns: true, statusIssue: false },
  });
});
