/** An App's private key, as GitHub gives it: making one takes longer than most tests, so all of a file share it. */
import { generateKeyPairSync } from "node:crypto";

let made: string | undefined;

/** PEM, PKCS#1. */
export function aPrivateKey(): string {
  return (made ??= generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  }).privateKey);
}
