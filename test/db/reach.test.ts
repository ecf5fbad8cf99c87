/** That what lists leave out is what single things are refused: the same rights over the same rows, both ways. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ADMIN_RIGHTS,
  mayReadActivity,
  mayReadApi,
  mayReadDocument,
  type Rights,
} from "../../src/core/access/rights.ts";
import { recordActivity } from "../../src/db/activity.ts";
import { activityBetween } from "../../src/db/activity-list.ts";
import { apiStanding } from "../../src/db/addressed.ts";
import { listApis, makeApi } from "../../src/db/apis.ts";
import { listCollections } from "../../src/db/collections.ts";
import { makeDocument } from "../../src/db/documents.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import { NOTHING_KNOWN, savingSince } from "../../src/db/link-columns.ts";
import { listLinks } from "../../src/db/links.ts";
import { standingsOf } from "../../src/db/reach.ts";
import type { Store, Tx } from "../../src/db/store.ts";
import { aStore } from "../support/a-store.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

const REPOSITORIES = 3;
const USERS = [1, 2] as const;
const PAGE = { after: 0, limit: 1000 };

interface Placed {
  readonly createdBy: number | null;
  /** Indexes of repositories. */
  readonly linked: readonly number[];
  /** Of repositories whose config files claim it, where no admin agreed to that. */
  readonly claimed: readonly number[];
}

const placed: fc.Arbitrary<Placed> = fc.record({
  createdBy: fc.constantFrom(null, ...USERS),
  linked: fc.subarray([0, 1, 2]),
  claimed: fc.subarray([0, 1, 2]),
});

