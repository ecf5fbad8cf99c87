/** The parts of a GraphQL SDL: types, and the fields of those that have any. */
import {
  type DefinitionNode,
  type FieldDefinitionNode,
  GraphQLError,
  type InputValueDefinitionNode,
  parse,
  print,
} from "graphql";
import type { Part, PartGroup } from "../core/schema/change-summary.ts";

/** Null where the text does not parse. */
export function graphqlParts(text: string): readonly PartGroup[] | null {
  const types = new Map<string, Part>();
  const fields = new Map<string, Part>();
  for (const definition of definitionsOf(text) ?? []) addDefinition(definition, types, fields);
  if (types.size === 0) return null;
  return [
    { one: "type", many: "types", parts: types },
    { one: "field", many: "fields", parts: fields },
  ];
}

function definitionsOf(text: string): readonly DefinitionNode[] | null {
  try {
    return parse(text, { noLocation: true }).definitions;
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof RangeError) return null;
    throw error;
  }
}

/** A type and its extensions are one. */
function addDefinition(
  definition: DefinitionNode,
  types: Map<string, Part>,
  fields: Map<string, Part>,
): void {
  const name = "name" in definition && definition.name !== undefined ? definition.name.value : "schema";
  const type = definition.kind === "DirectiveDefinition" ? `@${name}` : name;
  const own = fieldsOf(definition);
  const former = types.get(type)?.print ?? "";
  const bare = own.length === 0 ? definition : { ...definition, fields: [] };
  types.set(type, { print: `${former}${print(bare)}` });
  for (const field of own) fields.set(`${type}.${field.name.value}`, { print: print(field), within: type });
}

function fieldsOf(definition: DefinitionNode): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] {
  return "fields" in definition ? (definition.fields ?? []) : [];
}
