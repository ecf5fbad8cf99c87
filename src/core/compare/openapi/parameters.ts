/** What is sent beside the body: in the path, the query, headers and cookies. */
import type { Pair } from "../change.ts";
import {
  childOf,
  type DocumentNode,
  entriesOf,
  fieldsOf,
  isTrueAt,
  type ReferenceResolver,
  textAt,
} from "../document-node.ts";
import { showValue } from "../equal-values.ts";
import { compareSchemas, tellDeprecated } from "../schema/compare-schemas.ts";
import { type SchemaSpot, tell } from "../schema/schema-spot.ts";
import { type Parameter, parametersOf } from "./description.ts";
import type { OperationPair } from "./operations.ts";

export function compareParameters(pair: OperationPair): void {
  const before = parametersOf(pair.descriptions.from, pair.from);
  const after = parametersOf(pair.descriptions.to, pair.to);
  for (const [key, former] of before) {
    const present = after.get(key);
    if (present === undefined) tellRemoved(former, spotOf(pair, former));
    else compareBoth({ from: former, to: present }, pair);
  }
  for (const [key, present] of after) {
    if (!before.has(key)) tellAdded(present, spotOf(pair, present));
  }
}

function spotOf({ run, owner, directions }: OperationPair, { place, name }: Parameter): SchemaSpot {
  const where = `${place} parameter ${name}`;
  return { run, owner, direction: directions.request, where, isText: true, isIdle: false };
}

function tellRemoved({ node, raw, place }: Parameter, spot: SchemaSpot): void {
  const gone = { to: null, from: raw.pointer, message: "removed" };
  if (place === "path") {
    const why = "It no longer has a place in the path.";
    tell(spot, { code: "path-parameter-removed", level: "dangerous", why, ...gone });
  } else if (isTrueAt(node, "deprecated")) {
    const why = "It was deprecated before.";
    tell(spot, { code: "deprecated-parameter-removed", level: "compatible", why, ...gone });
  } else {
    const why = "Who sends it is no longer heard, or refused where the server takes only what it knows.";
    tell(spot, { code: "parameter-removed", level: "dangerous", why, ...gone });
  }
}

function tellAdded({ node, raw, place }: Parameter, spot: SchemaSpot): void {
  const to = raw.pointer;
  if (place === "path") {
    const why = "Who calls it must fill in one part more.";
    tell(spot, { code: "path-parameter-added", level: "breaking", why, message: "added", to });
  } else if (isTrueAt(node, "required")) {
    const why = "Callers do not send it yet, and are refused without it.";
    tell(spot, {
      code: "required-parameter-added",
      level: "breaking",
      why,
      message: "added as required",
      to,
    });
  } else {
    tell(spot, {
      code: "parameter-added",
      level: "compatible",
      why: "Nobody has to send it.",
      message: "added",
      to,
    });
  }
}

function compareBoth({ from, to }: Pair<Parameter>, pair: OperationPair): void {
  const spot = spotOf(pair, to);
  const resolved = pair.run.resolve({ from: from.raw, to: to.raw });
  const use = `parameter ${spot.direction}`;
  pair.run.compareShared(resolved, { user: pair.owner, use }, (owner, isShared) => {
    compareNodes(
      { from: from.node, to: to.node },
      { ...spot, owner, where: isShared ? "" : spot.where },
      pair,
    );
  });
}

function compareNodes(nodes: Pair<DocumentNode>, spot: SchemaSpot, { descriptions }: OperationPair): void {
  const { from, to } = nodes;
  if (isRequired(from) !== isRequired(to)) {
    const isNow = isRequired(to);
    const why = isNow ? "Callers that leave it out are refused." : "Who sends it may go on.";
    const code = isNow ? "parameter-became-required" : "parameter-became-optional";
    const message = isNow ? "became required" : "became optional";
    tell(spot, { code, move: isNow ? "narrowed" : "widened", why, message, to: to.pointer });
  }
  tellDeprecated(nodes, spot, "parameter");
  compareSerialization(nodes, spot, { from: descriptions.from.isSwagger2, to: descriptions.to.isSwagger2 });
  const before = schemaOf(from, descriptions.from.isSwagger2);
  const after = schemaOf(to, descriptions.to.isSwagger2);
  if (before !== null && after !== null) compareSchemas({ from: before, to: after, spot });
}

