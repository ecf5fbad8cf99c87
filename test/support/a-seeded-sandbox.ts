/** A sandbox with its seed, below a folder. Closed by whoever made it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { aPrivateKey } from "./a-private-key.ts";

export async function aSeededSandbox(folder: string): Promise<Sandbox> {
  const dir = join(folder, "github");
  layPrivateKey(dir);
  return createSandbox({ dir, port: 0, seed: true });
}

/** Where a sandbox finds the key of its App, instead of making one. */
export function layPrivateKey(dir: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "app.private-key.pem"), aPrivateKey(), { mode: 0o600 });
}
