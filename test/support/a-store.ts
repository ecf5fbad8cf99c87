/** A real database in a folder of its own, gone after the test. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore } from "../../src/db/open-store.ts";
import type { Store } from "../../src/db/store.ts";
import { layDatabase, waitForNoDisk } from "./a-database-file.ts";

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function aStore(folder: string = aFolder()): Promise<Store> {
  const file = join(folder, "lockstep.db");
  await layDatabase(file);
  const opened = await openStore(file);
  onTestFinished(() => opened.close());
  waitForNoDisk(opened.store);
  return opened.store;
}
