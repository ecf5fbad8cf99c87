/** Database files for tests that are about neither migrations nor power loss: migrated once a process and copied. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openStore } from "../../src/db/open-store.ts";
import type { Store } from "../../src/db/store.ts";

let migrated: Promise<Buffer> | undefined;

/** An empty database of this version where none is; one that is there is left as it is. */
export async function layDatabase(file: string): Promise<void> {
  if (existsSync(file)) return;
  const bytes = await (migrated ??= migrate());
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, bytes, { mode: 0o600 });
}

/** The machine never loses power here, so nothing waits for its disk; an end of the process loses nothing all the same. */
export function waitForNoDisk(store: Store): void {
  store.pragma("synchronous = OFF");
}

async function migrate(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-migrated-"));
  try {
    const file = join(folder, "lockstep.db");
    await (await openStore(file)).close();
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
