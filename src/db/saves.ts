/** The saves that a commit carries: how many, what people said about them, and who they are. */
import type { BlobId } from "../core/git/object-id.ts";
import type { LaneLink } from "../core/sync/plan.ts";
import type { Person } from "./people.ts";
import type { Reader } from "./store.ts";

export interface CarriedSaves {
  readonly count: number;
  /** Oldest first. */
  readonly messages: readonly string[];
  /** Oldest first; a person may come twice. */
  readonly people: readonly Person[];
}

/** The newest ones that are read; a message names fewer. */
const MAX_TOLD = 200;

/** The saves after the text that was agreed on, up to the one that is committed: newer ones wait for their own commit. */
export async function carriedSaves(
  reader: Reader,
  link: Pick<LaneLink, "document" | "agreed">,
  committed: BlobId,
): Promise<CarriedSaves> {
  const until = await newest(reader, link.document, { blob: committed });
  const after = until === 0 ? 0 : await settledBefore(reader, link, until);
  const { count, told } = await reader
    .selectFrom("revisions")
    .select((eb) => [
      eb.fn.countAll<number>().as("count"),
      eb.fn.count<number>(eb.fn.coalesce("message", eb.cast<string>("person", "text"))).as("told"),
    ])
    .where("document", "=", link.document)
    .where("origin", "<>", "github")
    .where("number", ">", after)
    .where("number", "<=", until)
    .executeTakeFirstOrThrow();
  const more = told === 0 ? SILENT : await readTold(reader, link.document, { after, until });
  return { count: Math.max(count, 1), ...more };
}

const SILENT = { messages: [], people: [] } as const;

/** Where somebody chose the store's text, what was agreed is open: then the last text that a commit carried counts. */
function settledBefore(
  reader: Reader,
  { document, agreed }: Pick<LaneLink, "document" | "agreed">,
  until: number,
): Promise<number> {
  if (agreed === null) return Promise.resolve(0);
  return newest(
    reader,
    document,
    agreed.store === "open" ? { before: until } : { blob: agreed.store, before: until },
  );
}

/** Number of the newest revision with the blob, or with any commit; 0: none. */
async function newest(
  reader: Reader,
  document: number,
  { blob, before }: { readonly blob?: BlobId; readonly before?: number },
): Promise<number> {
  let query = reader.selectFrom("revisions").select("number").where("document", "=", document);
  query = blob === undefined ? query.where("commitId", "is not", null) : query.where("blob", "=", blob);
  if (before !== undefined) query = query.where("number", "<", before);
  const row = await query.orderBy("number", "desc").limit(1).executeTakeFirst();
  return row?.number ?? 0;
}

async function readTold(
  reader: Reader,
  document: number,
  { after, until }: { readonly after: number; readonly until: number },
): Promise<Pick<CarriedSaves, "messages" | "people">> {
  const rows = await reader
    .selectFrom("revisions")
    .leftJoin("people", "people.id", "revisions.person")
    .select(["revisions.message", "revisions.person"])
    .selectAll("people")
    .where("revisions.document", "=", document)
    // What is imported brings the message of somebody's commit.
    .where("revisions.origin", "in", ["store", "rollback", "merge"])
    .where("revisions.number", ">", after)
    .where("revisions.number", "<=", until)
    .orderBy("revisions.number", "desc")
    .limit(MAX_TOLD)
    .execute();
  const oldestFirst = rows.toReversed();
  return {
    messages: oldestFirst.flatMap(({ message }) => (message === null ? [] : [message])),
    people: oldestFirst.flatMap(personIn),
  };
}

type Nullable<Row> = { readonly [Key in keyof Row]: Row[Key] | null };

function personIn(row: Nullable<Person>): readonly Person[] {
  const { id, hostId, accountId, login, loginKey, name, seenAt } = row;
  if (id === null || hostId === null || accountId === null || login === null) return [];
  return [{ id, hostId, accountId, login, loginKey: loginKey ?? "", name, seenAt: seenAt ?? 0 }];
}
