/** A database that cannot be used ends the start: a sentence, code 1, and nothing that half runs. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { start } from "./a-server.ts";
import { anInstalledServer } from "./an-installed-server.ts";

vi.setConfig({ testTimeout: 60_000 });

/** @returns what the start says that refuses it */
async function refusal(cwd: string): Promise<string> {
  const server = start(cwd);
  expect(await server.ended, server.log()).toBe(1);
  expect(server.log()).not.toContain("    at ");
  expect(server.log()).not.toContain("listening");
  return server.log();
}

test("refuses a database of a newer version, one that is held, and one that is damaged", async () => {
  const installed = await anInstalledServer();
  await (await installed.start()).stop();
  const file = join(installed.cwd, "data", "lockstep.db");
  const database = new Database(file);
  database.exec("insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '')");
  expect(await refusal(installed.cwd)).toMatch(
    /^Lockstep cannot start:\n- The database .* was made by a newer Lockstep: .* at 9999-of-the-future/,
  );
  database.exec("delete from kysely_migration where name = '9999-of-the-future'");
  database.pragma("locking_mode = exclusive");
  database.exec("begin exclusive; commit");
  expect(await refusal(installed.cwd)).toMatch(/Another program holds the database .*: end it/);
  database.close();
  const whole = readFileSync(file);
  writeFileSync(
    file,
    Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(8192, 0x5a), whole.subarray(16_384)]),
  );
  expect(await refusal(installed.cwd)).toMatch(
    /is damaged, or is none \(SQLITE_\w+\): put a backup in its place/,
  );
  writeFileSync(file, whole);
  await (await installed.start()).stop();
});
