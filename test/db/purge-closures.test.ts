/** What a purged schema referred to goes with it, unless something else refers to the same. */
import { expect, test } from "vitest";
import { DELETED_KEPT_MS, makeApi } from "../../src/db/apis.ts";
import { keepBlob, packBlob, readBlob } from "../../src/db/blobs.ts";
import { closureMembers, knownClosure } from "../../src/db/closures.ts";
import { addRevision, makeDocument } from "../../src/db/documents.ts";
import { purgeDeleted } from "../../src/db/purge-deleted.ts";
import type { Store } from "../../src/db/store.ts";
import { readUsage } from "../../src/db/usage.ts";
import { aStore } from "../support/a-store.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const NOW = Date.UTC(2026, 5, 1);

async function aWorld(slug?: string, shared?: Store) {
  const store = shared ?? (await aStore());
  const { id: workspaceId } = await aWorkspace(store, slug);
  const made = await store.write((tx) =>
    makeApi(tx, { workspaceId, slug: "pets", name: "Pets", description: null }, { at: 1, actor: "mona" }),
  );
  if (made.kind !== "done") throw new Error("not made");
  const addVersion = (name: string, deletedAt: number | null): Promise<number> =>
    store.write(async (tx) => {
      const document = await makeDocument(tx, workspaceId, "schema");
      await tx.query
        .insertInto("versions")
        .values({ api: made.api.id, document, name, kind: null, createdAt: 1, deletedAt })
        .execute();
      return document;
    });
  const save = async (document: number, text: string, member: string) => {
    const [content, file] = await Promise.all([text, member].map((part) => packBlob(Buffer.from(part))));
    if (content === undefined || file === undefined) throw new Error("two texts were packed");
    const closure = knownClosure("api.yaml", [{ path: "a.yaml", blob: file.blob }]);
    const how = { origin: "github", author: null, message: null, at: 1, commit: null } as const;
    await store.write(async (tx) => {
      await keepBlob(tx, workspaceId, file);
      await addRevision(tx, { document, workspaceId, content, valid: true, problems: [], closure, ...how });
    });
    if (closure === null) throw new Error("a text with a file has a closure");
    return { closure: closure.id, blob: file.blob };
  };
  const purge = async (): Promise<number> => {
    let steps = 0;
    for (let isMore = true; isMore; steps += 1) isMore = await store.write((tx) => purgeDeleted(tx, NOW));
    return steps;
  };
  return { store, workspaceId, addVersion, save, purge };
}

test("the files of a purged schema are forgotten, those of its history too, and take up nothing any more", async () => {
  const { store, workspaceId, addVersion, save, purge } = await aWorld();
  const gone = await addVersion("1.0", NOW - DELETED_KEPT_MS);
  const files = [await save(gone, "root", "one"), await save(gone, "root", "other")];
  await purge();
  for (const { closure, blob } of files) {
    expect(await closureMembers(store.read, workspaceId, closure)).toEqual([]);
    expect(await readBlob(store.read, workspaceId, blob)).toBeNull();
  }
  expect(await readUsage(store.read, workspaceId, NOW)).toMatchObject({ storedBytes: 0 });
});

test("files that another schema refers to stay, also where it did so before", async () => {
  const { store, workspaceId, addVersion, save, purge } = await aWorld();
  const gone = await addVersion("1.0", NOW - DELETED_KEPT_MS);
  const stays = await addVersion("2.0", null);
  const files = [await save(gone, "root", "one"), await save(gone, "root", "other")];
  await save(stays, "root", "one");
  await save(stays, "root", "other");
  await purge();
  for (const { closure, blob } of files) {
    expect(await closureMembers(store.read, workspaceId, closure)).toEqual([{ path: "a.yaml", blob }]);
    expect(await readBlob(store.read, workspaceId, blob)).not.toBeNull();
  }
});

test("what another workspace refers to keeps nothing in this one, and stays in that", async () => {
  const acme = await aWorld();
  const beta = await aWorld("beta", acme.store);
  const gone = await acme.addVersion("1.0", NOW - DELETED_KEPT_MS);
  const { closure } = await acme.save(gone, "root", "one");
  await beta.save(await beta.addVersion("1.0", null), "root", "one");
  await acme.purge();
  expect(await closureMembers(acme.store.read, acme.workspaceId, closure)).toEqual([]);
  expect(await closureMembers(acme.store.read, beta.workspaceId, closure)).toHaveLength(1);
});

test("a long history of several files goes in smaller steps", async () => {
  const { store, addVersion, save, purge } = await aWorld();
  const gone = await addVersion("1.0", NOW - DELETED_KEPT_MS);
  for (let count = 0; count < 50; count += 1) await save(gone, "root", `member ${count}`);
  expect(await purge()).toBeGreaterThanOrEqual(3);
  expect(await store.read.selectFrom("closureMembers").selectAll().execute()).toEqual([]);
  expect(await store.read.selectFrom("blobs").select("blob").execute()).toEqual([]);
});
