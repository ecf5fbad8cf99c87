/** The messages of an operation: which there are, and what each holds. */
import type { Pair } from "../change.ts";
import type { ComparisonRun, Owner } from "../comparison-run.ts";
import { equalValues } from "../equal-values.ts";
import { childOf, type DocumentNode, type ReferenceResolver, textAt } from "../document-node.ts";
import { compareSchemas } from "../schema/compare-schemas.ts";
import { below, type SchemaSpot, tell } from "../schema/schema-spot.ts";
import { compareBindings } from "./bindings.ts";
import type { MessageEntry, OperationEntry } from "./description.ts";
import { layersOf } from "./layers.ts";

export interface OperationPair extends Pair<OperationEntry> {
  readonly run: ComparisonRun;
  readonly owner: Owner;
}

export function compareMessages({ run, owner, from, to }: OperationPair): void {
  const spot: SchemaSpot = { run, owner, direction: to.direction, where: "", isText: false, isIdle: false };
  const isOne = from.messages.length === 1 && to.messages.length === 1;
  const before = new Map(from.messages.map((message) => [isOne ? "" : message.name, message]));
  const after = new Map(to.messages.map((message) => [isOne ? "" : message.name, message]));
  for (const [key, former] of before) {
    const present = after.get(key);
    if (present === undefined) tellRemoved(former, spot);
    else compareMessage({ from: former.node, to: present.node }, below(spot, messageWords(present)));
  }
  for (const [key, present] of after) if (!before.has(key)) tellAdded(present, spot);
}

function messageWords({ name }: MessageEntry): string {
  return name === "" ? "message" : `message ${name.slice(0, 100)}`;
}

function tellRemoved(message: MessageEntry, spot: SchemaSpot): void {
  const gone = { to: null, from: message.node.pointer, message: `${messageWords(message)} removed` };
  if (spot.direction === "request") {
    tell(spot, {
      code: "message-removed",
      level: "breaking",
      why: "Who sends it is no longer understood.",
      ...gone,
    });
  } else {
    const why = "Who waits for it waits in vain.";
    tell(spot, { code: "message-removed", level: "dangerous", why, ...gone });
  }
}

function tellAdded(message: MessageEntry, spot: SchemaSpot): void {
  const come = { to: message.node.pointer, message: `${messageWords(message)} added` };
  if (spot.direction === "request") {
    tell(spot, { code: "message-added", level: "compatible", why: "Nobody has to send it.", ...come });
  } else {
    const why = "Who listens and knows only the others may fail at it.";
    tell(spot, { code: "message-added", level: "dangerous", why, ...come });
  }
}

function compareMessage(nodes: Pair<DocumentNode>, spot: SchemaSpot): void {
  const { run } = spot;
  const resolved = run.resolve(nodes);
  run.compareShared(resolved, { user: spot.owner, use: `message ${spot.direction}` }, (owner, isShared) => {
    const at = { ...spot, owner, where: isShared ? "" : spot.where };
    compareContents(resolved, at);
  });
}

function compareContents(nodes: Pair<DocumentNode>, spot: SchemaSpot): void {
  const { from, to } = nodes;
  const before = contentTypeOf(from, spot.run.from);
  const after = contentTypeOf(to, spot.run.to);
  if (before !== after) {
    const message = `content type changed from ${before ?? "none"} to ${after ?? "none"}`.slice(0, 300);
    const why = "It is read and written in another way.";
    tell(spot, { code: "content-type-changed", level: "breaking", why, message, to: to.pointer });
  }
  compareParts("headers", nodes, { ...spot, isText: true });
  comparePayloads(nodes, spot);
  compareBindings(nodes, { run: spot.run, owner: spot.owner, of: "message" });
}

function contentTypeOf(message: DocumentNode, resolver: ReferenceResolver): string | null {
  const own = layersOf(resolver, message, "contentType")[0]?.value;
  return typeof own === "string" ? own : textAt(resolver.root, "defaultContentType");
}

/** What is no JSON Schema (Avro, Protobuf …) is not taken apart. */
function comparePayloads(nodes: Pair<DocumentNode>, spot: SchemaSpot): void {
  const before = formatOf(nodes.from);
  const after = formatOf(nodes.to);
  if (isJsonSchema(before) && isJsonSchema(after)) {
    compareParts("payload", nodes, spot);
    return;
  }
  const payloads = { from: childOf(nodes.from, "payload"), to: childOf(nodes.to, "payload") };
  if (before === after && equalValues(payloads.from?.value, payloads.to?.value)) return;
  const why = "Schemas of this format are not taken apart here.";
  const to = (payloads.to ?? nodes.to).pointer;
  tell(spot, { code: "payload-changed", level: "dangerous", why, message: "payload changed", to });
}

/** Version 3 has the format beside the schema, within the payload. */
function formatOf(message: DocumentNode): string {
  const payload = childOf(message, "payload");
  return textAt(message, "schemaFormat") ?? (payload === null ? null : textAt(payload, "schemaFormat")) ?? "";
}

function isJsonSchema(format: string): boolean {
  return format === "" || /^application\/(?:vnd\.aai\.asyncapi|schema|vnd\.oai\.openapi)\b/.test(format);
}

type Part = "payload" | "headers";

/** Headers come from traits too: each layer is compared by itself. */
function compareParts(part: Part, { from, to }: Pair<DocumentNode>, spot: SchemaSpot): void {
  const before = layersOf(spot.run.from, from, part).map(schemaIn);
  const after = layersOf(spot.run.to, to, part).map(schemaIn);
  const layers = Math.max(before.length, after.length);
  for (let layer = 0; layer < layers; layer++)
    compareLayer(part, { from: before[layer] ?? null, to: after[layer] ?? null }, spot);
}

function schemaIn(node: DocumentNode): DocumentNode | null {
  return textAt(node, "schemaFormat") === null ? node : childOf(node, "schema");
}

function compareLayer(
  part: Part,
  { from: before, to: after }: Pair<DocumentNode | null>,
  spot: SchemaSpot,
): void {
  const at = below(spot, part);
  if (before !== null && after !== null) compareSchemas({ from: before, to: after, spot: at });
  else if (after !== null) {
    const message = `${part}: a schema says now what it may be`;
    tell(spot, { code: `${part}-schema-added`, move: "narrowed", message, to: after.pointer });
  } else if (before !== null) {
    const gone = {
      to: null,
      from: before.pointer,
      message: `${part}: no schema says any more what it may be`,
    };
    tell(spot, { code: `${part}-schema-removed`, move: "widened", ...gone });
  }
}
