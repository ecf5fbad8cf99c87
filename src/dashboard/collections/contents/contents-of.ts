/** What a collection holds, as far as people look at it. Its text was made by anybody: nothing of it is taken for granted. */
import { type Fields, isFields } from "../../../core/fields.ts";
import { maskAddress } from "../../secrets/looks-secret.ts";

export interface FolderItem {
  readonly kind: "folder";
  /** JSON Pointer (RFC 6901) from the collection's root, as for every item. */
  readonly pointer: string;
  readonly name: string;
  readonly items: readonly CollectionItem[];
  /** Of it and of the folders in it. */
  readonly requestCount: number;
  readonly source: Fields;
}

export interface RequestItem {
  readonly kind: "request";
  readonly pointer: string;
  readonly name: string;
  /** The folders that it is in, `Pets / Dogs`. */
  readonly folder: string;
  readonly method: string;
  /** Without what looks like a secret. */
  readonly address: string;
  readonly source: Fields;
}

export type CollectionItem = FolderItem | RequestItem;

export interface CollectionContents {
  readonly source: Fields;
  readonly items: readonly CollectionItem[];
  /** All, in the order of the collection. */
  readonly requests: readonly RequestItem[];
  readonly byPointer: ReadonlyMap<string, CollectionItem>;
}

const UNTITLED = "Untitled";

/** Null: the text is no collection that can be read. */
export function contentsOf(text: string): CollectionContents | null {
  const source = parsed(text);
  if (source === null) return null;
  const requests: RequestItem[] = [];
  const byPointer = new Map<string, CollectionItem>();
  const read = (holder: Fields, at: string, folders: readonly string[]): CollectionItem[] =>
    listAt(holder, "item").map((value, index) => {
      const pointer = `${at}/item/${index}`;
      const item = readItem(value, pointer, folders);
      byPointer.set(pointer, item);
      return item;
    });
  const readItem = (value: Fields, pointer: string, folders: readonly string[]): CollectionItem => {
    const name = textAt(value, "name").trim() || UNTITLED;
    if (!Array.isArray(value["item"])) {
      const request = requestOf(value, { pointer, name, folder: folders.join(" / ") });
      requests.push(request);
      return request;
    }
    const before = requests.length;
    const items = read(value, pointer, [...folders, name]);
    return {
      kind: "folder",
      pointer,
      name,
      items,
      requestCount: requests.length - before,
      source: value,
    };
  };
  return { source, items: read(source, "", []), requests, byPointer };
}

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

function requestOf(source: Fields, placed: Pick<RequestItem, "pointer" | "name" | "folder">): RequestItem {
  const request = source["request"];
  // A request that is a text is a GET of it.
  const method = isFields(request) ? textAt(request, "method").toUpperCase() || "GET" : "GET";
  return { kind: "request", ...placed, method, address: maskAddress(addressOf(source)), source };
}

/** As it was written, with what looks like a secret in it. */
export function addressOf(source: Fields): string {
  const request = source["request"];
  if (typeof request === "string") return request;
  const url = isFields(request) ? request["url"] : undefined;
  if (typeof url === "string") return url;
  if (!isFields(url)) return "";
  const raw = textAt(url, "raw");
  return raw === "" ? [joined(url["host"], "."), joined(url["path"], "/")].join("/") : raw;
}

function joined(parts: unknown, separator: string): string {
  if (typeof parts === "string") return parts;
  return Array.isArray(parts) ? parts.filter((part) => typeof part === "string").join(separator) : "";
}

export function listAt(holder: Fields, key: string): readonly Fields[] {
  const value = holder[key];
  // What is no object keeps its place: pointers count it.
  return Array.isArray(value) ? value.map((item) => (isFields(item) ? item : {})) : [];
}

export function textAt(holder: Fields, key: string): string {
  const value = holder[key];
  return typeof value === "string" ? value : "";
}
