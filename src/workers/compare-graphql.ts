/** Two GraphQL schemas: what changed, as GraphQL Inspector judges it, and where it stands. */
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
} from "graphql";
import { type Change, CriticalityLevel, diff, DiffRule } from "@graphql-inspector/core";
import type { ChangeLevel, Pair } from "../core/compare/change.ts";
import type { LocatedChange, NamedChanges, Unnamed } from "../core/compare/document-comparison.ts";
import { tellWorst } from "../core/compare/told-changes.ts";
import { summaryOf } from "../core/compare/summary.ts";
import { countGraphqlParts } from "./graphql-parts.ts";
import { coordinatesOf, type Coordinates } from "./graphql-coordinates.ts";

export async function compareGraphql(texts: Pair<string>): Promise<NamedChanges | Unnamed> {
  const from = readSdl(texts.from);
  const to = from === null ? null : readSdl(texts.to);
  if (from === null || to === null) return "unread";
  const found = await diff(from.schema, to.schema, [DiffRule.simplifyChanges]);
  const places = { from: coordinatesOf(from.document), to: coordinatesOf(to.document) };
  const told = tellWorst(found.map((change) => toChange(change, places)));
  const counts = countGraphqlParts({ from: from.document.definitions, to: to.document.definitions });
  return { ...told, summary: summaryOf(counts) };
}

interface ReadSchema {
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
}

/** Null where it does not parse, or names types that are not there. */
function readSdl(text: string): ReadSchema | null {
  try {
    const document = parse(text);
    const schema = buildASTSchema(completed(document), { assumeValidSDL: true });
    return { document, schema };
  } catch (error) {
    // Types that are not there are a plain Error of the library.
    if (error instanceof GraphQLError || error instanceof Error) return null;
    throw error;
  }
}

const DEFINED_BY: ReadonlyMap<string, string> = new Map([
  [Kind.OBJECT_TYPE_EXTENSION, Kind.OBJECT_TYPE_DEFINITION],
  [Kind.INTERFACE_TYPE_EXTENSION, Kind.INTERFACE_TYPE_DEFINITION],
  [Kind.INPUT_OBJECT_TYPE_EXTENSION, Kind.INPUT_OBJECT_TYPE_DEFINITION],
  [Kind.ENUM_TYPE_EXTENSION, Kind.ENUM_TYPE_DEFINITION],
  [Kind.UNION_TYPE_EXTENSION, Kind.UNION_TYPE_DEFINITION],
  [Kind.SCALAR_TYPE_EXTENSION, Kind.SCALAR_TYPE_DEFINITION],
]);

/** A subgraph of a federation extends types that others define: its first extension of each counts as the definition. */
function completed(document: DocumentNode): DocumentNode {
  const defined = new Set(document.definitions.flatMap((node) => (isExtension(node) ? [] : nameOf(node))));
  const definitions = document.definitions.map((node) => {
    const [name = ""] = nameOf(node);
    const kind = DEFINED_BY.get(node.kind);
    if (kind === undefined || defined.has(name)) return node;
    defined.add(name);
    return { ...node, kind } as DefinitionNode;
  });
  return { ...document, definitions };
}

function isExtension(node: DefinitionNode): boolean {
  return DEFINED_BY.has(node.kind);
}

function nameOf(node: DefinitionNode): readonly string[] {
  return "name" in node && node.name !== undefined ? [node.name.value] : [];
}

const LEVELS: Readonly<Record<CriticalityLevel, ChangeLevel>> = {
  [CriticalityLevel.Breaking]: "breaking",
  [CriticalityLevel.Dangerous]: "dangerous",
  [CriticalityLevel.NonBreaking]: "compatible",
};

const WHY: Readonly<Record<ChangeLevel, string>> = {
  breaking: "Operations that are valid today may fail.",
  dangerous: "Operations stay valid, but what they answer may surprise.",
  compatible: "Operations that are valid today stay valid.",
};

function toChange({ type, message, path, criticality }: Change, places: Pair<Coordinates>): LocatedChange {
  const level = LEVELS[criticality.level];
  return {
    code: String(type).toLowerCase().replaceAll("_", "-"),
    level,
    part: path?.split(".")[0] ?? "schema",
    message: message.slice(0, 500),
    why: criticality.reason ?? WHY[level],
    place: placeOf(path ?? "", places),
    operations: [],
    operationCount: 0,
  };
}

/** In `to`; in `from` where it is only there; else where its parent is. */
function placeOf(path: string, { from, to }: Pair<Coordinates>): LocatedChange["place"] {
  const present = to.get(path);
  const former = from.get(path);
  if (present === undefined && former !== undefined) return { side: "from", ...former };
  let parent = path;
  for (;;) {
    const found = to.get(parent);
    if (found !== undefined) return { side: "to", ...found };
    const dot = parent.lastIndexOf(".");
    if (dot === -1) return { side: "to", line: 1, column: 1 };
    parent = parent.slice(0, dot);
  }
}
