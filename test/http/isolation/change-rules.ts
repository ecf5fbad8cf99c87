/** Which changes of rows a caller may cause. */
import type { Oracle } from "./oracle.ts";
import type { Change, Row } from "./snapshot.ts";

type MayChange = (oracle: Oracle, change: Change, row: Row) => boolean;

const ofDocument: MayChange = (oracle, _change, row) =>
  !oracle.wasThere("documents", row["document"]) || oracle.writesDocument(row["document"]);
const inTheirs: MayChange = (oracle, _change, row) => oracle.acts(row["workspaceId"]);
const byAdmins: MayChange = (oracle, _change, row) => oracle.isAdminOf(row["workspaceId"]);

/** A table that is not here is nobody's to change. */
const RULES: Readonly<Record<string, MayChange>> = {
  documents: (oracle, change, row) =>
    change.before === null
      ? oracle.makes(row) || oracle.addsVersions(row)
      : oracle.writesDocument(row["id"]) || (isCounted(change) && oracle.pushesALinkOf(row["id"])),
  revisions: (oracle, change, row) =>
    ofDocument(oracle, change, row) || isKept(oracle, change) || isCompared(oracle, change),
  collections: ofDocument,
  versions: (oracle, change, row) =>
    change.before === null && oracle.wasThere("apis", row["api"])
      ? oracle.writesApi(row["api"])
      : ofDocument(oracle, change, row),
  apis: (oracle, { before }, row) => (before === null ? oracle.makes(row) : oracle.writesApi(row["id"])),
  links: (oracle, change) =>
    isOnlyNumbered(change) ||
    [change.before, change.after].every((link) => link === null || oracle.pushes(link["repository"])),
  hooks: (oracle, change, row) => oracle.managesHook(row) || isUsed(oracle, change),
  settings: byAdmins,
  tokens: byAdmins,
  activity: inTheirs,
  blobs: inTheirs,
  lanes: inTheirs,
  usage: inTheirs,
  // Answers of their own requests; a number that tells nothing.
  idempotency: inTheirs,
  linkChanges: () => true,
  // Each belongs to a link or a lane, which are judged themselves.
  ownPairs: () => true,
  laneHeads: () => true,
  laneMoves: () => true,
  // Whoever signed in becomes known as an author.
  people: (oracle) => oracle.isPerson(),
};

/** @param oracle of the moment before. Null: the change was theirs to make */
export function faultOf(oracle: Oracle, change: Change): string | null {
  const { table, before, after } = change;
  const row = before ?? after ?? {};
  if (RULES[table]?.(oracle, change, row) === true) return null;
  return `${table} ${JSON.stringify(row["id"] ?? row["workspaceId"])}`;
}

/** Something of the link's document changed, which has a rule of its own. */
function isOnlyNumbered({ before, after }: Change): boolean {
  if (before === null || after === null) return false;
  return JSON.stringify({ ...before, change: 0 }) === JSON.stringify({ ...after, change: 0 });
}

/** One more text is in the history, and the document's own is what it was. */
function isCounted({ before, after }: Change): boolean {
  return JSON.stringify({ ...before, revision: 0 }) === JSON.stringify({ ...after, revision: 0 });
}

/** GitHub's text that a link's pusher let the store's replace: nothing is lost. */
function isKept(oracle: Oracle, { before, after }: Change): boolean {
  return before === null && after?.["origin"] === "github" && oracle.pushesALinkOf(after["document"]);
}

/** Whoever reads both texts has them compared: how much was found is kept, and nothing else changes. */
function isCompared(oracle: Oracle, { before, after }: Change): boolean {
  if (before === null || after === null || !oracle.readsDocument(before["document"])) return false;
  return JSON.stringify({ ...before, changes: null }) === JSON.stringify({ ...after, changes: null });
}

/** The hook whose address was called: only when it was last used may change. */
function isUsed(oracle: Oracle, { before, after }: Change): boolean {
  if (before === null || after === null || !oracle.isHook(before["id"])) return false;
  return JSON.stringify({ ...before, lastUsedAt: 0 }) === JSON.stringify({ ...after, lastUsedAt: 0 });
}
