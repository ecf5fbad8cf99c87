import { expect, test } from "vitest";
import type { Rights } from "../../src/core/access/rights.ts";
import type { Bundled } from "../../src/core/schema/closure/closure-reader.ts";
import { closureIdOf } from "../../src/core/schema/closure/closure-id.ts";
import { keepBlob, packBlob } from "../../src/db/blobs.ts";
import { closureMembers, knownClosure, readSchemaFiles } from "../../src/db/closures.ts";
import { closureOfCheck, filesOfDocument, withTexts } from "../../src/db/document-files.ts";
import { addRevision, makeDocument } from "../../src/db/documents.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import { NOTHING_KNOWN, savingSince } from "../../src/db/link-columns.ts";
import { isReachableBlob } from "../../src/db/reach.ts";
import { listRevisions, presentRevisions } from "../../src/db/revisions.ts";
import type { Store } from "../../src/db/store.ts";
import { wholeTexts } from "../../src/db/whole-text.ts";
import { aStore } from "../support/a-store.ts";
import { aRepository, aWorkspace, type AWorkspace } from "../support/a-workspace.ts";
import { A_WORKSPACE, anUpgradedStore } from "../support/an-upgraded-store.ts";

const ROOT = Buffer.from("root\n");
const MEMBER = Buffer.from("member\n");

/** A document linked to a repository, whose text refers to one file. */
async function aSchema(store: Store, workspace: AWorkspace, rootPath = "api/openapi.yaml") {
  const { id: workspaceId } = workspace;
  const repository = await aRepository(store, workspace);
  const [content, member] = await Promise.all([packBlob(ROOT), packBlob(MEMBER)]);
  const closure = knownClosure(rootPath, [{ path: "api/a.yaml", blob: member.blob }]);
  const document = await store.write(async (tx) => {
    const id = await makeDocument(tx, workspaceId, "schema");
    await keepBlob(tx, workspaceId, member);
    const made = { origin: "github", author: null, message: null, at: 0, commit: null } as const;
    await addRevision(tx, {
      document: id,
      workspaceId,
      content,
      valid: true,
      problems: [],
      closure,
      ...made,
    });
    const lane = await ensureLane(tx, { workspaceId, repository, branch: "main" });
    const place = {
      repository,
      lane,
      branch: "main",
      followsDefault: 1,
      path: rootPath,
      pathKey: rootPath,
    } as const;
    await tx.query
      .insertInto("links")
      .values({
        workspaceId,
        document: id,
        kind: "schema",
        mode: "auto",
        keep: null,
        createdAt: 0,
        ...place,
        ...NOTHING_KNOWN,
        ...savingSince(0),
      })
      .execute();
    return id;
  });
  return { workspaceId, repository, document, closure, member: member.blob };
}

function reads(...ids: readonly number[]): Rights {
  return { isAdmin: false, readable: new Set(ids), pushable: new Set(), userId: 1, saves: "none" };
}

test("the files of a closure are kept once, whatever number of revisions refer to them", async () => {
  const store = await aStore();
  const acme = await aWorkspace(store);
  const one = await aSchema(store, acme);
  const other = await aSchema(store, acme, "other/openapi.yaml");
  expect(one.closure?.id).toBe(other.closure?.id);
  expect(await store.read.selectFrom("closureMembers").selectAll().execute()).toHaveLength(1);
  const id = closureIdOf([{ path: "api/a.yaml", blob: one.member }]);
  expect(await closureMembers(store.read, acme.id, id)).toEqual([{ path: "api/a.yaml", blob: one.member }]);
  const page = { before: null, limit: 10, onlyValid: false };
  expect(await listRevisions(store.read, other.document, page)).toMatchObject([
    { closure: id, rootPath: "other/openapi.yaml" },
  ]);
});

test("a revision gives its files with their texts, and a document those of its present one", async () => {
  const store = await aStore();
  const { workspaceId, document } = await aSchema(store, await aWorkspace(store));
  const revision = (await presentRevisions(store.read, [document])).get(document);
  if (revision === undefined) throw new Error("no revision");
  const files = await readSchemaFiles(store.read, workspaceId, revision);
  expect(files).toMatchObject({ path: "api/openapi.yaml" });
  expect([...(files?.members ?? [])]).toEqual([["api/a.yaml", MEMBER]]);
  const listed = await filesOfDocument(store.read, workspaceId, document);
  const beside = await withTexts(store.read, workspaceId, listed);
  expect(beside).toEqual(files);
  expect(closureOfCheck({ members: ["api/a.yaml"] }, beside)?.id).toBe(revision.closure);
  expect(closureOfCheck({ members: null }, beside)).toBeNull();
});

test("two revisions are compared as bundles only where both are, and not while the reader is busy", async () => {
  const store = await aStore();
  const { workspaceId, document } = await aSchema(store, await aWorkspace(store));
  const revision = (await presentRevisions(store.read, [document])).get(document);
  if (revision === undefined) throw new Error("no revision");
  const compared = (...answers: Bundled[]) => {
    const bundle = async (): Promise<Bundled> => answers.shift() ?? { kind: "unsupported" };
    const reader = { bundle, readReferences: async () => ({ kind: "failed", isForGood: true }) as const };
    return wholeTexts(store.read, reader, { workspaceId, from: revision, to: revision });
  };
  const made: Bundled = { kind: "bundle", content: Buffer.from("whole") };
  const failed: Bundled = { kind: "failed", message: "too much", isBusy: false };
  expect(await compared(made, made)).toMatchObject({ from: Buffer.from("whole"), to: Buffer.from("whole") });
  expect(await compared(made, failed)).toMatchObject({ from: ROOT, to: ROOT });
  expect(await compared(made, { ...failed, isBusy: true })).toEqual({ kind: "busy" });
});

test("the text of a file is reached by who reads the schema, and by nobody else", async () => {
  const store = await aStore();
  const acme = await aWorkspace(store);
  const { workspaceId, repository, member: blob } = await aSchema(store, acme);
  const elsewhere = await aRepository(store, acme);
  const reaches = (rights: Rights, of = workspaceId): Promise<boolean> =>
    isReachableBlob(store.read, { workspaceId: of, blob, rights });
  expect(await reaches(reads(repository))).toBe(true);
  expect(await reaches(reads(elsewhere))).toBe(false);
  expect(await reaches(reads())).toBe(false);
  const beta = await aWorkspace(store, "beta");
  expect(await reaches(reads(repository), beta.id)).toBe(false);
});

test("what was kept before schemas of several files is of one file, as far as is known", async () => {
  const store = await anUpgradedStore(
    "0011-move-keys",
    `${A_WORKSPACE}
    insert into "documents" ("workspaceId", "kind", "blob", "revision") values (1, 'schema', 'a', 1);
    insert into "revisions" ("document", "number", "blob", "origin", "at", "valid") values (1, 1, 'a', 'store', 1, 1);
  `,
  );
  const page = { before: null, limit: 10, onlyValid: false };
  expect(await listRevisions(store.read, 1, page)).toMatchObject([
    { blob: "a", closure: null, rootPath: null },
  ]);
  expect(await store.read.selectFrom("documents").selectAll().execute()).toMatchObject([{ closure: null }]);
});
