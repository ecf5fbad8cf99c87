/**
 * Two Postman collections, by request. Requests are known by their folder and name, as people know them: ids differ from one
 * export to the next. One that is gone here and new there, and is the same, was moved or renamed.
 */
import type { Comparison, FoundChange, Pair } from "../change.ts";
import { childOf, type DocumentNode, fieldsOf, textAt } from "../document-node.ts";
import { equalValues, printValue, showValue } from "../equal-values.ts";
import { type CollectionRequest, requestsOf } from "./collection-requests.ts";

export function compareCollections({ from, to }: Pair<unknown>): Comparison {
  const roots = { from: { value: from, pointer: "" }, to: { value: to, pointer: "" } };
  const before = requestsOf(roots.from);
  const after = requestsOf(roots.to);
  const { moved, removed, added } = findMoves(before, after);
  const kept = [...after.values()].flatMap((present) => {
    const former = before.get(present.key);
    return former === undefined ? [] : [{ from: former, to: present }];
  });
  const changed = kept.filter((pair) => !equalValues(pair.from.node.value, pair.to.node.value));
  const changes = [
    ...added.map(tellAdded),
    ...removed.map(tellRemoved),
    ...moved.flatMap((pair) => [tellMoved(pair), ...changesOf(pair)]),
    ...changed.flatMap(changesOf),
    ...sharedChanges(roots),
  ];
  const count = {
    one: "request",
    many: "requests",
    added: added.length,
    removed: removed.length,
    changed: changed.length + moved.length,
    isQuiet: true,
  };
  return { counts: [count], changes, isCut: false };
}

type Requests = ReadonlyMap<string, CollectionRequest>;
type RequestPair = Pair<CollectionRequest>;

interface Moves {
  readonly moved: readonly RequestPair[];
  readonly removed: readonly CollectionRequest[];
  readonly added: readonly CollectionRequest[];
}

function findMoves(before: Requests, after: Requests): Moves {
  let removed = [...before.values()].filter(({ key }) => !after.has(key));
  let added = [...after.values()].filter(({ key }) => !before.has(key));
  const moved: RequestPair[] = [];
  // First those that are the same in all but their place, then those of one name, method and address.
  for (const signatureOf of [wholeSignature, callSignature]) {
    const waiting = new Map<string, CollectionRequest[]>();
    for (const request of added)
      waiting.set(signatureOf(request), [...(waiting.get(signatureOf(request)) ?? []), request]);
    const matched = new Set<CollectionRequest>();
    removed = removed.filter((former) => {
      const present = waiting.get(signatureOf(former))?.shift();
      if (present === undefined) return true;
      matched.add(present);
      moved.push({ from: former, to: present });
      return false;
    });
    added = added.filter((request) => !matched.has(request));
  }
  return { moved, removed, added };
}

function wholeSignature({ node }: CollectionRequest): string {
  const { name: _name, ...rest } = fieldsOf(node.value);
  return printValue(rest);
}

function callSignature(request: CollectionRequest): string {
  return JSON.stringify([request.name, methodOf(request.node), urlOf(request.node)]);
}

const NOBODY = {
  level: null,
  why: "Nobody depends on a collection.",
  operations: [],
  operationCount: 0,
} as const;

function tellAdded({ path, node }: CollectionRequest): FoundChange {
  return {
    ...NOBODY,
    code: "request-added",
    part: path,
    message: "added",
    at: { side: "to", pointer: node.pointer },
  };
}

function tellRemoved({ path, node }: CollectionRequest): FoundChange {
  const at = { side: "from", pointer: node.pointer } as const;
  return { ...NOBODY, code: "request-removed", part: path, message: "removed", at };
}

function tellMoved({ from, to }: RequestPair): FoundChange {
  const isRenamed = from.folder === to.folder;
  const message = `${isRenamed ? "renamed" : "moved"}, was ${from.path}`.slice(0, 300);
  const code = isRenamed ? "request-renamed" : "request-moved";
  return { ...NOBODY, code, part: to.path, message, at: { side: "to", pointer: to.node.pointer } };
}

function requestIn(item: DocumentNode): DocumentNode {
  return childOf(item, "request") ?? { value: {}, pointer: item.pointer };
}

