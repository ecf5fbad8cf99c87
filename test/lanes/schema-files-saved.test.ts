/** A text that is saved here and refers to files that are known: one revision, for the look at GitHub finds what its check found. */
import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, linkOf, revisionsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const ROOT =
  'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: a.yaml}\n';
const FILES = { "api/openapi.yaml": ROOT, "api/a.yaml": "type: object\n" };

test.each([
  ["OpenAPI", ROOT.replace("title: T", "title: U")],
  ["no kind that is known", "a: {$ref: a.yaml}\n"],
])("a save of %s that refers to a known file is one revision", async (_of, text) => {
  const lockstep = await aTimedLockstep();
  await lockstep.repository("petstore").commit({ files: FILES });
  const linked = await aLinkedSchema(lockstep, { file: "api/openapi.yaml" });
  const headers = { "content-type": "application/yaml", "if-match": "*" };
  const saved = await lockstep.call("PUT", `${linked.address}/schema`, text, headers);
  expect(saved.statusCode, saved.body).toBeLessThan(300);
  await settle(lockstep);
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", remote: blobOf(text) });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([
    { number: 2, origin: "store", blob: blobOf(text) },
    { number: 1 },
  ]);
  const { files } = (await lockstep.call("GET", `${linked.address}/revisions/2`)).json();
  expect(files).toEqual([{ path: "api/a.yaml", blob: blobOf(FILES["api/a.yaml"]) }]);
});
