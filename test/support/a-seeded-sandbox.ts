/** A sandbox with its seed, below a folder. Closed by whoever made it. */
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";

let privateKey: string | undefined;

export async function aSeededSandbox(folder: string): Promise<Sandbox> {
  const dir = join(folder, "github");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "app.private-key.pem"), sharedKey(), { mode: 0o600 });
  return createSandbox({ dir, port: 0, seed: true });
}

/** One for all tests of a file: making a key takes longer than most of what they do. */
function sharedKey(): string {
  return (privateKey ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey);
}
