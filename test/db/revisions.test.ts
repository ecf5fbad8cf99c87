import { expect, test } from "vitest";
import { packBlob } from "../../src/db/blobs.ts";
import { addRevision, keepRevision, makeDocument, type NewRevision } from "../../src/db/documents.ts";
import { listRevisions, presentRevisions } from "../../src/db/revisions.ts";
import { aStore } from "../support/a-store.ts";
import { aWorkspace } from "../support/a-workspace.ts";

async function aRevision(workspaceId: number, document: number, text: string): Promise<NewRevision> {
  return {
    document,
    workspaceId,
    content: await packBlob(Buffer.from(text)),
    origin: "store",
    author: null,
    message: null,
    at: 0,
    commit: null,
    valid: true,
    problems: [],
  };
}

test("the present revision is that of the present text, not of one that lost later", async () => {
  const store = await aStore();
  const { id: workspaceId } = await aWorkspace(store);
  const [document, empty] = await store.write(async (tx) => [
    await makeDocument(tx, workspaceId, "schema"),
    await makeDocument(tx, workspaceId, "schema"),
  ]);
  if (document === undefined || empty === undefined) throw new Error("no documents");
  const [a, b, lost] = await Promise.all(
    ["a", "b", "lost"].map((text) => aRevision(workspaceId, document, text)),
  );
  if (a === undefined || b === undefined || lost === undefined) throw new Error("no revisions");
  await store.write(async (tx) => {
    await addRevision(tx, a);
    await addRevision(tx, b);
    await addRevision(tx, a);
    await keepRevision(tx, lost);
  });
  const present = await presentRevisions(store.read, [document, empty]);
  expect([...present.keys()]).toEqual([document]);
  expect(present.get(document)).toMatchObject({ number: 3, blob: a.content.blob });
  expect(await presentRevisions(store.read, [])).toEqual(new Map());
});

test("the valid ones alone can be listed, newest first", async () => {
  const store = await aStore();
  const { id: workspaceId } = await aWorkspace(store);
  const document = await store.write((tx) => makeDocument(tx, workspaceId, "schema"));
  for (const [text, valid] of [
    ["a", true],
    ["b", true],
    ["c", false],
  ] as const) {
    const revision = await aRevision(workspaceId, document, text);
    await store.write((tx) => addRevision(tx, { ...revision, valid }));
  }
  const rows = await listRevisions(store.read, document, { before: null, limit: 5, onlyValid: true });
  expect(rows.map(({ number }) => number)).toEqual([2, 1]);
});
