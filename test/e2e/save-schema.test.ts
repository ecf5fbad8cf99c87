/** A save of a schema as its users see it: a process, HTTP, and what the user's own git reads of the commit. */
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { clone } from "./a-clone.ts";
import { aFolder, aRunningSandbox } from "./a-running-sandbox.ts";

const PATH = "api/petstore.yaml";
const SCHEMA = "apis/petstore/versions/1.0.0/schema";
const patient = { timeout: 15_000, interval: 50 };

vi.setConfig({ testTimeout: 90_000 });

function tagOf(text: string): string {
  return `"${blobIdOf(Buffer.from(text))}"`;
}

test("a save becomes a commit of its bytes, words and author; who edits what a push replaced is told", async () => {
  const sandbox = await aRunningSandbox();
  const from = { repository: "acme/petstore", path: PATH };
  const made = await sandbox.call("POST", "apis", { name: "Petstore", from });
  expect(made.status, made.text).toBe(201);
  const petstore = await clone(`${sandbox.githubUrl}/acme/petstore.git`, join(await aFolder(), "petstore"));
  const before = (await petstore.read(PATH)).toString();
  const document = JSON.stringify({ openapi: "3.1.0", info: { title: "Größe", version: "2" }, paths: {} });

  const saved = await sandbox.call("PUT", SCHEMA, JSON.parse(document), {
    "if-match": tagOf(before),
    "lockstep-author": "mona",
    "lockstep-message": encodeURIComponent("Begin anew: größer\n\nFixes #1"),
    prefer: "wait=30",
  });
  expect(saved.status, saved.text).toBe(200);
  await petstore.pull();
  expect((await petstore.read(PATH)).toString()).toBe(document);
  expect(saved.at("links.0.commit")).toBe(await petstore.git("rev-parse", "HEAD"));
  const body = await petstore.git("log", "-1", "--format=%B");
  expect(body).toMatch(/^Petstore 1\.0\.0: -\d+ operations.*, \d+ breaking\n/);
  expect(body).toContain("\n\n- Begin anew: größer Fixes # 1\n\n- breaking: POST /pet: removed\n");
  expect(body).toMatch(/\n- and \d+ more that break\n\nCo-authored-by: mona </);
  const authors = await petstore.git("log", "-1", "--format=%(trailers:key=Co-authored-by,valueonly)");
  // What the sandbox's GitHub is called by the server beside it.
  expect(authors.trim()).toMatch(/^mona <\d+\+mona@users\.noreply\.github\.localhost>$/);

  const pushed = `${document}\n`;
  await petstore.commitAndPush(PATH, pushed, "End the line");
  await vi.waitFor(async () => expect((await sandbox.call("GET", SCHEMA)).text).toBe(pushed), patient);
  const stale = await sandbox.call("PUT", SCHEMA, { mine: true }, { "if-match": tagOf(document) });
  expect(stale.status, stale.text).toBe(412);
  expect(["base", "store", "remote"].map((key) => stale.at(key))).toEqual(
    [document, pushed, pushed].map((text) => blobIdOf(Buffer.from(text))),
  );
});
