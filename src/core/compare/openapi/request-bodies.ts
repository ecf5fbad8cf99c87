/** Bodies of requests: there or not, required or not, in which media types. */
import type { Pair } from "../change.ts";
import { childOf, type DocumentNode, fieldsOf, isTrueAt, itemsOf, textAt } from "../document-node.ts";
import type { SchemaSpot } from "../schema/schema-spot.ts";
import { tell } from "../schema/schema-spot.ts";
import {
  type Body,
  type Description,
  type Media,
  mediaOf,
  mediaTypesOf,
  type Operation,
} from "./description.ts";
import { compareMedia } from "./media-types.ts";
import type { OperationPair } from "./operations.ts";

export function compareRequestBodies(pair: OperationPair): void {
  const { run, owner, directions } = pair;
  const before = bodyOf(pair.descriptions.from, pair.from);
  const after = bodyOf(pair.descriptions.to, pair.to);
  const spot: SchemaSpot = {
    run,
    owner,
    direction: directions.request,
    where: "request body",
    isText: false,
    isIdle: false,
  };
  if (before === null && after !== null) tellAdded(after, spot);
  else if (before !== null && after === null) {
    const why = "Who sends one is no longer heard, or refused.";
    const gone = { to: null, from: before.node.pointer };
    tell(spot, { code: "body-removed", level: "breaking", why, message: "removed", ...gone });
  } else if (before !== null && after !== null) {
    const raw = { from: before.node, to: after.node };
    run.compareShared(run.resolve(raw), { user: owner, use: `body ${spot.direction}` }, (own, isShared) => {
      compareBodies({ from: before, to: after }, { ...spot, owner: own, where: isShared ? "" : spot.where });
    });
  }
}

function tellAdded({ node, isRequired }: Body, spot: SchemaSpot): void {
  const code = isRequired ? "required-body-added" : "body-added";
  const why = isRequired
    ? "Callers do not send one yet, and are refused without it."
    : "Nobody has to send one.";
  const message = isRequired ? "added as required" : "added";
  tell(spot, { code, move: isRequired ? "narrowed" : "widened", why, message, to: node.pointer });
}

function compareBodies({ from, to }: Pair<Body>, spot: SchemaSpot): void {
  if (from.isRequired !== to.isRequired) {
    const code = to.isRequired ? "body-became-required" : "body-became-optional";
    const why = to.isRequired ? "Callers that leave it out are refused." : "Who sends it may go on.";
    const message = to.isRequired ? "became required" : "became optional";
    tell(spot, { code, move: to.isRequired ? "narrowed" : "widened", why, message, to: to.node.pointer });
  }
  compareMedia({ from: from.media, to: to.media }, spot);
}

function bodyOf(description: Description, operation: Operation): Body | null {
  if (description.isSwagger2) return bodyOfSwagger2(description, operation);
  const node = childOf(operation.node, "requestBody");
  if (node === null) return null;
  const resolved = description.resolver.resolve(node);
  return { node, isRequired: isTrueAt(resolved, "required"), media: mediaOf(childOf(resolved, "content")) };
}

/** A parameter `in: body`, or a form made of those `in: formData`. */
function bodyOfSwagger2(description: Description, operation: Operation): Body | null {
  const { resolver } = description;
  const lists = [childOf(operation.item, "parameters"), childOf(operation.node, "parameters")];
  const parameters = lists.flatMap(itemsOf).map((node) => resolver.resolve(node));
  const body = parameters.findLast((node) => textAt(node, "in") === "body");
  if (body !== undefined) {
    const schema = childOf(body, "schema");
    const names = mediaTypesOf(description, operation, "consumes");
    const media = names.length === 0 ? ["application/json"] : names;
    return { node: body, isRequired: isTrueAt(body, "required"), media: sameFor(media, body, schema) };
  }
  const fields = parameters.filter((node) => textAt(node, "in") === "formData");
  const place = lists.findLast((node) => node !== null);
  return fields.length === 0 || place === undefined || place === null
    ? null
    : formOf(fields, { description, operation, place });
}

export function sameFor(
  names: readonly string[],
  node: DocumentNode,
  schema: DocumentNode | null,
): ReadonlyMap<string, Media> {
  return new Map(names.map((name) => [name.toLowerCase(), { name, node, schema }]));
}

interface FormPlace {
  readonly description: Description;
  readonly operation: Operation;
  readonly place: DocumentNode;
}

function formOf(fields: readonly DocumentNode[], { description, operation, place }: FormPlace): Body {
  const required = fields.filter((node) => isTrueAt(node, "required")).map((node) => textAt(node, "name"));
  const properties = fields.map((node) => {
    const { required: _required, in: _in, name, ...schema } = fieldsOf(node.value);
    return [
      typeof name === "string" ? name : "",
      schema["type"] === "file" ? { ...schema, type: "string", format: "binary" } : schema,
    ];
  });
  const value = { type: "object", properties: Object.fromEntries(properties) as unknown, required };
  const hasFile = fields.some((node) => textAt(node, "type") === "file");
  const names = mediaTypesOf(description, operation, "consumes");
  const implied = hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const media = names.length === 0 ? [implied] : names;
  const schema = { value, pointer: place.pointer };
  return { node: place, isRequired: required.length > 0, media: sameFor(media, place, schema) };
}
