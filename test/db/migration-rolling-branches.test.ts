import { Migrator } from "kysely/migration";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { MIGRATIONS } from "../../src/db/migrations/migrations.ts";
import { loadProposals } from "../../src/db/proposals.ts";
import { Store } from "../../src/db/store.ts";
import { aFolder } from "../support/a-store.ts";

const BASE = parseCommitId("b".repeat(40));

test("a request that was open before contains the head that it began at, and may hold more than ours", async () => {
  const { raw, dialect } = openSqlite(join(aFolder(), "lockstep.db"));
  const store = new Store({ raw, dialect });
  onTestFinished(() => store.close());
  const migrator = new Migrator({
    db: store.read,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  expect((await migrator.migrateTo("0006-access")).error).toBeUndefined();
  raw.exec(`
    pragma foreign_keys = off;
    insert into "proposals" ("lane", "ordinal", "branch", "base", "state", "at")
      values (1, 1, 'lockstep/main', '${BASE}', 'open', 1);
  `);
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  expect(await loadProposals(store.read, 1)).toMatchObject([{ bases: [BASE], isOursAlone: false }]);
});
