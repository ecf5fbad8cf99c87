import { describe, expect, test } from "vitest";
import { type BlobId, blobIdOf } from "../../src/core/git/object-id.ts";
import type { LinkState } from "../../src/core/sync/model.ts";
import { canonicalOf } from "../../src/core/collection/style.ts";
import { setVersionKind } from "../../src/db/version-kind.ts";
import { aRepository } from "../support/a-workspace.ts";
import {
  aCollection,
  aKeptText,
  aLinkingApi,
  aText,
  aUid,
  aVersion,
  restLane,
  rowsOf,
} from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const PROBLEM = { line: 1, column: 1, severity: "error", message: "It is broken.", rule: "whole" } as const;

interface AConflict extends AnApi {
  readonly id: number;
  readonly document: number;
  readonly base: BlobId;
  readonly ours: BlobId;
  readonly theirs: BlobId;
}

/** A schema link whose both sides changed; GitHub's text is kept as a blob, as the lanes keep it. */
async function aConflict(state: LinkState = "conflict"): Promise<AConflict> {
  const api = await aLinkingApi({
    checker: {
      check: async (content) => ({
        kind: content.includes("type Query") ? "graphql" : "openapi-3.1",
        valid: !content.includes("broken"),
        problems: content.includes("broken") ? [PROBLEM] : [],
      }),
    },
  });
  const { store, acme, call } = api;
  const document = await aVersion(store, acme.id, "petstore");
  await aRepository(store, acme, { name: "pets" });
  const base = await aText(store, { workspaceId: acme.id, document }, "base: 1\n");
  const ours = await aText(store, { workspaceId: acme.id, document }, "ours: 1\n");
  const { id } = (
    await call("PUT", "apis/petstore/versions/1.0/link", { payload: { repository: "pets", file: "a.yaml" } })
  ).json();
  const other = await aVersion(store, acme.id, "holder-of-the-blob");
  const theirs = await aKeptText(store, { workspaceId: acme.id, document: other }, "theirs: 1 # broken\n");
  await restLane(store, id, {
    state,
    agreedStore: base,
    agreedRemote: base,
    remote: theirs,
    remoteCanonical: theirs,
  });
  return { ...api, id, document, base, ours, theirs };
}

async function historyOf({ store }: AnApi, document: number) {
  return store.read
    .selectFrom("revisions")
    .select(["number", "blob", "origin", "valid"])
    .where("document", "=", document)
    .orderBy("number")
    .execute();
}

test("shows the three texts by their blobs, and what a choice has to name", async () => {
  const { call, id, base, ours, theirs } = await aConflict();
  const shown = await call("GET", `links/${id}/conflict`);
  expect(shown.json()).toEqual({
    expected: { store: ours, remote: theirs },
    base,
    store: ours,
    remote: theirs,
    merge: null,
    renamedTo: null,
    text: { writable: true, needed: null },
  });
});

