import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { openStore } from "../../src/db/open-store.ts";
import type { Store } from "../../src/db/store.ts";
import { aBackup, BACKUP } from "../support/a-backup.ts";
import { aFolder } from "../support/a-store.ts";

vi.setConfig({ testTimeout: 30_000 });

const hosts = async (store: Store): Promise<readonly string[]> =>
  (await store.read.selectFrom("hosts").select("hostname").orderBy("id").execute()).map(
    (row) => row.hostname,
  );

const addHost = (store: Store, hostname: string): Promise<unknown> =>
  store.write((tx) => tx.query.insertInto("hosts").values({ hostname, isFirst: 0 }).execute());

/** A server's database, held by this process. */
async function aLiveDatabase(
  cwd: string = aFolder(),
): Promise<{ readonly cwd: string; readonly store: Store }> {
  const opened = await openStore(join(cwd, "data", "lockstep.db"));
  onTestFinished(() => opened.close());
  await addHost(opened.store, "github.com");
  return { cwd, store: opened.store };
}

async function aClosedDatabase(file: string): Promise<void> {
  const opened = await openStore(file);
  await addHost(opened.store, "github.com");
  await opened.close();
}

const mode = (path: string): number => statSync(path).mode & 0o777;

test("copies the database of a server that goes on, with what is not in its file yet, for this user alone", async () => {
  const { cwd, store } = await aLiveDatabase();
  expect(statSync(join(cwd, "data", "lockstep.db-wal")).size).toBeGreaterThan(0);
  const backup = aBackup(cwd);
  expect([backup.code, backup.printed]).toEqual([0, expect.stringContaining("found sound")]);
  const folder = resolve(cwd, backup.folder);
  expect(join(folder, "..")).toBe(join(cwd, "data", "backups"));
  expect(readdirSync(folder)).toEqual(["lockstep.db"]);
  expect([mode(folder), mode(join(folder, "lockstep.db"))]).toEqual([0o700, 0o600]);
  await addHost(store, "later.example.com");
  const copy = await openStore(join(folder, "lockstep.db"));
  expect(await hosts(copy.store)).toEqual(["github.com"]);
  await copy.close();
  expect(await hosts(store)).toEqual(["github.com", "later.example.com"]);
});

test("is one moment of a database that is written to all the time", async () => {
  const { cwd, store } = await aLiveDatabase();
  const child = spawn(process.execPath, [BACKUP, "out"], { cwd, stdio: "ignore" });
  const ended = once(child, "exit");
  // Pairs: a copy of one without the other would be of no moment.
  for (let count = 0; child.exitCode === null && count < 20_000; count++) {
    await store.write(async ({ query }) => {
      for (const hostname of [`${count}a`, `${count}b`])
        await query.insertInto("hosts").values({ hostname, isFirst: 0 }).execute();
    });
  }
  expect(await ended).toEqual([0, null]);
  const [name = ""] = readdirSync(join(cwd, "out"));
  const copy = new Database(join(cwd, "out", name, "lockstep.db"));
  onTestFinished(() => void copy.close());
  const count = (ending: string): unknown =>
    copy.prepare("select count(*) from hosts where hostname like ?").pluck().get(`%${ending}`);
  expect(count("a")).toBe(count("b"));
  expect(count("a")).toBeGreaterThan(0);
});

test("takes the keys along only where it is told to, and says so", async () => {
  const { cwd } = await aLiveDatabase();
  for (const name of ["hosts.json", "secret.key"])
    writeFileSync(join(cwd, "data", name), `the ${name}`, { mode: 0o644 });
  const without = aBackup(cwd, ["safe"]);
  expect(readdirSync(resolve(cwd, without.folder))).toEqual(["lockstep.db"]);
  expect(without.printed).toContain("hosts.json and secret.key are not in it");
  const withKeys = aBackup(cwd, ["--with-secrets", "safe"]);
  const folder = resolve(cwd, withKeys.folder);
  expect(readdirSync(folder).toSorted()).toEqual(["hosts.json", "lockstep.db", "secret.key"]);
  expect(readFileSync(join(folder, "secret.key"), "utf8")).toBe("the secret.key");
  expect(mode(join(folder, "secret.key"))).toBe(0o600);
  expect(withKeys.printed).toContain("keys in plain");
  expect(mode(join(cwd, "safe"))).toBe(0o700);
});

test("reads where the database is from .env, and leaves an existing folder's mode alone", async () => {
  const cwd = aFolder();
  await aClosedDatabase(join(cwd, "elsewhere", "store.db"));
  writeFileSync(join(cwd, ".env"), "DATABASE_URL=sqlite:elsewhere/store.db\nPORT=wrong\n");
  mkdirSync(join(cwd, "shared"), { mode: 0o755 });
  const backup = aBackup(cwd, ["shared"]);
  expect(readdirSync(resolve(cwd, backup.folder))).toEqual(["store.db"]);
  expect(mode(join(cwd, "shared"))).toBe(0o755);
});

test.each([
  ["there is no database", (cwd: string) => void cwd, [], "There is no database data/lockstep.db"],
  ["a flag is not known", aLiveDatabase, ["--all"], "--all is not known"],
  ["two folders are named", aLiveDatabase, ["a", "b"], "Name one folder"],
  [
    "the folder is a file",
    (cwd: string) => {
      writeFileSync(join(cwd, "taken"), "");
      return aLiveDatabase(cwd);
    },
    ["taken"],
    "cannot be opened and written",
  ],
] as const)("refuses in a sentence where %s", async (_name, prepare, words, said) => {
  const cwd = aFolder();
  await prepare(cwd);
  const { code, printed } = aBackup(cwd, words);
  expect([code, printed]).toEqual([1, expect.stringContaining(said)]);
  expect(printed).not.toContain("    at ");
});

test("makes no backup of a damaged database, and leaves nothing of one behind", async () => {
  const cwd = aFolder();
  const file = join(cwd, "data", "lockstep.db");
  await aClosedDatabase(file);
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 4096 * 3, 4096 * 6);
  writeFileSync(file, bytes);
  const { code, printed } = aBackup(cwd, ["out"]);
  expect([code, printed]).toEqual([1, expect.stringContaining("is damaged")]);
  expect(readdirSync(join(cwd, "out"))).toEqual([]);
});

test("clears away what a backup left behind that never came to its end, but not one that is at work", async () => {
  const { cwd } = await aLiveDatabase();
  for (const name of [".partial-old", ".partial-new"]) mkdirSync(join(cwd, "out", name), { recursive: true });
  utimesSync(join(cwd, "out", ".partial-old"), 1, 1);
  expect(aBackup(cwd, ["out"]).code).toBe(0);
  expect(readdirSync(join(cwd, "out"))).toEqual([".partial-new", expect.stringMatching(/^lockstep-/)]);
});
