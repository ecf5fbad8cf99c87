/**
 * Two schemas, in one direction: what callers send may only be widened, what they get only narrowed. JSON Schema as OpenAPI and
 * AsyncAPI use it, in all their versions.
 */
import type { Pair } from "../change.ts";
import { childOf, type DocumentNode, isTrueAt, itemsOf, type ResolvedNode } from "../document-node.ts";
import { compareApplicators } from "./applicators.ts";
import { compareBounds, comparePattern } from "./bounds.ts";
import { compareAdditional, compareProperties } from "./properties.ts";
import { type SchemaPair, type SchemaSpot, tell } from "./schema-spot.ts";
import { refOf, type Shape, shapeOf } from "./shape.ts";
import { compareTypes } from "./types.ts";
import { compareDiscriminators, compareUnions } from "./unions.ts";
import { compareValues } from "./values.ts";

export function compareSchemas({ from, to, spot }: SchemaPair): void {
  const { run } = spot;
  if (!run.spend()) return;
  const resolved = run.resolve({ from, to });
  if (isOutside(resolved, spot)) return;
  const use = [spot.direction, spot.isText ? "text" : "", spot.isIdle ? "idle" : ""].join(" ");
  run.compareShared(resolved, { user: spot.owner, use }, (owner, isShared) => {
    compareHere({ from, to }, { ...spot, owner, where: isShared ? "" : spot.where });
  });
}

/** Of another document nothing is known here but its name. */
function isOutside({ from, to }: Pair<ResolvedNode>, spot: SchemaSpot): boolean {
  if (from.outside === null && to.outside === null) return false;
  if (from.outside !== to.outside) {
    const why = "What stands in other documents is not compared.";
    const message = `refers to ${to.outside ?? "a schema of this document"} now, not to ${from.outside ?? "a schema of this document"}`;
    const cut = message.slice(0, 300);
    tell(spot, { code: "reference-changed", level: "dangerous", why, message: cut, to: to.pointer });
  }
  return true;
}

function compareHere(nodes: Pair<DocumentNode>, spot: SchemaSpot): void {
  const { run } = spot;
  const apart = sharedBases(nodes, spot);
  const shapes = {
    from: shapeOf(run, run.from, { node: nodes.from, apart }),
    to: shapeOf(run, run.to, { node: nodes.to, apart }),
  };
  if (isNever(shapes, spot)) return;
  if (compareUnions(shapes, { nodes, spot }, compareSchemas)) return;
  if (!hasUnions(shapes)) compareDiscriminators(shapes, spot);
  compareTypes(shapes, spot);
  compareValues(shapes, spot);
  compareBounds(shapes, spot);
  comparePattern(shapes, spot);
  compareProperties(shapes, spot, compareSchemas);
  compareAdditional(shapes, spot, compareSchemas);
  compareApplicators(shapes, spot, compareSchemas);
}

function hasUnions({ from, to }: Pair<Shape>): boolean {
  return hasUnion(from) && hasUnion(to);
}

function hasUnion({ layers }: Shape): boolean {
  return layers.some((layer) => childOf(layer, "oneOf") !== null || childOf(layer, "anyOf") !== null);
}

/** Members of `allOf` that both name: compared once for all, by themselves. */
function sharedBases({ from, to }: Pair<DocumentNode>, spot: SchemaSpot): ReadonlySet<string> {
  const before = basesOf(spot.run.from.resolve(from));
  const after = basesOf(spot.run.to.resolve(to));
  const shared = new Set<string>();
  for (const [reference, base] of before) {
    const present = after.get(reference);
    if (present === undefined) continue;
    shared.add(reference);
    compareSchemas({ from: base, to: present, spot });
  }
  return shared;
}

function basesOf(node: DocumentNode): ReadonlyMap<string, DocumentNode> {
  const members = itemsOf(childOf(node, "allOf"));
  const bases = members.map((member) => [refOf(member.value), member] as const);
  return new Map(bases.filter(([reference]) => reference !== ""));
}

function isNever({ from, to }: Pair<Shape>, spot: SchemaSpot): boolean {
  if (!from.isNever && !to.isNever) return false;
  if (from.isNever === to.isNever) return true;
  const message = to.isNever ? "no value is allowed any more" : "values are allowed now";
  tell(spot, {
    code: to.isNever ? "forbidden" : "allowed",
    move: to.isNever ? "narrowed" : "widened",
    message,
    to: to.pointer,
  });
  return true;
}

/** Of what is always there: a body, a parameter, a header. */
export function tellDeprecated({ from, to }: Pair<DocumentNode>, spot: SchemaSpot, what: string): void {
  const before = isTrueAt(from, "deprecated");
  const after = isTrueAt(to, "deprecated");
  if (before === after) return;
  tell(spot, {
    code: `${what}-${after ? "deprecated" : "reactivated"}`,
    level: "compatible",
    why: "It works as before.",
    message: after ? "became deprecated" : "is no longer deprecated",
    to: to.pointer,
  });
}