function isRequired(node: DocumentNode): boolean {
  return isTrueAt(node, "required") || textAt(node, "in") === "path";
}

/** In OpenAPI 2.0 the parameter itself; elsewhere its schema, or that of its one media type. */
export function schemaOf(node: DocumentNode, isSwagger2: boolean): DocumentNode | null {
  if (isSwagger2) {
    const { required: _required, ...rest } = fieldsOf(node.value);
    return { value: rest, pointer: node.pointer };
  }
  const [media] = entriesOf(childOf(node, "content"));
  return childOf(node, "schema") ?? (media === undefined ? null : childOf(media[1], "schema"));
}

/** How a value that is a list or an object is written. Where it became another kind of value, that is told already. */
function compareSerialization(
  { from, to }: Pair<DocumentNode>,
  spot: SchemaSpot,
  isSwagger2: Pair<boolean>,
): void {
  const before = writingOf(from, spot.run.from, isSwagger2.from);
  const after = writingOf(to, spot.run.to, isSwagger2.to);
  if (before.type !== after.type || before.words === after.words) return;
  const message = `is written another way: ${before.words} before, ${after.words} now`;
  const why = "What callers send today is read otherwise.";
  tell(spot, { code: "parameter-serialization-changed", level: "breaking", why, message, to: to.pointer });
}

const WITH_COMMAS = "lists with commas";
const STYLES: Readonly<Record<string, string>> = {
  query: "form",
  cookie: "form",
  path: "simple",
  header: "simple",
};
/** What the formats of OpenAPI 2.0 are called since. */
const FORMATS: Readonly<Record<string, string>> = {
  csv: WITH_COMMAS,
  ssv: "spaceDelimited, exploded: false",
  pipes: "pipeDelimited, exploded: false",
  multi: "form, exploded: true",
};

interface Writing {
  readonly type: unknown;
  /** Equal where the same values are written in the same way. */
  readonly words: string;
}

function writingOf(node: DocumentNode, resolver: ReferenceResolver, isSwagger2: boolean): Writing {
  if (isSwagger2) return { type: textAt(node, "type"), words: formatOfSwagger2(node) };
  const [content] = entriesOf(childOf(node, "content"));
  if (content !== undefined) return { type: null, words: content[0].slice(0, 100) };
  const schema = childOf(node, "schema");
  const { type } = fieldsOf(schema === null ? null : resolver.resolve(schema).value);
  return { type: Array.isArray(type) ? null : type, words: styleOf(node, type) };
}

/** Of a single value nearly all styles are one. */
function styleOf(node: DocumentNode, type: unknown): string {
  const style = textAt(node, "style")?.slice(0, 60) ?? usualStyle(node);
  if (type !== "array" && type !== "object") return style === "label" || style === "matrix" ? style : "plain";
  const isExploded = (fieldsOf(node.value)["explode"] ?? style === "form") === true;
  const isList = type === "array" && (style === "simple" || (style === "form" && !isExploded));
  return isList ? WITH_COMMAS : `${style}, exploded: ${isExploded}`;
}

function usualStyle(node: DocumentNode): string {
  return STYLES[textAt(node, "in") ?? ""] ?? "simple";
}

function formatOfSwagger2(node: DocumentNode): string {
  if (textAt(node, "type") !== "array") return "plain";
  const format = textAt(node, "collectionFormat") ?? "csv";
  return FORMATS[format] ?? showValue(format);
}
