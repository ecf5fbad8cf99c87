/** Where the named parts of a GraphQL SDL stand: `Query`, `Query.pets`, `Query.pets.limit`, `@deprecated`. */
import type { ASTNode, DefinitionNode, DocumentNode, NameNode } from "graphql";
import { createPositionLookup, type TextPosition } from "../core/schema/text.ts";

export type Coordinates = ReadonlyMap<string, TextPosition>;

/** Of a type that is extended, its definition's place. */
export function coordinatesOf(document: DocumentNode): Coordinates {
  const positionOf = createPositionLookup(document.loc?.source.body ?? "");
  const found = new Map<string, TextPosition>();
  const add = (path: string, { loc }: ASTNode): void => {
    if (loc !== undefined && !found.has(path)) found.set(path, positionOf(loc.start));
  };
  for (const definition of document.definitions) addDefinition(definition, add);
  return found;
}

type Add = (path: string, node: ASTNode) => void;

function addDefinition(definition: DefinitionNode, add: Add): void {
  if (!("name" in definition) || definition.name === undefined) return;
  const isDirective = definition.kind === "DirectiveDefinition";
  const path = `${isDirective ? "@" : ""}${definition.name.value}`;
  add(path, definition.name);
  if ("arguments" in definition) addNamed(path, definition.arguments, add);
  if ("values" in definition) addNamed(path, definition.values, add);
  if (!("fields" in definition)) return;
  for (const field of definition.fields ?? []) {
    add(`${path}.${field.name.value}`, field.name);
    if ("arguments" in field) addNamed(`${path}.${field.name.value}`, field.arguments, add);
  }
}

function addNamed(path: string, nodes: readonly { readonly name: NameNode }[] | undefined, add: Add): void {
  for (const { name } of nodes ?? []) add(`${path}.${name.value}`, name);
}
