/** What a start finds: databases of other versions, damaged ones, locked ones, folders that cannot be written. */
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { sql } from "kysely";
import type { Migration } from "kysely/migration";
import { expect, onTestFinished, test } from "vitest";
import { MIGRATIONS } from "../../src/db/migrations/migrations.ts";
import { type OpenOptions, openStore } from "../../src/db/open-store.ts";
import { aFolder } from "../support/a-store.ts";

const makesTable = (name: string): Migration => ({
  up: (db) => db.schema.createTable(name).addColumn("id", "integer").execute(),
});
const NEXT = { ...MIGRATIONS, "9001-next": makesTable("next") };

async function opened(file: string, options: OpenOptions = {}) {
  const open = await openStore(file, options);
  onTestFinished(() => open.close());
  return open;
}

async function aDatabase(options: OpenOptions = {}): Promise<string> {
  const file = join(aFolder(), "data", "lockstep.db");
  const open = await openStore(file, options);
  await open.store.write((tx) =>
    tx.query.insertInto("hosts").values({ hostname: "github.com", isFirst: 1 }).execute(),
  );
  await open.close();
  return file;
}

const copiesOf = (file: string): readonly string[] => {
  try {
    return readdirSync(join(file, "..", "backups")).toSorted();
  } catch {
    return [];
  }
};

/** The program can start on it again: nothing of a start that failed is left behind. */
async function stillOpens(file: string, options: OpenOptions = {}): Promise<readonly string[]> {
  const { store } = await opened(file, options);
  const hosts = await store.read.selectFrom("hosts").select("hostname").execute();
  return hosts.map(({ hostname }) => hostname);
}

test("copies the database before its tables are changed, and keeps the last three copies", async () => {
  const file = await aDatabase();
  expect(copiesOf(file)).toEqual([]);
  const migrations: Record<string, Migration> = { ...MIGRATIONS };
  for (const [index, name] of ["9001-a", "9002-b", "9003-c", "9004-d"].entries()) {
    migrations[name] = makesTable(name);
    const open = await openStore(file, { migrations, now: Date.UTC(2026, 0, 1 + index) });
    await open.close();
  }
  const copies = copiesOf(file);
  expect(copies).toEqual([
    "before-upgrade-2026-01-02T00-00-00-000Z.db",
    "before-upgrade-2026-01-03T00-00-00-000Z.db",
    "before-upgrade-2026-01-04T00-00-00-000Z.db",
  ]);
  const last = join(file, "..", "backups", String(copies[2]));
  expect(statSync(last).mode & 0o777).toBe(0o600);
  expect(statSync(join(last, "..")).mode & 0o777).toBe(0o700);
  const copy = new Database(last, { readonly: true });
  expect(copy.prepare("select hostname from hosts").pluck().all()).toEqual(["github.com"]);
  expect(
    copy.prepare("select name from sqlite_master where name like '900%' order by 1").pluck().all(),
  ).toEqual(["9001-a", "9002-b", "9003-c"]);
  copy.close();
});

test("clears away a copy that never came to its end", async () => {
  const file = await aDatabase();
  mkdirSync(join(file, "..", "backups"));
  writeFileSync(join(file, "..", "backups", "before-upgrade-x.db.partial"), "half");
  await opened(file, { migrations: NEXT, now: Date.UTC(2026, 0, 1) });
  expect(copiesOf(file)).toEqual(["before-upgrade-2026-01-01T00-00-00-000Z.db"]);
});

test("copies nothing where there is nothing to change", async () => {
  const file = await aDatabase();
  expect(await stillOpens(file)).toEqual(["github.com"]);
  expect(copiesOf(file)).toEqual([]);
});

test("an older program refuses a newer database in a sentence with both versions, and leaves it as it is", async () => {
  const file = await aDatabase({ migrations: NEXT });
  const before = readFileSync(file);
  const latest = Object.keys(MIGRATIONS).toSorted().at(-1);
  await expect(openStore(file)).rejects.toMatchObject({
    code: "newer",
    message: expect.stringMatching(new RegExp(`made by a newer Lockstep.*at 9001-next.*up to ${latest}`)),
  });
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(copiesOf(file)).toEqual([]);
  expect(await stillOpens(file, { migrations: NEXT })).toEqual(["github.com"]);
});

test("a migration that fails half-way leaves the tables as they were", async () => {
  const file = await aDatabase();
  const half: Migration = {
    async up(db) {
      await db.schema.createTable("half").addColumn("id", "integer").execute();
      throw new Error("fails");
    },
  };
  await expect(openStore(file, { migrations: { ...NEXT, "9002-half": half } })).rejects.toMatchObject({
    code: "migration_failed",
  });
  const { store } = await opened(file);
  const { rows } = await sql`select name from sqlite_master where name in ('half', 'next')`.execute(
    store.read,
  );
  expect(rows).toEqual([]);
});

test("does not change the tables where the copy cannot be made", async () => {
  const file = await aDatabase();
  writeFileSync(join(file, "..", "backups"), "in the way");
  await expect(openStore(file, { migrations: NEXT })).rejects.toMatchObject({ code: "unusable" });
  expect(await stillOpens(file)).toEqual(["github.com"]);
});

test.each([
  ["is no database", (file: string) => writeFileSync(file, "no database at all ".repeat(500))],
  ["was cut short", (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  [
    "has a page overwritten",
    (file: string) => {
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 4096 * 3, 4096 * 6);
      writeFileSync(file, bytes);
    },
  ],
])("refuses a file that %s in a sentence, and does not touch it", async (_name, damage) => {
  const file = await aDatabase();
  damage(file);
  const before = readFileSync(file);
  await expect(openStore(file)).rejects.toMatchObject({
    code: "damaged",
    message: expect.stringContaining("put a backup in its place"),
  });
  expect(readFileSync(file).equals(before)).toBe(true);
  // Its folder is free for whoever mends it.
  const lock = new Database(join(file, "..", "lockstep.lock"), { timeout: 0 });
  lock.exec("begin exclusive");
  lock.close();
});

test("refuses a database that another program holds, in a sentence", async () => {
  const file = await aDatabase();
  const other = new Database(file);
  other.pragma("journal_mode = DELETE");
  other.exec("begin exclusive");
  onTestFinished(() => void other.close());
  await expect(openStore(file, { patienceMs: 50 })).rejects.toMatchObject({
    code: "busy",
    message: expect.stringContaining("Another program holds the database"),
  });
});

test("refuses a path that cannot be a database, in a sentence", async () => {
  const folder = aFolder();
  writeFileSync(join(folder, "file"), "");
  for (const file of [join(folder, "file", "lockstep.db"), "/dev/null/lockstep.db"]) {
    await expect(openStore(file)).rejects.toMatchObject({ code: "unusable" });
  }
  mkdirSync(join(folder, "a", "lockstep.db"), { recursive: true });
  await expect(openStore(join(folder, "a", "lockstep.db"))).rejects.toMatchObject({ code: "unusable" });
});
