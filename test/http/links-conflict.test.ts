import { expect, onTestFinished, test } from "vitest";
import type { BlobId } from "../../src/core/git/object-id.ts";
import type { Merger } from "../../src/http/conflict-merge.ts";
import { DocumentMerger } from "../../src/workers/merge-documents.ts";
import { aRepository } from "../support/a-workspace.ts";
import { aKeptText, aLinkingApi, aText, aVersion, restLane, rowsOf } from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const BASE = "openapi: 3.0.0\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\n";

const VALID = {
  checker: { check: async () => ({ kind: "openapi-3.0", valid: true, problems: [] }) },
};

interface AConflict extends AnApi {
  readonly id: number;
  readonly document: number;
  readonly base: BlobId;
}

function aMerger(): Merger {
  const merger = new DocumentMerger();
  onTestFinished(() => merger.close());
  return merger;
}

/** A schema link whose both sides changed from BASE. */
async function aConflict(texts: { ours: string; theirs: string | null }, merger: Merger): Promise<AConflict> {
  const overrides = { ...VALID, merger };
  const api = await aLinkingApi(overrides);
  const { store, acme, call } = api;
  const document = await aVersion(store, acme.id, "petstore");
  await aRepository(store, acme, { name: "pets" });
  const base = await aText(store, { workspaceId: acme.id, document }, BASE);
  await aText(store, { workspaceId: acme.id, document }, texts.ours);
  const { id } = (
    await call("PUT", "apis/petstore/versions/1.0/link", { payload: { repository: "pets", file: "a.yaml" } })
  ).json();
  const other = await aVersion(store, acme.id, "holder-of-the-blob");
  const remote =
    texts.theirs === null
      ? ("absent" as const)
      : await aKeptText(store, { workspaceId: acme.id, document: other }, texts.theirs);
  const canonical = remote === "absent" ? null : remote;
  await restLane(store, id, {
    state: "conflict",
    agreedStore: base,
    agreedRemote: base,
    remote,
    remoteCanonical: canonical,
  });
  return { ...api, id, document, base };
}

function countedMerger(
  answer: Awaited<ReturnType<Merger["merge"]>>,
): Merger & { readonly asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    merge: async () => {
      asked++;
      return answer;
    },
  };
}

test("offers a clean merge, whose text is a blob, and applies nothing", async () => {
  const texts = { ours: BASE.replace("Pets", "Cats"), theirs: BASE.replace("'1'", "'2'") };
  const { call, id, store, document } = await aConflict(texts, aMerger());
  const before = await rowsOf(store, id);
  const revisions = () =>
    store.read.selectFrom("revisions").selectAll().where("document", "=", document).execute();
  const history = await revisions();
  const { merge } = (await call("GET", `links/${id}/conflict`)).json();
  expect(merge).toMatchObject({ clashes: 0 });
  const text = await call("GET", `blobs/${merge.blob}`);
  expect(text.body).toBe(BASE.replace("Pets", "Cats").replace("'1'", "'2'"));
  // Whoever may read the link may read what was offered for it.
  const offered = { ...before.link, offeredMerge: merge.blob };
  expect(await rowsOf(store, id)).toEqual({ ...before, link: offered });
  expect(await revisions()).toEqual(history);
});

test("what is offered is taken by sending it as the merged text", async () => {
  const texts = { ours: BASE.replace("Pets", "Cats"), theirs: BASE.replace("'1'", "'2'") };
  const { call, id } = await aConflict(texts, aMerger());
  const { merge, expected } = (await call("GET", `links/${id}/conflict`)).json();
  const content = (await call("GET", `blobs/${merge.blob}`)).body;
  const answer = await call("POST", `links/${id}/resolution`, { payload: { expected, content } });
  expect(answer.json()).toMatchObject({ store: merge.blob, state: "pending" });
});

test("counts the clashes, and marks them in the text", async () => {
  const texts = { ours: BASE.replace("Pets", "Cats"), theirs: BASE.replace("Pets", "Dogs") };
  const { call, id } = await aConflict(texts, aMerger());
  const { merge } = (await call("GET", `links/${id}/conflict`)).json();
  expect(merge).toMatchObject({ clashes: 1 });
  const text = await call("GET", `blobs/${merge.blob}`);
  expect(text.body).toContain("<<<<<<< store\n  title: Cats\n=======\n  title: Dogs\n>>>>>>> GitHub\n");
});

test("offers nothing where the file is gone, or there is no base", async () => {
  const merger = countedMerger({ kind: "merged", proposal: { content: Buffer.from("x"), clashes: 0 } });
  const gone = await aConflict({ ours: "a: 1\n", theirs: null }, merger);
  expect((await gone.call("GET", `links/${gone.id}/conflict`)).json()).toMatchObject({ merge: null });
  const fresh = await aConflict({ ours: "a: 1\n", theirs: "a: 2\n" }, merger);
  await restLane(fresh.store, fresh.id, { state: "choose", agreedStore: null, agreedRemote: null });
  expect((await fresh.call("GET", `links/${fresh.id}/conflict`)).json()).toMatchObject({ merge: null });
  expect(merger.asked()).toBe(0);
});

test("merges the same texts once, however many ask", async () => {
  const merger = countedMerger({ kind: "merged", proposal: { content: Buffer.from("x"), clashes: 0 } });
  const { call, id } = await aConflict({ ours: "a: 1\n", theirs: "a: 2\n" }, merger);
  const answers = await Promise.all([1, 2, 3].map(() => call("GET", `links/${id}/conflict`)));
  const again = await call("GET", `links/${id}/conflict`);
  expect(new Set([...answers, again].map(({ body }) => body)).size).toBe(1);
  expect(merger.asked()).toBe(1);
});

test("makes the merge again where its text is no longer kept", async () => {
  const merger = countedMerger({ kind: "merged", proposal: { content: Buffer.from("x"), clashes: 0 } });
  const { call, id, store } = await aConflict({ ours: "a: 1\n", theirs: "a: 2\n" }, merger);
  const { merge } = (await call("GET", `links/${id}/conflict`)).json();
  await store.write(({ query }) => query.deleteFrom("blobs").where("blob", "=", merge.blob).execute());
  await call("GET", `links/${id}/conflict`);
  expect((await call("GET", `blobs/${merge.blob}`)).body).toBe("x");
});

test.each([
  ["busy", 2],
  ["stopped", 2],
  ["timeout", 1],
  ["memory", 1],
] as const)(
  "answers without a merge where the merger says %s, and asks it %i times in two looks",
  async (failure, times) => {
    const merger = countedMerger({ kind: "failed", failure });
    const { call, id } = await aConflict({ ours: "a: 1\n", theirs: "a: 2\n" }, merger);
    for (const _ of [1, 2]) {
      const answer = await call("GET", `links/${id}/conflict`);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toMatchObject({ merge: null });
    }
    expect(merger.asked()).toBe(times);
  },
);
