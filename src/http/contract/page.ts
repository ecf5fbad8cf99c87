/** Lists: `{"items": […], "next": cursor | null}`. A cursor names the last item of a page, so pages hold while rows come and go. */
import {
  Type,
  type TArray,
  type TNull,
  type TObject,
  type TSchema,
  type TString,
  type TUnion,
} from "typebox";
import { HttpProblem } from "../problems.ts";

export const DEFAULT_LIMIT = 50;

export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 200,
      description: `How many items; ${DEFAULT_LIMIT} where left out.`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2000,
      description: "`next` of the page before; left out: the first page.",
    }),
  ),
};

export type TPage<Item extends TSchema> = TObject<{
  items: TArray<Item>;
  next: TUnion<[TString, TNull]>;
}>;

export function Page<Item extends TSchema>(item: Item, name: string): TPage<Item> {
  return Type.Object(
    {
      items: Type.Array(item),
      next: Type.Union([Type.String(), Type.Null()], {
        description: "The cursor of the next page; null at the end.",
        examples: [null],
      }),
    },
    { title: name },
  );
}

/** What an item is found by; in lists by a name that may recur the name, then the row. */
type CursorKey = string | number | readonly [string, number];

export interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

/** The rows of a page and the cursor of the next; `rows` holds one row more than `limit` where there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  key: (row: Row) => CursorKey,
): { readonly shown: readonly Row[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { shown, next: last === undefined ? null : encodeCursor(key(last)) };
}

/** The page as the API answers it. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { item, key }: { item: (row: Row) => Item; key: (row: Row) => CursorKey },
): PageOf<Item> {
  const { shown, next } = pageOf(rows, limit, key);
  return { items: shown.map(item), next };
}

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** @throws HttpProblem `invalid_cursor` */
export function textCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const key = decode(cursor);
  if (typeof key !== "string") throw new HttpProblem("invalid_cursor");
  return key;
}

/** @throws HttpProblem `invalid_cursor` */
export function numberCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const key = decode(cursor);
  if (typeof key !== "number" || !Number.isSafeInteger(key)) throw new HttpProblem("invalid_cursor");
  return key;
}

/** For lists by a name that may recur: the name, then the row. @throws HttpProblem `invalid_cursor` */
export function pairCursor(
  cursor: string | undefined,
): { readonly name: string; readonly id: number } | null {
  if (cursor === undefined) return null;
  const key = decode(cursor);
  const [name, id]: readonly unknown[] = Array.isArray(key) ? key : [];
  if (typeof name !== "string" || !Number.isSafeInteger(id)) throw new HttpProblem("invalid_cursor");
  return { name, id: Number(id) };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
