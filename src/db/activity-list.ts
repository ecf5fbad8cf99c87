/** What happened, with the names that people know: newest first for reading, oldest first for an export. */
import { type ExpressionBuilder, sql } from "kysely";
import type { Rights } from "../core/access/rights.ts";
import { readableActivity } from "./reach.ts";
import type { Tables } from "./schema.ts";
import type { Reader } from "./store.ts";

export interface ActivityRecord {
  readonly id: number;
  readonly at: number;
  readonly type: string;
  readonly actor: string | null;
  readonly link: number | null;
  readonly data: string;
  readonly workspace: string | null;
  readonly apiSlug: string | null;
  readonly versionName: string | null;
  readonly collectionUid: string | null;
  readonly collectionName: string | null;
  /** Row ids of what it is about. */
  readonly workspaceId: number | null;
  readonly document: number | null;
  readonly repository: number | null;
  /** Row ids of what it was done with. */
  readonly user: number | null;
  readonly token: number | null;
  readonly hook: number | null;
  readonly userLogin: string | null;
  readonly tokenName: string | null;
  readonly address: string | null;
}

export interface ActivityFilter {
  /** Null: of all workspaces and of none. */
  readonly workspaceId: number | null;
  /** Of whoever asks: rows about what they cannot read are left out. */
  readonly rights: Rights;
  /** Whole, such as `link.state`, or the first word of several, such as `link`. */
  readonly type?: string | undefined;
  /** In any case. */
  readonly actor?: string | undefined;
  readonly document?: NamedInActivity | undefined;
  readonly since?: number | undefined;
  /** Not this moment itself. */
  readonly until?: number | undefined;
}

/** Deleted ones too. */
export type NamedInActivity =
  | { readonly api: string; readonly version: string }
  | { readonly collection: string };

/** @param page `before`: only ids below; null for the first page */
export function listActivity(
  reader: Reader,
  filter: ActivityFilter,
  page: { readonly before: number | null; readonly limit: number },
): Promise<ActivityRecord[]> {
  let query = records(reader, filter);
  if (page.before !== null) query = query.where("activity.id", "<", page.before);
  return query.orderBy("activity.id", "desc").limit(page.limit).execute();
}

/** In the order of their ids. @param ids above `after`, up to `until`; the first of them where there are more than `limit` */
export function activityBetween(
  reader: Reader,
  filter: ActivityFilter,
  ids: { readonly after: number; readonly until: number; readonly limit?: number },
): Promise<ActivityRecord[]> {
  const query = records(reader, filter)
    .where("activity.id", ">", ids.after)
    .where("activity.id", "<=", ids.until)
    .orderBy("activity.id");
  return (ids.limit === undefined ? query : query.limit(ids.limit)).execute();
}

/** Of all that there is; 0 where there is nothing. */
export async function activityIds(
  reader: Reader,
): Promise<{ readonly first: number; readonly last: number }> {
  const idAt = async (end: "asc" | "desc"): Promise<number> => {
    const query = reader.selectFrom("activity").select("id").orderBy("id", end).limit(1);
    return (await query.executeTakeFirst())?.id ?? 0;
  };
  return { first: await idAt("asc"), last: await idAt("desc") };
}

function records(reader: Reader, filter: ActivityFilter) {
  let query = reader
    .selectFrom("activity")
    .leftJoin("workspaces", "workspaces.id", "activity.workspaceId")
    .leftJoin("versions", "versions.document", "activity.document")
    .leftJoin("apis", "apis.id", "versions.api")
    .leftJoin("collections", "collections.document", "activity.document")
    .leftJoin("users", "users.id", "activity.user")
    .leftJoin("tokens", "tokens.id", "activity.token")
    .select([
      "activity.id",
      "activity.at",
      "activity.type",
      "activity.actor",
      "activity.link",
      "activity.workspaceId",
      "activity.document",
      "activity.repository",
      "activity.data",
      "activity.user",
      "activity.token",
      "activity.hook",
      "activity.address",
      "workspaces.slug as workspace",
      "apis.slug as apiSlug",
      "versions.name as versionName",
      "collections.uid as collectionUid",
      "collections.name as collectionName",
      "users.login as userLogin",
      "tokens.name as tokenName",
    ]);
  const { workspaceId, type, actor, document, since, until } = filter;
  query = query.where(readableActivity(filter.rights));
  if (workspaceId !== null) query = query.where("activity.workspaceId", "=", workspaceId);
  if (type !== undefined) query = query.where((eb) => isOfType(eb, type));
  if (actor !== undefined) query = query.where(sql`lower("activity"."actor")`, "=", actor.toLowerCase());
  if (document !== undefined) query = query.where((eb) => isAbout(eb, document));
  if (since !== undefined) query = query.where("activity.at", ">=", since);
  if (until !== undefined) query = query.where("activity.at", "<", until);
  return query;
}

type Joined = ExpressionBuilder<Tables, "activity" | "apis" | "versions" | "collections">;

function isOfType(eb: Joined, type: string) {
  if (type.includes(".")) return eb("activity.type", "=", type);
  // "/" is what comes after "." in every collation that compares bytes.
  return eb.and([eb("activity.type", ">", `${type}.`), eb("activity.type", "<", `${type}/`)]);
}

function isAbout(eb: Joined, document: NamedInActivity) {
  if ("collection" in document) return eb("collections.uid", "=", document.collection.toLowerCase());
  return eb.and([eb("apis.slug", "=", document.api), eb("versions.name", "=", document.version)]);
}