/** A request that is a string is a GET of it. */
function methodOf(item: DocumentNode): string {
  const request = requestIn(item);
  return typeof request.value === "string" ? "GET" : (textAt(request, "method") ?? "GET").toUpperCase();
}

/** In v2.1 an object whose `raw` is the whole. */
function urlOf(item: DocumentNode): string {
  const request = requestIn(item);
  if (typeof request.value === "string") return request.value;
  const url = childOf(request, "url");
  if (url === null) return "";
  return typeof url.value === "string" ? url.value : (textAt(url, "raw") ?? printValue(url.value));
}

/** What changed within the request; where nothing that has a name did, that something did. */
function changesOf({ from, to }: RequestPair): readonly FoundChange[] {
  const told: FoundChange[] = [];
  const add = (code: string, message: string, node: DocumentNode): void => {
    told.push({ ...NOBODY, code, part: to.path, message, at: { side: "to", pointer: node.pointer } });
  };
  if (methodOf(from.node) !== methodOf(to.node))
    add(
      "method-changed",
      `method changed from ${methodOf(from.node).slice(0, 40)} to ${methodOf(to.node).slice(0, 40)}`,
      requestIn(to.node),
    );
  if (urlOf(from.node) !== urlOf(to.node))
    add(
      "url-changed",
      `address changed from ${showValue(urlOf(from.node))} to ${showValue(urlOf(to.node))}`,
      requestIn(to.node),
    );
  for (const [keyword, code, words] of WITHIN_REQUEST) {
    const before = fieldsOf(requestIn(from.node).value)[keyword];
    const after = fieldsOf(requestIn(to.node).value)[keyword];
    if (!equalValues(before, after))
      add(code, `${words} changed`, childOf(requestIn(to.node), keyword) ?? requestIn(to.node));
  }
  for (const [keyword, code, words] of BESIDE_REQUEST) {
    const before = fieldsOf(from.node.value)[keyword];
    const after = fieldsOf(to.node.value)[keyword];
    if (!equalValues(before, after)) add(code, `${words} changed`, childOf(to.node, keyword) ?? to.node);
  }
  if (told.length === 0 && from.key === to.key) add("request-changed", "changed otherwise", to.node);
  return told;
}

type Named = readonly (readonly [keyword: string, code: string, words: string])[];

const WITHIN_REQUEST: Named = [
  ["header", "headers-changed", "headers"],
  ["body", "body-changed", "body"],
  ["auth", "auth-changed", "authorization"],
  ["description", "description-changed", "description"],
];

const BESIDE_REQUEST: Named = [
  ["event", "scripts-changed", "scripts"],
  ["response", "examples-changed", "example responses"],
  ["variable", "variables-changed", "variables"],
];

/** What the collection says for all its requests. */
function sharedChanges({ from, to }: Pair<DocumentNode>): readonly FoundChange[] {
  const told: FoundChange[] = [];
  const add = (code: string, message: string, node: DocumentNode): void => {
    told.push({ ...NOBODY, code, part: "collection", message, at: { side: "to", pointer: node.pointer } });
  };
  const before = textAt(childOf(from, "info"), "name");
  const after = textAt(childOf(to, "info"), "name");
  if (before !== after)
    add(
      "collection-renamed",
      `renamed, was ${before ?? "nameless"}`.slice(0, 300),
      childOf(to, "info") ?? to,
    );
  for (const [keyword, code, words] of [
    ["event", "collection-scripts-changed", "scripts"],
    ["auth", "collection-auth-changed", "authorization"],
    ["variable", "collection-variables-changed", "variables"],
  ] as const) {
    const former = fieldsOf(from.value)[keyword];
    const present = fieldsOf(to.value)[keyword];
    if (!equalValues(former, present)) add(code, `${words} changed`, childOf(to, keyword) ?? to);
  }
  return told;
}

export function isCollection(value: unknown): boolean {
  const root = { value, pointer: "" };
  const schema = textAt(childOf(root, "info"), "schema");
  return schema?.includes("getpostman.com/") === true && Array.isArray(fieldsOf(value)["item"]);
}
