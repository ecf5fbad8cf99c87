import { expect, test } from "vitest";
import { blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import {
  beginProposal,
  changeProposal,
  forgetOver,
  hearTold,
  loadProposals,
  loadProposed,
  orphanProposed,
  recordProposed,
} from "../../src/db/proposals.ts";
import type { Store } from "../../src/db/store.ts";
import { aLockstep } from "../support/a-lockstep.ts";
import { aLinkedSchema } from "../support/a-linked-document.ts";

const BASE = parseCommitId("1".repeat(40));
const NEXT = parseCommitId("2".repeat(40));
const TEXT = blobIdOf(Buffer.from("text"));

interface Scene {
  readonly store: Store;
  readonly lane: number;
  readonly link: number;
  readonly proposal: number;
}

/** An open request that holds one link's text. */
async function aScene(): Promise<Scene> {
  const lockstep = await aLockstep();
  const { link } = await aLinkedSchema(lockstep, { file: "api/petstore.yaml" });
  await lockstep.engine.stop();
  const { store } = lockstep;
  const { lane } = await store.read
    .selectFrom("links")
    .select("lane")
    .where("id", "=", link)
    .executeTakeFirstOrThrow();
  const { id: proposal } = await store.write((tx) =>
    beginProposal(tx, { lane, target: "main", base: BASE, at: 1 }),
  );
  const file = { link, generation: 1, path: "api/petstore.yaml", store: TEXT, remote: TEXT, base: TEXT };
  await store.write((tx) => recordProposed(tx, proposal, file));
  return { store, lane, link, proposal };
}

test("branches of a lane are counted, whatever became of the ones before", async () => {
  const { store, lane, proposal } = await aScene();
  await store.write((tx) => changeProposal(tx, proposal, { state: "closed" }));
  const second = await store.write((tx) => beginProposal(tx, { lane, target: "main", base: BASE, at: 2 }));
  expect(second).toMatchObject({ ordinal: 2, branch: "lockstep/main-2", state: "open" });
  expect((await loadProposals(store.read, lane)).map(({ id }) => id)).toEqual([second.id]);
});

test("what an event said is heard once, and a later event stands", async () => {
  const { store, lane, proposal } = await aScene();
  const tell = (toldHead: typeof BASE, toldState: "open" | "merged"): Promise<unknown> =>
    store.write((tx) =>
      tx.query.updateTable("proposals").set({ toldHead, toldState }).where("id", "=", proposal).execute(),
    );
  await tell(BASE, "open");
  const [loaded] = await loadProposals(store.read, lane);
  await tell(NEXT, "merged");
  await store.write((tx) => hearTold(tx, proposal, loaded?.told ?? null));
  const [after] = await loadProposals(store.read, lane);
  expect(after?.told).toEqual({ head: NEXT, state: "merged" });
  await store.write((tx) => hearTold(tx, proposal, after?.told ?? null));
  expect((await loadProposals(store.read, lane))[0]?.told).toBeNull();
});

test("what a link proposed is forgotten only once its request is over", async () => {
  const { store, lane, link, proposal } = await aScene();
  await store.write((tx) => forgetOver(tx, link));
  expect(await loadProposed(store.read, lane)).toHaveLength(1);
  await store.write((tx) => changeProposal(tx, proposal, { state: "merged" }));
  await store.write((tx) => forgetOver(tx, link));
  expect(await loadProposed(store.read, lane)).toEqual([]);
});

test("a link that leaves an open request marks the request's lane, and its file stays on record", async () => {
  const { store, lane, link } = await aScene();
  const dirty = async (): Promise<number> =>
    (await store.read.selectFrom("lanes").select("dirty").where("id", "=", lane).executeTakeFirstOrThrow())
      .dirty;
  const before = await dirty();
  await store.write((tx) => orphanProposed(tx, link, 3));
  expect(await dirty()).toBe(before + 1);
  const [open] = await loadProposals(store.read, lane);
  expect(open?.files).toMatchObject([{ link: null, path: "api/petstore.yaml", store: TEXT }]);
});
