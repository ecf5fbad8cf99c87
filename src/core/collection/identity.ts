/** What a body is that claims to be a collection, and which collection it is. */
import { isArray, isObject, type JsonObject, type JsonValue, memberOf } from "./json-value.ts";
import { fromParsedJson } from "./from-parsed-json.ts";
import { type JsonReading, parseJson } from "./parse-json.ts";
import { type SchemaVersion, schemaVersionOf } from "./schema-version.ts";

export type CollectionReading =
  | {
      readonly kind: "collection";
      /** Lower-case UUID. */
      readonly uid: string;
      /** As sent, except that a blank one reads `Untitled collection`. Text of a user: not safe for a path or a commit message. */
      readonly name: string;
      readonly schemaVersion: SchemaVersion;
      readonly collection: JsonObject;
    }
  /** `reason`: sentences for the sender, with the remedy. */
  | { readonly kind: "not-a-collection"; readonly reason: string };

const UNTITLED = "Untitled collection";
const REMEDY = 'Send a collection as Postman exports it (format v2.1): bare, or as {"collection": …}.';

/**
 * Takes a bare collection or `{"collection": …}`, as bytes, as text, or as parsed JSON. Prefer the bytes: parsing has already lost
 * the spelling of numbers and the order of some keys.
 */
export function identifyCollection(body: unknown): CollectionReading {
  const reading = readJson(body);
  if (!reading.ok) return refuse(`This is not a collection: ${reading.reason}. ${REMEDY}`);
  const collection = collectionIn(reading.value);
  if (collection === null) return refuse(`${describe(reading.value)} ${REMEDY}`);
  const info = memberOf(collection, "info");
  const uid = uidOf(info);
  if (uid === null) {
    return refuse(
      "The collection has no id. Give it one in info._postman_id (a UUID), as Postman's export has it.",
    );
  }
  const name = memberOf(info, "name") ?? "";
  if (typeof name !== "string")
    return refuse("The collection's info.name is not a text. Name the collection and send it again.");
  const schemaVersion = schemaVersionOf(collection);
  if (schemaVersion === null) {
    return refuse(
      "The collection's info.schema names a format other than v2.0 and v2.1. Export it as Collection v2.1.",
    );
  }
  return { kind: "collection", uid, name: name.trim() === "" ? UNTITLED : name, schemaVersion, collection };
}

/** The bare collection in a document, or null where it has not a collection's form: `info` and a list `item`. */
export function collectionIn(document: JsonValue): JsonObject | null {
  const inner = isObject(memberOf(document, "info")) ? document : memberOf(document, "collection");
  if (!isObject(inner) || !isObject(memberOf(inner, "info"))) return null;
  // Without `item` it is a listing's entry: a backup of it would replace a whole collection by its title.
  return isArray(memberOf(inner, "item")) ? inner : null;
}

const OWNED_UUID = /^(?:[0-9a-z]+-)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** `info.uid` without its owner prefix, else `info._postman_id`; null where neither is a UUID. */
export function uidOf(info: JsonValue | undefined): string | null {
  return uuidIn(memberOf(info, "uid")) ?? uuidIn(memberOf(info, "_postman_id"));
}

function uuidIn(value: JsonValue | undefined): string | null {
  if (typeof value !== "string") return null;
  return OWNED_UUID.exec(value.trim())?.[1]?.toLowerCase() ?? null;
}

function readJson(body: unknown): JsonReading {
  if (typeof body === "string") return parseJson(body);
  if (!(body instanceof Uint8Array)) return fromParsedJson(body);
  const text = decodeUtf8(body);
  return text === null ? { ok: false, reason: "its bytes are not UTF-8" } : parseJson(text);
}

/** Null where the bytes are not UTF-8: replacing what is wrong would change the document. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function refuse(reason: string): CollectionReading {
  return { kind: "not-a-collection", reason };
}

/** In this order: the first key that is there tells what was sent instead. */
const LOOKALIKES: readonly (readonly [key: string, sentence: string])[] = [
  ["_postman_variable_scope", "This is a Postman environment or its globals, not a collection."],
  ["openapi", "This is an OpenAPI document, not a collection: link it as the schema of an API."],
  ["swagger", "This is an OpenAPI document, not a collection: link it as the schema of an API."],
  ["asyncapi", "This is an AsyncAPI document, not a collection: link it as the schema of an API."],
  ["error", "This is an error answer, not a collection: see why its sender was refused."],
  ["requests", "This is a collection of format v1, which Lockstep does not read."],
  ["collections", "This is a list of collections: send each collection by itself."],
  ["info", "This has no list `item`, so it is not a whole collection."],
];

function describe(document: JsonValue): string {
  const inner = memberOf(document, "collection") ?? document;
  if (!isObject(inner)) return "This is not a collection: it is not a JSON object with `info` and `item`.";
  const found = LOOKALIKES.find(([key]) => memberOf(inner, key) !== undefined);
  return found?.[1] ?? "This is not a collection: it has no `info` and no list `item`.";
}
