/** Examples, made from the schemas themselves: what a schema gives as its example, else what a member of that name usually holds. */
import { type Fields, isFields } from "../../core/fields.ts";
import { MOMENT, SPECIAL, USUAL } from "./usual-values.ts";

/** `#/components/schemas/…`, by its last part. */
export type NamedSchemas = Readonly<Record<string, unknown>>;

/** Where schemas refer to each other in a circle. */
const DEEPEST = 40;

/** @param name of the member that the schema describes */
export function sampleOf(schema: unknown, named: NamedSchemas, name = "", depth = 0): unknown {
  if (!isFields(schema) || depth > DEEPEST) return null;
  const given = givenIn(schema);
  if (given !== undefined) return given;
  const inner = innerOf(schema, named);
  if (inner !== undefined) return sampleOf(inner, named, name, depth + 1);
  const { type, properties, items } = schema;
  if (isFields(properties)) {
    const sample = (key: string, member: unknown): unknown => sampleOf(member, named, key, depth + 1);
    return sampleOfMembers(properties, [schema["title"], name], sample);
  }
  if (type === "array") return [sampleOf(items, named, singular(name), depth + 1)];
  if (type === "object") return {};
  return USUAL[name]?.find((value) => isOfType(value, type)) ?? plainOf(schema, name);
}

/** What a schema stands for: what it refers to, or the first of several that is something. */
function innerOf({ $ref, anyOf, allOf }: Fields, named: NamedSchemas): unknown {
  if (typeof $ref === "string") return named[$ref.slice($ref.lastIndexOf("/") + 1)];
  if (Array.isArray(anyOf)) return anyOf.find(isSomething);
  return Array.isArray(allOf) ? allOf[0] : undefined;
}

function sampleOfMembers(
  properties: Fields,
  owners: readonly unknown[],
  sample: (key: string, member: unknown) => unknown,
): Fields {
  const one = (key: string, member: unknown): unknown => {
    const special = owners.map((owner) => `${String(owner)}.${key}`).find((name) => name in SPECIAL);
    return special === undefined ? sample(key, member) : SPECIAL[special];
  };
  return Object.fromEntries(Object.entries(properties).map(([key, member]) => [key, one(key, member)]));
}

function givenIn({ examples, const: constant, default: usual, enum: values }: Fields): unknown {
  if (Array.isArray(examples)) return examples[0];
  if (constant !== undefined) return constant;
  if (usual !== undefined) return usual;
  return Array.isArray(values) ? values[0] : undefined;
}

function isSomething(schema: unknown): boolean {
  return isFields(schema) && schema["type"] !== "null";
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === "integer" || type === "number") return typeof value === "number";
  return type === "string" && typeof value === "string";
}

function plainOf({ type, minimum }: Fields, name: string): unknown {
  switch (type) {
    case "string":
      return name.endsWith("At") ? MOMENT : "…";
    case "integer":
    case "number":
      return typeof minimum === "number" ? minimum : 1;
    case "boolean":
      return false;
    default:
      return null;
  }
}

function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/s$/, "");
}
