import { expect, test } from "vitest";
import { type BlobId, blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import type { AgreedPair } from "../../src/core/sync/model.ts";
import { packBlob } from "../../src/db/blobs.ts";
import { addRevision, makeDocument, type NewRevision } from "../../src/db/documents.ts";
import { findPerson, keepPerson } from "../../src/db/people.ts";
import { type CarriedSaves, carriedSaves } from "../../src/db/saves.ts";
import type { Store } from "../../src/db/store.ts";
import { aStore } from "../support/a-store.ts";
import { aWorkspace } from "../support/a-workspace.ts";

interface History {
  readonly store: Store;
  readonly save: (text: string, more?: Partial<NewRevision>) => Promise<void>;
  readonly carried: (agreed: AgreedPair | null, committed: string) => Promise<CarriedSaves>;
}

async function aHistory(): Promise<History> {
  const store = await aStore();
  const { id: workspaceId } = await aWorkspace(store);
  const document = await store.write((tx) => makeDocument(tx, workspaceId, "schema"));
  const plain = { document, workspaceId, author: null, at: 1, commit: null, valid: true, problems: [] };
  return {
    store,
    async save(text, more = {}) {
      const content = await packBlob(Buffer.from(text));
      const revision = { ...plain, content, origin: "store", message: `Say ${text}`, ...more } as const;
      await store.write((tx) => addRevision(tx, revision));
    },
    carried: (agreed, committed) => carriedSaves(store.read, { document, agreed }, blob(committed)),
  };
}

function blob(text: string): BlobId {
  return blobIdOf(Buffer.from(text));
}

function agreedOn(text: string): AgreedPair {
  return { store: blob(text), remote: blob(text) };
}

test("a commit carries the saves after what was agreed, and none after what it commits", async () => {
  const { save, carried } = await aHistory();
  for (const text of ["a", "b", "c", "d", "e"]) await save(text);
  expect(await carried(agreedOn("b"), "d")).toMatchObject({ count: 2, messages: ["Say c", "Say d"] });
  expect(await carried(null, "c")).toMatchObject({ count: 3, messages: ["Say a", "Say b", "Say c"] });
});

test("a text that recurs counts from its last time, and to its last time", async () => {
  const { save, carried } = await aHistory();
  for (const text of ["a", "b", "a", "c"]) await save(text);
  expect(await carried(agreedOn("a"), "c")).toMatchObject({ count: 1, messages: ["Say c"] });
  await save("a");
  expect(await carried(agreedOn("a"), "c")).toMatchObject({ count: 1, messages: ["Say c"] });
});

test("texts from GitHub are no saves; what an import says was said elsewhere", async () => {
  const { save, carried } = await aHistory();
  await save("i", { origin: "import" });
  await save("a", { message: null });
  await save("g", { origin: "github" });
  await save("b", { origin: "rollback" });
  expect(await carried(null, "b")).toEqual({ count: 3, messages: ["Say b"], people: [] });
});

test("after a choice of the store's text, saves count from the last that a commit carried", async () => {
  const { save, carried } = await aHistory();
  const id = parseCommitId("1a2b3c4d5e6f708192a3b4c5d6e7f80910111213");
  await save("a");
  await save("b", { commit: { id, url: "https://github.com/acme/pets/commit/1" } });
  await save("c");
  await save("d");
  const open: AgreedPair = { store: "open", remote: blob("x") };
  expect(await carried(open, "d")).toMatchObject({ count: 2, messages: ["Say c", "Say d"] });
});

test("one save at least, even of a text that is not in the history", async () => {
  const { save, carried } = await aHistory();
  await save("a");
  expect(await carried(agreedOn("a"), "z")).toEqual({ count: 1, messages: [], people: [] });
});

test("people come in the order of their saves; who has no account on record is none", async () => {
  const { store, save, carried } = await aHistory();
  const { hostId } = await store.read.selectFrom("workspaces").select("hostId").executeTakeFirstOrThrow();
  const keep = (accountId: number, login: string) =>
    store.write((tx) => keepPerson(tx, { hostId, accountId, login, name: null, seenAt: 1 }));
  const mona = await keep(1, "Mona");
  const hubot = await keep(2, "hubot");
  await save("a", { author: "hubot", person: hubot.id });
  await save("b", { author: "somebody" });
  await save("c", { author: "Mona", person: mona.id });
  const { people } = await carried(null, "c");
  expect(people).toEqual([hubot, mona]);
});

test("a login that went to another account is another person; the former's saves keep theirs", async () => {
  const { store } = await aHistory();
  const { hostId } = await store.read.selectFrom("workspaces").select("hostId").executeTakeFirstOrThrow();
  const keep = (accountId: number, login: string, name: string) =>
    store.write((tx) => keepPerson(tx, { hostId, accountId, login, name, seenAt: 1 }));
  const first = await keep(1, "Mona", "First");
  expect((await keep(1, "mona", "Renamed")).id).toBe(first.id);
  const second = await keep(2, "MONA", "Second");
  expect(second.id).not.toBe(first.id);
  expect(await findPerson(store.read, hostId, "mona")).toEqual(second);
  await keep(1, "mona", "First again");
  const all = await store.read.selectFrom("people").select(["accountId", "name"]).orderBy("id").execute();
  expect(all).toEqual([
    { accountId: 1, name: "Renamed" },
    { accountId: 2, name: "Second" },
    { accountId: 1, name: "First again" },
  ]);
  expect(await findPerson(store.read, hostId + 1, "mona")).toBeNull();
});
