/** Where something that looks like a secret stands, as people know it. */
import type { CollectionContents, CollectionItem } from "./contents-of.ts";

export interface SecretPlace {
  /** Null: it belongs to the whole collection. */
  readonly item: CollectionItem | null;
  /** `Pets / Add a pet: authorization`. */
  readonly words: string;
}

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:\/request)?\/auth\//, "authorization"],
  [/^\/request\/url/, "address"],
  [/^\/request\/header\//, "headers"],
  [/^\/request\/body\//, "body"],
  [/\/event\//, "scripts"],
  [/^\/response\//, "example"],
  [/^\/variable\//, "variables"],
];

/** @param pointer JSON Pointer (RFC 6901) from the collection's root */
export function secretPlace({ byPointer }: CollectionContents, pointer: string): SecretPlace {
  const [at = ""] = /^(?:\/item\/\d+)*/.exec(pointer) ?? [];
  const rest = pointer.slice(at.length);
  const part = PARTS.find(([form]) => form.test(rest))?.[1] ?? (rest.split("/").slice(1).join(" ") || "text");
  const item = byPointer.get(at) ?? null;
  return { item, words: `${item === null ? "The whole collection" : fullName(item, byPointer)}: ${part}` };
}

function fullName(item: CollectionItem, byPointer: CollectionContents["byPointer"]): string {
  const names: string[] = [];
  let { pointer } = item;
  while (pointer !== "") {
    names.unshift(byPointer.get(pointer)?.name ?? "");
    pointer = pointer.replace(/\/item\/\d+$/, "");
  }
  return names.join(" / ");
}
