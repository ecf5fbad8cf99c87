import { useState } from "react";
import type { TokenWish } from "../api/contract.ts";
import { expiryOf } from "./token-words.ts";

export interface WishFields {
  readonly name: string;
  readonly scopes: TokenWish["scopes"];
  /** Id; empty: any. */
  readonly collection: string;
  /** One of `LIFETIMES`, or a day; empty: none was chosen yet. */
  readonly lifetime: string;
}

export interface EditedWish {
  readonly fields: WishFields;
  readonly change: (changed: Partial<WishFields>) => void;
  readonly isWhole: boolean;
}

const FIRST: WishFields = { name: "", scopes: ["read"], collection: "", lifetime: "90" };

export function useTokenWish(): EditedWish {
  const [fields, setFields] = useState(FIRST);
  const { name, scopes, lifetime } = fields;
  return {
    fields,
    change: (changed) => setFields({ ...fields, ...changed }),
    isWhole: name.trim() !== "" && scopes.length > 0 && lifetime !== "",
  };
}

/** One collection counts only for a token that can do nothing else to it. */
export function isNarrowable(scopes: WishFields["scopes"]): boolean {
  return scopes.includes("collections:save") && !scopes.includes("write");
}

/** @param now milliseconds since 1970 */
export function wishOf({ name, scopes, collection, lifetime }: WishFields, now: number): TokenWish {
  return {
    name: name.trim(),
    scopes,
    ...(collection !== "" && isNarrowable(scopes) && { collection }),
    expiresAt: expiryOf(lifetime, now),
  };
}
