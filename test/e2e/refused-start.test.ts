/** A database that cannot be used ends the start: a sentence, code 1, and nothing that half runs. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { aFolder } from "./a-running-sandbox.ts";
import { start } from "./a-server.ts";
import { anInstalledServer } from "./an-installed-server.ts";

vi.setConfig({ testTimeout: 60_000 });

const fileIn = (cwd: string): string => join(cwd, "data", "lockstep.db");

interface Refusal {
  readonly cwd: string;
  readonly said: string;
}

/** Of a copy of the folder, once something was done to its database. */
async function refusal(of: string, spoil: (file: string) => void): Promise<Refusal> {
  const cwd = await aFolder();
  cpSync(of, cwd, { recursive: true });
  spoil(fileIn(cwd));
  const server = start(cwd);
  expect(await server.ended, server.log()).toBe(1);
  expect(server.log()).not.toContain("    at ");
  expect(server.log()).not.toContain("listening");
  return { cwd, said: server.log() };
}

function ofTheFuture(file: string): void {
  const database = new Database(file);
  database.exec("insert into kysely_migration (name, timestamp) values ('9999-of-the-future', '')");
  database.close();
}

function held(file: string): void {
  const database = new Database(file);
  onTestFinished(() => void database.close());
  database.pragma("locking_mode = exclusive");
  database.exec("begin exclusive; commit");
}

function damaged(file: string): void {
  const whole = readFileSync(file);
  writeFileSync(
    file,
    Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(8192, 0x5a), whole.subarray(16_384)]),
  );
}

test("refuses a database of a newer version, one that is held, and one that is damaged", async () => {
  const installed = await anInstalledServer();
  await (await installed.start()).stop();
  const refusals = await Promise.all([ofTheFuture, held, damaged].map((it) => refusal(installed.cwd, it)));
  expect(refusals.map(({ said }) => said)).toEqual([
    expect.stringMatching(
      /^Lockstep cannot start:\n- The database .* was made by a newer Lockstep: .* at 9999-of-the-future/,
    ),
    expect.stringMatching(/Another program holds the database .*: end it/),
    expect.stringMatching(/is damaged, or is none \(SQLITE_\w+\): put a backup in its place/),
  ]);
  const [newer] = refusals;
  const database = new Database(fileIn(newer?.cwd ?? ""));
  database.exec("delete from kysely_migration where name = '9999-of-the-future'");
  database.close();
  await start(newer?.cwd ?? "").ready();
});