test("keep the store's: GitHub's text becomes a revision, and the next decision is outbound", async () => {
  const conflict = await aConflict();
  const { call, store, id, document, ours, theirs } = conflict;
  const { lane: before } = await rowsOf(store, id);
  const answer = await call("POST", `links/${id}/resolution`, {
    payload: { expected: { store: ours, remote: theirs }, keep: "store" },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toMatchObject({ id, state: "pending", agreed: { store: "open", remote: theirs } });
  expect(answer.json()).toMatchObject({ store: ours });
  expect((await historyOf(conflict, document)).at(-1)).toMatchObject({
    blob: theirs,
    origin: "github",
    valid: 0,
  });
  const { link, lane } = await rowsOf(store, id);
  expect(link).toMatchObject({ agreedStore: "open", agreedRemote: theirs, generation: 1 });
  expect(lane.dirty).toBeGreaterThan(before.dirty);
  const told = await store.read
    .selectFrom("activity")
    .selectAll()
    .where("type", "=", "link.resolved")
    .execute();
  expect(told).toMatchObject([{ link: id, document }]);
});

test("keep GitHub's: the store's text is a revision already, and the next decision is inbound", async () => {
  const conflict = await aConflict();
  const { call, store, id, document, ours, theirs } = conflict;
  const before = await historyOf(conflict, document);
  const answer = await call("POST", `links/${id}/resolution`, {
    payload: { expected: { store: ours, remote: theirs }, keep: "github" },
  });
  expect(answer.json()).toMatchObject({ state: "pending", agreed: { store: ours, remote: "open" } });
  expect(await historyOf(conflict, document)).toEqual(before);
  const { lane } = await rowsOf(store, id);
  expect(lane.look).toBe(lane.dirty);
});

test("a merged text is checked before it is sent, and nothing is changed by that", async () => {
  const conflict = await aConflict();
  const { call, store, id, document } = conflict;
  const stateOf = async () => [
    await rowsOf(store, id),
    await historyOf(conflict, document),
    await store.read.selectFrom("activity").selectAll().execute(),
    await store.read.selectFrom("blobs").select("id").execute(),
  ];
  const before = await stateOf();
  const check = (content: string) => call("POST", `links/${id}/resolution/check`, { payload: { content } });
  const found = await check("merged: 1 # broken\n");
  expect([found.statusCode, found.json()]).toEqual([
    200,
    { kind: "openapi-3.1", valid: false, problems: [PROBLEM] },
  ]);
  expect((await check("merged: 1\n")).json()).toEqual({ kind: "openapi-3.1", valid: true, problems: [] });
  expect((await check(" \n")).json()).toMatchObject({ status: 422, code: "empty_document" });
  expect((await check("\u0000")).json()).toMatchObject({ status: 422, code: "not_text" });
  expect((await check("\ud800")).json()).toMatchObject({ status: 400, code: "invalid_request" });
  expect(await stateOf()).toEqual(before);
});

test("a merged text is saved, beside GitHub's that it replaces", async () => {
  const conflict = await aConflict();
  const { call, id, document, ours, theirs } = conflict;
  const content = "merged: 1 # größer\r\n";
  const answer = await call("POST", `links/${id}/resolution`, {
    payload: { expected: { store: ours, remote: theirs }, content },
  });
  const merged = blobIdOf(Buffer.from(content));
  expect(answer.json()).toMatchObject({ store: merged, agreed: { store: "open", remote: theirs } });
  expect((await historyOf(conflict, document)).slice(-2)).toMatchObject([
    { blob: theirs, origin: "github" },
    { blob: merged, origin: "merge", valid: 1 },
  ]);
  const text = await call("GET", "apis/petstore/versions/1.0/schema");
  expect(text.body).toBe(content);
});

test("a merged text that does not parse is kept all the same, as not valid", async () => {
  const conflict = await aConflict();
  const { call, id, document, ours, theirs } = conflict;
  const payload = { expected: { store: ours, remote: theirs }, content: "broken" };
  expect((await call("POST", `links/${id}/resolution`, { payload })).statusCode).toBe(200);
  expect((await historyOf(conflict, document)).at(-1)).toMatchObject({ origin: "merge", valid: 0 });
});

test("a merged text of another kind than the version's is refused, unless that is meant", async () => {
  const conflict = await aConflict();
  const { call, store, id, document, ours, theirs } = conflict;
  await store.write((tx) => setVersionKind(tx, document, "openapi-3.0"));
  const before = await historyOf(conflict, document);
  const expected = { store: ours, remote: theirs };
  const payload = { expected, content: "type Query { pets: [String] }" };
  const refused = await call("POST", `links/${id}/resolution`, { payload });
  expect(refused.json()).toMatchObject({
    status: 422,
    code: "kind_changed",
    before: "openapi-3.0",
    after: "graphql",
    detail: expect.stringContaining("?kind=change"),
  });
  expect(await historyOf(conflict, document)).toEqual(before);
  expect((await call("GET", `links/${id}`)).json()).toMatchObject({ state: "conflict" });
  const meant = await call("POST", `links/${id}/resolution?kind=change`, { payload });
  expect(meant.statusCode, meant.body).toBe(200);
  expect((await call("GET", "apis/petstore/versions/1.0")).json()).toMatchObject({ kind: "graphql" });
});

test("a merged text of another version of the same specification is no other kind", async () => {
  const { call, store, id, document, ours, theirs } = await aConflict();
  await store.write((tx) => setVersionKind(tx, document, "openapi-2.0"));
  const payload = { expected: { store: ours, remote: theirs }, content: "merged: 1\n" };
  expect((await call("POST", `links/${id}/resolution`, { payload })).statusCode).toBe(200);
  expect((await call("GET", "apis/petstore/versions/1.0")).json()).toMatchObject({ kind: "openapi-3.1" });
});

test("the store's own text sent as the merged one is no other kind", async () => {
  const { call, store, id, document, ours, theirs } = await aConflict();
  await store.write((tx) => setVersionKind(tx, document, "graphql"));
  const payload = { expected: { store: ours, remote: theirs }, content: "ours: 1\n" };
  expect((await call("POST", `links/${id}/resolution`, { payload })).statusCode).toBe(200);
});

test.each([
  { says: "empty", content: "", code: "empty_document" },
  { says: "of blanks", content: " \n\t\n", code: "empty_document" },
  { says: "no text", content: "a: \u0000\n", code: "not_text" },
])("a merged text that is $says is refused, and nothing is written", async ({ content, code }) => {
  const conflict = await aConflict();
  const { call, id, document, ours, theirs } = conflict;
  const before = await historyOf(conflict, document);
  const payload = { expected: { store: ours, remote: theirs }, content };
  const answer = await call("POST", `links/${id}/resolution`, { payload });
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ code });
  expect(await historyOf(conflict, document)).toEqual(before);
  expect((await call("GET", `links/${id}`)).json()).toMatchObject({ state: "conflict" });
});

