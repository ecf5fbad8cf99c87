import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../fixtures/collections/", import.meta.url);

/** The text of a fixture, by its path below test/fixtures/collections. */
export function collectionFixture(path: string): string {
  return readFileSync(new URL(path, FOLDER), "utf8");
}

/** Names of the whole collections (the folder `not-collections` holds the others). */
export function collectionFixtures(): string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
}

/** A tab-indented collection of about this size, of ordinary requests with examples. */
export function largeCollection(sizeBytes: number): string {
  const request = JSON.stringify(
    {
      name: "List the things of a thing",
      request: {
        method: "GET",
        header: [{ key: "Accept", value: "application/json" }],
        url: { raw: "{{baseUrl}}/things/1/things", host: ["{{baseUrl}}"], path: ["things", "1", "things"] },
      },
      response: [{ name: "ok", code: 200, body: '{\n  "things": [{"id": 1, "name": "größer"}]\n}' }],
    },
    null,
    "\t",
  ).replaceAll("\n", "\n\t\t");
  const count = Math.ceil(sizeBytes / (Buffer.byteLength(request) + 4));
  const head = `{\n\t"info": {\n\t\t"_postman_id": "c3000000-0000-4000-8000-000000000005",\n\t\t"name": "Large",\n\t\t"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"\n\t},\n\t"item": [\n\t\t`;
  return `${head}${Array.from({ length: count }, () => request).join(",\n\t\t")}\n\t]\n}\n`;
}
