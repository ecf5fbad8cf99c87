/**
 * The canonical text of a collection: what its senders change on every save is gone, the rest is kept as sent, in the sender's
 * order, with tabs, LF and a final newline. So the same collection from Postman's export and from its API is one text.
 *
 * A key is volatile by its place, never by its name alone: only nodes whose keys the format itself gives (info, items, events,
 * scripts, examples) lose any. What users write (bodies, URLs, headers, descriptions, values) is passed over untouched.
 */
import { uidOf } from "./identity.ts";
import {
  isArray,
  isObject,
  type JsonMember,
  type JsonObject,
  type JsonValue,
  memberOf,
} from "./json-value.ts";
import { printJson } from "./print-json.ts";

/** Tabs, nothing escaped that need not be, every entry on a line of its own. */
export const CANONICAL_LAYOUT = { indent: "\t", escapesNonAscii: false, inlineWidth: 0 } as const;

export function canonicalText(collection: JsonObject): string {
  return `${printJson(withoutVolatile(collection, "collection"), CANONICAL_LAYOUT)}\n`;
}

type Place =
  | "collection"
  | "info"
  | "item"
  | "event"
  | "script"
  | "response"
  | "request"
  | "url"
  | "variable";

const OWNERSHIP = [
  "updatedAt",
  "createdAt",
  "lastUpdatedBy",
  "uid",
  "owner",
  "_exporter_id",
  "_collection_link",
];
const GENERATED = new Set([...OWNERSHIP, "id", "_postman_id"]);
const NONE: ReadonlySet<string> = new Set();

interface Shape {
  readonly volatile: ReadonlySet<string>;
  /** The keys below which to look on, and what is found there: an object, or a list of them. */
  readonly children: ReadonlyMap<string, Place>;
}

const SHAPES: Readonly<Record<Place, Shape>> = {
  collection: shape(new Set(OWNERSHIP), { info: "info", item: "item", event: "event", variable: "variable" }),
  info: shape(NONE, {}),
  item: shape(GENERATED, {
    item: "item",
    event: "event",
    request: "request",
    response: "response",
    variable: "variable",
  }),
  event: shape(GENERATED, { script: "script" }),
  script: shape(GENERATED, {}),
  response: shape(GENERATED, { originalRequest: "request" }),
  request: shape(NONE, { url: "url" }),
  url: shape(NONE, { variable: "variable" }),
  variable: shape(NONE, {}),
};

function shape(volatile: ReadonlySet<string>, children: Readonly<Record<string, Place>>): Shape {
  return { volatile, children: new Map(Object.entries(children)) };
}

function withoutVolatile(value: JsonValue, place: Place): JsonValue {
  if (isArray(value))
    return { kind: "array", items: value.items.map((item) => withoutVolatile(item, place)) };
  if (!isObject(value)) return value;
  if (place === "info") return canonicalInfo(value);
  if (place === "variable") return canonicalVariable(value);
  const { volatile, children } = SHAPES[place];
  const members = value.members
    .filter((member) => !volatile.has(member.key))
    .map((member): JsonMember => {
      const inner = children.get(member.key);
      return inner === undefined ? member : { key: member.key, value: withoutVolatile(member.value, inner) };
    });
  return { kind: "object", members };
}

/**
 * The identity stays, as a bare lower-case UUID in `_postman_id`, also where the sender gave it only in `uid`: the text must
 * still say which collection it is.
 */
function canonicalInfo(info: JsonObject): JsonObject {
  const uid = uidOf(info);
  const idKey = memberOf(info, "_postman_id") === undefined ? "uid" : "_postman_id";
  const members = info.members.flatMap((member): JsonMember[] => {
    if (member.key === idKey && uid !== null) return [{ key: "_postman_id", value: uid }];
    return OWNERSHIP.includes(member.key) ? [] : [member];
  });
  return { kind: "object", members };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The format lets a variable be named by `id` alone, so that one stays. Beside a `key` a UUID in `id` was made by the sender and
 * names nothing: scripts and `{{…}}` go by the key.
 */
function canonicalVariable(variable: JsonObject): JsonObject {
  if (typeof memberOf(variable, "key") !== "string") return variable;
  const members = variable.members.filter(
    ({ key, value }) => !(key === "id" && typeof value === "string" && UUID.test(value)),
  );
  return { kind: "object", members };
}