const world = fc.record({
  collections: fc.array(placed, { maxLength: 5 }),
  apis: fc.array(
    fc.record({
      createdBy: fc.constantFrom(null, ...USERS),
      versions: fc.array(
        placed.map((one) => ({ ...one, linked: one.linked.slice(0, 1) })),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  readable: fc.subarray([0, 1, 2]),
  userId: fc.constantFrom(null, ...USERS),
});

let files = 0;

/** A schema has one link at most, be it a claim. */
function claimsOf({ linked, claimed }: Placed, kind: "schema" | "collection"): readonly number[] {
  if (kind === "schema") return linked.length > 0 ? [] : claimed.slice(0, 1);
  return claimed.filter((index) => !linked.includes(index));
}

async function place(tx: Tx, where: Where, placing: Placed, kind: "schema" | "collection") {
  const { createdBy, linked } = placing;
  const { workspaceId, repositories } = where;
  const document = await makeDocument(tx, workspaceId, kind, createdBy);
  const claims = claimsOf(placing, kind);
  for (const index of [...linked, ...claims]) {
    const repository = repositories[index] ?? 0;
    const lane = await ensureLane(tx, { workspaceId, repository, branch: "main" });
    const path = `file-${++files}`;
    await tx.query
      .insertInto("links")
      .values({
        workspaceId,
        document,
        kind: kind === "schema" ? "schema" : "backup",
        repository,
        lane,
        branch: "main",
        followsDefault: 1,
        path,
        pathKey: path,
        mode: "auto",
        keep: null,
        ...NOTHING_KNOWN,
        ...savingSince(0),
        ...(claims.includes(index) && { state: "awaiting_approval", code: null, isPaused: 1 }),
        createdAt: 0,
      })
      .execute();
  }
  await tell(tx, where, document);
  return document;
}

/** Of all kinds of rows: about a document, a link, both, a link that is gone, a repository, or none of them. */
async function tell(tx: Tx, { workspaceId, repositories }: Where, document: number): Promise<void> {
  const links = await tx.query.selectFrom("links").select("id").where("document", "=", document).execute();
  const about = [
    {},
    { document },
    { document, link: 999_999 },
    { link: 999_999 },
    ...repositories.map((repository) => ({ repository })),
    ...repositories.map((repository) => ({ document, repository })),
    ...links.flatMap(({ id }) => [{ link: id }, { link: id, document }]),
  ];
  for (const one of about) await recordActivity(tx, { workspaceId, at: 0, type: "link.state", ...one });
}

interface Where {
  readonly workspaceId: number;
  readonly repositories: readonly number[];
}

async function clear(store: Store): Promise<void> {
  await store.write(async ({ query }) => {
    for (const table of ["activity", "links", "versions", "collections", "apis", "documents"] as const) {
      await query.deleteFrom(table).execute();
    }
  });
}

test("lists show what may be read, and nothing else", async () => {
  const store = await aStore();
  const acme = await aWorkspace(store);
  const repositories: number[] = [];
  for (let index = 0; index < REPOSITORIES; index += 1) repositories.push(await aRepository(store, acme));
  const where = { workspaceId: acme.id, repositories };
  await fc.assert(
    fc.asyncProperty(world, async ({ collections, apis, readable, userId }) => {
      await clear(store);
      await store.write(async (tx) => {
        for (const [index, one] of collections.entries()) {
          const document = await place(tx, where, one, "collection");
          const named = { workspaceId: acme.id, document, uid: `uid-${index}`, name: "Pets" };
          await tx.query
            .insertInto("collections")
            .values({ ...named, createdAt: 0, deletedAt: null })
            .execute();
        }
        for (const [index, { createdBy, versions }] of apis.entries()) {
          const named = { workspaceId: acme.id, slug: `api-${index}`, name: "Pets", description: null };
          const made = await makeApi(tx, named, { at: 0, actor: null, user: createdBy });
          if (made.kind !== "done") throw new Error("The slug is taken.");
          for (const [number, version] of versions.entries()) {
            const document = await place(tx, where, version, "schema");
            const row = {
              api: made.api.id,
              document,
              name: `${number}`,
              kind: null,
              createdAt: 0,
              deletedAt: null,
            };
            await tx.query.insertInto("versions").values(row).execute();
          }
        }
      });
      const rights: Rights = {
        isAdmin: false,
        readable: new Set(readable.map((index) => repositories[index] ?? 0)),
        pushable: new Set(),
        userId,
        saves: "none",
      };
      await compare(store, acme.id, rights);
    }),
    { numRuns: 60 },
  );
});

async function compare(store: Store, workspaceId: number, rights: Rights): Promise<void> {
  const filter = { workspaceId, deletedAfter: null };
  const everyCollection = await listCollections(store.read, { ...filter, rights: ADMIN_RIGHTS }, PAGE);
  const standings = await standingsOf(
    store.read,
    workspaceId,
    everyCollection.map(({ document }) => document),
  );
  const readable = everyCollection.filter(({ document }) => {
    const standing = standings.get(document);
    return standing !== undefined && mayReadDocument(rights, standing);
  });
  expect(await listCollections(store.read, { ...filter, rights }, PAGE)).toEqual(readable);

  const everyApi = await listApis(store.read, { ...filter, rights: ADMIN_RIGHTS }, PAGE);
  const readableApis = [];
  for (const api of everyApi) {
    if (mayReadApi(rights, await apiStanding(store.read, api))) readableApis.push(api);
  }
  expect(await listApis(store.read, { ...filter, rights }, PAGE)).toEqual(readableApis);

  await compareActivity(store, workspaceId, rights);
  const links = await listLinks(store.read, { workspaceId, readable: rights.readable }, PAGE);
  const all = await listLinks(store.read, { workspaceId, readable: "all" }, PAGE);
  const { readable: mine } = rights;
  expect(links).toEqual(all.filter(({ repository }) => mine === "all" || mine.has(repository)));
}

async function compareActivity(store: Store, workspaceId: number, rights: Rights): Promise<void> {
  const ids = { after: 0, until: Number.MAX_SAFE_INTEGER };
  const every = await activityBetween(store.read, { workspaceId, rights: ADMIN_RIGHTS }, ids);
  const documents = every.flatMap(({ document }) => document ?? []);
  const standings = await standingsOf(store.read, workspaceId, [...new Set(documents)]);
  const readable = every.filter(({ document, repository, link }) => {
    const standing = document === null ? null : (standings.get(document) ?? null);
    return mayReadActivity(rights, { document: standing, repository, isAboutLink: link !== null });
  });
  expect(await activityBetween(store.read, { workspaceId, rights }, ids)).toEqual(readable);
}
