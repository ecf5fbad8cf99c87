/** A database that an older version made and filled, brought to what this one expects. */
import { join } from "node:path";
import { Migrator } from "kysely/migration";
import { onTestFinished } from "vitest";
import { openSqlite } from "../../src/db/dialect/sqlite.ts";
import { MIGRATIONS } from "../../src/db/migrations/migrations.ts";
import { Store } from "../../src/db/store.ts";
import { aFolder } from "./a-store.ts";

/** Workspace 1, of host 1. */
export const A_WORKSPACE = `
  insert into "hosts" ("hostname", "isFirst") values ('github.com', 1);
  insert into "workspaces" ("hostId", "accountId", "accountLogin", "accountType", "slug", "createdAt")
    values (1, 5, 'acme', 'Organization', 'acme', 1);
`;

/** @param last the last migration that the older version knew @param rows SQL that fills it */
export async function anUpgradedStore(last: string, rows: string): Promise<Store> {
  const { raw, dialect } = openSqlite(join(aFolder(), "lockstep.db"));
  const store = new Store({ raw, dialect });
  onTestFinished(() => store.close());
  const migrator = new Migrator({
    db: store.read,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  throwWhereFailed(await migrator.migrateTo(last));
  raw.exec(rows);
  throwWhereFailed(await migrator.migrateToLatest());
  return store;
}

function throwWhereFailed({ error }: { readonly error?: unknown }): void {
  if (error !== undefined) throw new Error("The database was not brought up.", { cause: error });
}
