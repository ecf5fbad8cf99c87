/** A read of a schema's files that fails says nothing of what they refer to: it is made again, and what was known stays. */
import { expect, test } from "vitest";
import type {
  ReadFile,
  ReadReferences,
  ReferenceFamily,
} from "../../src/core/schema/closure/closure-reader.ts";
import { ForkedClosureReader } from "../../src/workers/closure/forked-closure-reader.ts";
import { aLinkedSchema, blobOf, linkOf, revisionsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const ROOT =
  'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: a.yaml}\n';
const A = "type: object\nproperties:\n  b: {$ref: b.yaml}\n";
const FILES = { "api/openapi.yaml": ROOT, "api/a.yaml": A, "api/b.yaml": "type: object\n" };

/** Fails as it is told, for the files that it is told of. */
class FailingReader extends ForkedClosureReader {
  fault: { readonly isForGood: boolean; readonly path: string } | null = null;

  override async readReferences(
    files: readonly ReadFile[],
    family: ReferenceFamily | null,
  ): Promise<ReadReferences> {
    const { fault } = this;
    if (fault !== null && files.some(({ path }) => path === fault.path))
      return { kind: "failed", isForGood: fault.isForGood };
    return super.readReferences(files, family);
  }
}

async function inStep() {
  const reader = new FailingReader();
  const lockstep = await aTimedLockstep({ closureReader: reader });
  await lockstep.repository("petstore").commit({ files: FILES });
  const linked = await aLinkedSchema(lockstep, { file: "api/openapi.yaml" });
  const push = async (changes: Readonly<Record<string, string | null>>): Promise<void> => {
    await lockstep.repository("petstore").commit({ files: changes });
    await settle(lockstep);
  };
  const filesOf = async (number: number) =>
    (await lockstep.call("GET", `${linked.address}/revisions/${number}`)).json().files;
  return { lockstep, linked, push, reader, filesOf };
}

test("a fault that passes is no revision, and the files are taken over after it", async () => {
  const { lockstep, linked, push, reader } = await inStep();
  reader.fault = { isForGood: false, path: "api/openapi.yaml" };
  await push({ "api/b.yaml": "type: string\n" });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "pending" });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
  reader.fault = null;
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  expect(await revisionsOf(lockstep, linked)).toMatchObject([{ number: 2, valid: true }, { number: 1 }]);
});

test.each(["api/openapi.yaml", "api/a.yaml"])(
  "where %s cannot be read for good, the files that were known stay, and are looked at again",
  async (path) => {
    const { lockstep, linked, push, reader, filesOf } = await inStep();
    const before = await filesOf(1);
    expect(before).toHaveLength(2);
    reader.fault = { isForGood: true, path };
    await push({ "api/b.yaml": "type: string\n" });
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
    expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
    expect(await filesOf(1)).toEqual(before);
    reader.fault = null;
    await push({ "other.txt": "x" });
    expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
    expect(await filesOf(2)).toContainEqual({ path: "api/b.yaml", blob: blobOf("type: string\n") });
  },
);

test("a new root that cannot be read is taken by itself, and its files when it can be", async () => {
  const { lockstep, linked, push, reader, filesOf } = await inStep();
  const root = ROOT.replace("title: T", "title: U");
  reader.fault = { isForGood: true, path: "api/openapi.yaml" };
  await push({ "api/openapi.yaml": root });
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(root) });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
  reader.fault = null;
  await push({ "other.txt": "x" });
  expect(await filesOf(3)).toEqual(await filesOf(1));
});
