/** The parts of a GraphQL SDL by which people count: types, and the fields of those that have any. */
import { type DefinitionNode, type FieldDefinitionNode, type InputValueDefinitionNode, print } from "graphql";
import type { Pair, PartCount } from "../core/compare/change.ts";
import { countPrints, type PrintedPart } from "../core/compare/count-prints.ts";

export function countGraphqlParts({ from, to }: Pair<readonly DefinitionNode[]>): readonly PartCount[] {
  const before = partsOf(from);
  const after = partsOf(to);
  const types = { from: before.types, to: after.types };
  return [
    countPrints({ one: "type", many: "types" }, types),
    countPrints({ one: "field", many: "fields" }, { from: before.fields, to: after.fields }, types),
  ];
}

interface Parts {
  readonly types: Map<string, PrintedPart>;
  readonly fields: Map<string, PrintedPart>;
}

function partsOf(definitions: readonly DefinitionNode[]): Parts {
  const parts: Parts = { types: new Map(), fields: new Map() };
  for (const definition of definitions) addDefinition(definition, parts);
  return parts;
}

/** A type and its extensions are one. */
function addDefinition(definition: DefinitionNode, { types, fields }: Parts): void {
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
