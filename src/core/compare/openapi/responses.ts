/** Answers: by status, with their bodies and headers. */
import type { Pair } from "../change.ts";
import { childOf, type DocumentNode, entriesOf, isTrueAt } from "../document-node.ts";
import { compareSchemas, tellDeprecated } from "../schema/compare-schemas.ts";
import { type SchemaSpot, tell } from "../schema/schema-spot.ts";
import { type Description, type Media, mediaOf, mediaTypesOf, type Operation } from "./description.ts";
import { compareMedia } from "./media-types.ts";
import type { OperationPair } from "./operations.ts";
import { schemaOf } from "./parameters.ts";
import { sameFor } from "./request-bodies.ts";

interface Response {
  readonly status: string;
  readonly node: DocumentNode;
  readonly raw: DocumentNode;
  readonly media: ReadonlyMap<string, Media>;
}

export function compareResponses(pair: OperationPair): void {
  const before = responsesOf(pair.descriptions.from, pair.from);
  const after = responsesOf(pair.descriptions.to, pair.to);
  for (const [status, former] of before) {
    const present = after.get(status);
    if (present === undefined) tellRemoved(former, spotOf(pair, status));
    else compareBoth({ from: former, to: present }, pair);
  }
  for (const [status, { raw }] of after) {
    if (before.has(status)) continue;
    const code = isSuccess(status) ? "success-status-added" : "status-added";
    const why = "Callers tell an answer by its status, and statuses of one class may always come.";
    const message = `response ${shown(status)} added`;
    tell(spotOf(pair, ""), { code, level: "compatible", why, message, to: raw.pointer });
  }
}

function spotOf({ run, owner, directions }: OperationPair, status: string): SchemaSpot {
  const where = status === "" ? "" : `response ${shown(status)}`;
  return { run, owner, direction: directions.response, where, isText: false, isIdle: false };
}

function shown(status: string): string {
  return status.slice(0, 20);
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function tellRemoved({ status, raw }: Response, spot: SchemaSpot): void {
  const gone = { to: null, from: raw.pointer, message: "removed" };
  if (isSuccess(status)) {
    const why = "Who waits for this status does not get it any more.";
    tell(spot, { code: "success-status-removed", level: "breaking", why, ...gone });
  } else {
    const why = "It told of a failure, which callers must expect anyway.";
    tell(spot, { code: "status-removed", level: "compatible", why, ...gone });
  }
}

function responsesOf(description: Description, operation: Operation): ReadonlyMap<string, Response> {
  const found = new Map<string, Response>();
  for (const [status, raw] of entriesOf(childOf(operation.node, "responses"))) {
    if (status.startsWith("x-")) continue;
    const node = description.resolver.resolve(raw);
    found.set(status.toUpperCase(), { status, node, raw, media: mediaIn(description, operation, node) });
  }
  return found;
}

function mediaIn(
  description: Description,
  operation: Operation,
  node: DocumentNode,
): ReadonlyMap<string, Media> {
  if (!description.isSwagger2) return mediaOf(childOf(node, "content"));
  const schema = childOf(node, "schema");
  if (schema === null) return new Map();
  const names = mediaTypesOf(description, operation, "produces");
  return sameFor(names.length === 0 ? ["application/json"] : names, node, schema);
}

function compareBoth({ from, to }: Pair<Response>, pair: OperationPair): void {
  const { run, owner, descriptions } = pair;
  const spot = spotOf(pair, to.status);
  const use = `response ${spot.direction}`;
  run.compareShared(run.resolve({ from: from.raw, to: to.raw }), { user: owner, use }, (own, isShared) => {
    const at = { ...spot, owner: own, where: isShared ? "" : spot.where };
    compareMedia({ from: from.media, to: to.media }, at);
    compareHeaders({ from: from.node, to: to.node }, at, descriptions);
  });
}

function compareHeaders(nodes: Pair<DocumentNode>, spot: SchemaSpot, descriptions: Pair<Description>): void {
  const before = headersOf(nodes.from);
  const after = headersOf(nodes.to);
  for (const [key, { name, node }] of before) {
    const present = after.get(key);
    const at = headerSpot(spot, name);
    if (present === undefined) tellHeaderRemoved(node, at, descriptions.from);
    else compareHeader({ from: node, to: present.node }, at, descriptions);
  }
  for (const [key, { name, node }] of after) {
    if (before.has(key)) continue;
    const why = "Callers pass over headers that they do not know.";
    tell(headerSpot(spot, name), {
      code: "header-added",
      level: "compatible",
      why,
      message: "added",
      to: node.pointer,
    });
  }
}

interface Header {
  readonly name: string;
  readonly node: DocumentNode;
}

function headersOf(node: DocumentNode): ReadonlyMap<string, Header> {
  const headers = entriesOf(childOf(node, "headers"));
  return new Map(headers.map(([name, header]) => [name.toLowerCase(), { name, node: header }]));
}

function headerSpot(spot: SchemaSpot, name: string): SchemaSpot {
  const header = `header ${name.slice(0, 100)}`;
  return { ...spot, where: spot.where === "" ? header : `${spot.where}, ${header}`, isText: true };
}

function tellHeaderRemoved(node: DocumentNode, spot: SchemaSpot, { resolver }: Description): void {
  const isRequired = isTrueAt(resolver.resolve(node), "required");
  const gone = { to: null, from: node.pointer, message: "removed" };
  const code = isRequired ? "required-header-removed" : "header-removed";
  const why = isRequired
    ? "Callers count on it: it was always there."
    : "Callers that use it where it is there find it no more.";
  tell(spot, { code, level: isRequired ? "breaking" : "dangerous", why, ...gone });
}

function compareHeader(nodes: Pair<DocumentNode>, spot: SchemaSpot, descriptions: Pair<Description>): void {
  const { run, owner } = spot;
  const resolved = run.resolve(nodes);
  run.compareShared(resolved, { user: owner, use: `header ${spot.direction}` }, (own, isShared) => {
    const at = { ...spot, owner: own, where: isShared ? "" : spot.where };
    const { from, to } = resolved;
    if (isTrueAt(from, "required") !== isTrueAt(to, "required")) tellHeaderRequired(to, at);
    tellDeprecated(resolved, at, "header");
    const before = schemaOf(from, descriptions.from.isSwagger2);
    const after = schemaOf(to, descriptions.to.isSwagger2);
    if (before !== null && after !== null) compareSchemas({ from: before, to: after, spot: at });
  });
}

function tellHeaderRequired(to: DocumentNode, spot: SchemaSpot): void {
  const isNow = isTrueAt(to, "required");
  const code = isNow ? "header-became-required" : "header-became-optional";
  const why = isNow ? "It is always there now." : "Callers count on it, and it may be missing now.";
  const message = isNow ? "is always there now" : "became optional";
  tell(spot, { code, move: isNow ? "narrowed" : "widened", why, message, to: to.pointer });
}