test("an agreement empties what was tried before", async () => {
  const { call, store, id, ours, theirs } = await aConflict();
  await store.write(({ query }) =>
    query
      .insertInto("ownPairs")
      .values({ link: id, generation: 1, store: ours, remote: ours, write: null, at: 1 })
      .execute(),
  );
  const payload = { expected: { store: ours, remote: theirs }, keep: "store" };
  await call("POST", `links/${id}/resolution`, { payload });
  expect(await store.read.selectFrom("ownPairs").selectAll().execute()).toEqual([]);
});

describe("a choice holds only for what was shown", () => {
  test("the store moved on", async () => {
    const conflict = await aConflict();
    const { call, store, acme, id, document, ours, theirs } = conflict;
    await aText(store, { workspaceId: acme.id, document }, "newer: 1\n");
    const before = await rowsOf(store, id);
    const history = await historyOf(conflict, document);
    for (const choice of [{ keep: "store" }, { keep: "github" }, { content: "merged: 1" }]) {
      const payload = { expected: { store: ours, remote: theirs }, ...choice };
      const answer = await call("POST", `links/${id}/resolution`, { payload });
      expect(answer.json()).toMatchObject({ status: 409, code: "outdated" });
    }
    expect(await rowsOf(store, id)).toEqual(before);
    expect(await historyOf(conflict, document)).toEqual(history);
  });

  test("GitHub moved on, or lost the file", async () => {
    const { call, store, id, ours, theirs, base } = await aConflict();
    for (const remote of [base, "absent"] as const) {
      await restLane(store, id, { state: "conflict", remote });
      const payload = { expected: { store: ours, remote: theirs }, keep: "store" };
      const answer = await call("POST", `links/${id}/resolution`, { payload });
      expect(answer.json()).toMatchObject({ status: 409, code: "outdated" });
    }
  });

  test("of two people at once, one is too late", async () => {
    const { call, id, ours, theirs } = await aConflict();
    const expected = { store: ours, remote: theirs };
    const answers = await Promise.all([
      call("POST", `links/${id}/resolution`, { payload: { expected, keep: "store" } }),
      call("POST", `links/${id}/resolution`, { payload: { expected, keep: "github" } }),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 409]);
    expect(answers[1]?.json()).toMatchObject({ code: "nothing_to_resolve" });
  });
});

test.each(["in_sync", "empty", "pending", "paused", "error"] as const)(
  "a link that is %s has nothing to resolve",
  async (state) => {
    const { call, id, ours, theirs } = await aConflict(state);
    const payload = { expected: { store: ours, remote: theirs }, keep: "store" };
    const answer = await call("POST", `links/${id}/resolution`, { payload });
    expect(answer.json()).toMatchObject({ status: 409, code: "nothing_to_resolve" });
    expect((await call("GET", `links/${id}/conflict`)).json()).toMatchObject({ code: "nothing_to_resolve" });
  },
);

async function missing(): Promise<AConflict> {
  const conflict = await aConflict();
  const { store, id, ours } = conflict;
  const agreed = { agreedStore: ours, agreedRemote: "absent", remote: "absent" } as const;
  await restLane(store, id, { state: "missing", remoteCanonical: null, ...agreed });
  return conflict;
}

describe("a file that is gone", () => {
  test("keep the store's: the next decision makes the file again", async () => {
    const conflict = await missing();
    const { call, id, document, ours } = conflict;
    const before = await historyOf(conflict, document);
    const payload = { expected: { store: ours, remote: null }, keep: "store" };
    const answer = await call("POST", `links/${id}/resolution`, { payload });
    expect(answer.json()).toMatchObject({ agreed: { store: "open", remote: "absent" }, state: "pending" });
    expect(await historyOf(conflict, document)).toEqual(before);
  });

  test("keep GitHub's: the link is disconnected, the store keeps its text", async () => {
    const { call, id, ours } = await missing();
    const payload = { expected: { store: ours, remote: null }, keep: "github" };
    expect((await call("POST", `links/${id}/resolution`, { payload })).statusCode).toBe(204);
    expect((await call("GET", `links/${id}`)).statusCode).toBe(404);
    expect((await call("GET", "apis/petstore/versions/1.0/schema")).body).toBe("ours: 1\n");
  });
});

