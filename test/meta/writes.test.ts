/** A route writes as its caller, whose rights are judged again within the write: what else writes is named here, with its reason. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const http = fileURLToPath(new URL("../../src/http", import.meta.url));

/** Calls by which a file of `http/` writes in the server's own name. */
const OWN_WRITES = {
  // What GitHub said of an author, kept for the next time.
  "author.ts": 2,
  // Texts made of texts that are kept already, for who looks.
  "conflict-merge.ts": 1,
  "remote-text.ts": 1,
  "resolution.ts": 1,
  // Callers that are known by the secret in the address, or by a signature.
  "hook-saves.ts": 1,
  "webhooks.ts": 1,
  // The answers of requests, for when they are sent again.
  "idempotency.ts": 3,
  // Before there are hosts that could know anybody.
  "setup/setup-activity.ts": 1,
};

const WRITES = /\bstore\.write\(|\bwriteBinding\((?!asCaller\()/g;

test("no route writes but as its caller", () => {
  const files = readdirSync(http, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const writes = files
    .filter((file) => file !== join("authorization", "guard.ts"))
    .map((file) => [file.replaceAll("\\", "/"), count(readFileSync(join(http, file), "utf8"))] as const)
    .filter(([, found]) => found > 0);
  expect(Object.fromEntries(writes)).toEqual(OWN_WRITES);
});

function count(text: string): number {
  return text.match(WRITES)?.length ?? 0;
}
