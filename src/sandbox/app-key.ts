/** The App's private key: made once, kept in the sandbox's folder for nobody else to read. */
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface AppKey {
  /** PEM, PKCS#1, as GitHub gives it. */
  readonly privateKey: string;
  readonly path: string;
  /** PEM. */
  readonly publicKey: string;
}

export function openAppKey(dir: string): AppKey {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, "app.private-key.pem");
  if (!existsSync(path)) {
    const pair = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs1", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    writeFileSync(path, pair.privateKey, { mode: 0o600 });
  }
  const privateKey = readFileSync(path, "utf8");
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return { privateKey, path, publicKey };
}