describe("a backup", () => {
  const uid = aUid(1);
  const text = (...urls: string[]): string => JSON.stringify(aCollection("Pets", uid, urls));

  async function editedBackup() {
    const api = await aLinkingApi();
    const { store, acme, call } = api;
    await aRepository(store, acme, { name: "pets" });
    await call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid, ["/a"]) as object });
    const { id } = (
      await call("POST", `collections/${uid}/backups`, { payload: { repository: "pets" } })
    ).json();
    const { link } = await rowsOf(store, id);
    const other = await aVersion(store, acme.id, "holder-of-the-blob");
    const owner = { workspaceId: acme.id, document: other };
    const file = blobIdOf(Buffer.from("as the file is laid out"));
    const canonical = await aKeptText(store, owner, canonicalOf(text("/b")) ?? "");
    const ours = (await call("GET", `links/${id}`)).json().store as string;
    await restLane(store, id, { state: "edited_on_github", remote: file, remoteCanonical: canonical });
    return { ...api, id, document: link.document, ours, file, canonical };
  }

  test("shows the file's canonical text, and expects the file's own blob", async () => {
    const { call, id, ours, file, canonical } = await editedBackup();
    const shown = (await call("GET", `links/${id}/conflict`)).json();
    expect(shown).toEqual({
      expected: { store: ours, remote: file },
      base: null,
      store: ours,
      remote: canonical,
      merge: null,
      renamedTo: null,
      text: { writable: true, needed: null },
    });
  });

  test("keep the store's: the file's canonical text becomes a revision", async () => {
    const backup = await editedBackup();
    const { call, id, document, ours, file, canonical } = backup;
    const payload = { expected: { store: ours, remote: file }, keep: "store" };
    const answer = await call("POST", `links/${id}/resolution`, { payload });
    expect(answer.json()).toMatchObject({ agreed: { store: "open", remote: file } });
    expect((await historyOf(backup, document)).at(-1)).toMatchObject({ blob: canonical, origin: "github" });
    expect((await call("GET", `collections/${uid}`)).json()).toMatchObject({
      revision: { number: 1, blob: ours },
    });
  });

  test("a merged collection is made canonical, and has to be the same collection", async () => {
    const backup = await editedBackup();
    const { call, id, document, ours, file } = backup;
    const expected = { store: ours, remote: file };
    const stranger = JSON.stringify(aCollection("Pets", aUid(2)));
    const refused = await call("POST", `links/${id}/resolution`, {
      payload: { expected, content: stranger },
    });
    expect(refused.json()).toMatchObject({ status: 409, code: "identity_mismatch" });
    const wrong = await call("POST", `links/${id}/resolution`, {
      payload: { expected, content: "openapi: 3.1.0" },
    });
    expect(wrong.json()).toMatchObject({ status: 422, code: "not_a_collection" });
    const content = text("/a", "/b").replace('"Pets"', '"Pets and more"');
    const check = (sent: string) =>
      call("POST", `links/${id}/resolution/check`, { payload: { content: sent } });
    expect((await check(stranger)).json()).toMatchObject({ status: 409, code: "identity_mismatch" });
    expect((await check("openapi: 3.1.0")).json()).toMatchObject({ status: 422, code: "not_a_collection" });
    expect((await check(content)).json()).toEqual({ kind: null, valid: true, problems: [] });
    const merged = await call("POST", `links/${id}/resolution`, { payload: { expected, content } });
    expect(merged.json().store).toBe(blobIdOf(Buffer.from(canonicalOf(content) ?? "")));
    expect((await historyOf(backup, document)).at(-1)).toMatchObject({ origin: "merge" });
    expect((await call("GET", `collections/${uid}`)).json()).toMatchObject({ name: "Pets and more" });
  });
});

test.each([
  ["no choice", {}],
  ["two choices", { keep: "store", content: "a" }],
  ["an unknown side", { keep: "both" }],
  ["half a character", { content: "\ud800" }],
  ["text of another type", { content: 5 }],
  ["no expectation", { expected: undefined, keep: "store" }],
  ["half an expectation", { expected: { store: null }, keep: "store" }],
  ["an expectation that is no blob", { expected: { store: "HEAD", remote: null }, keep: "store" }],
])("refuses %s", async (_what, fields) => {
  const { call, id, ours, theirs } = await aConflict();
  const payload = { expected: { store: ours, remote: theirs }, ...fields };
  const answer = await call("POST", `links/${id}/resolution`, { payload });
  expect(answer.json()).toMatchObject({ status: 400, code: "invalid_request" });
});
