/** Gives every schema that has a title a place of its own in an OpenAPI document: written once, named in generated clients. */
import { type Fields, isFields } from "../core/fields.ts";

/** The same document with titled schemas below `components.schemas`. Two shapes of one title: the second stays where it is. */
export function nameSchemas<Document extends object>(document: Document): Document {
  const named = new Map<string, unknown>();
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isFields(value)) return value;
    const visited = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member)]));
    const title = titleOf(visited);
    if (title === null) return visited;
    const known = named.get(title);
    if (known === undefined) named.set(title, visited);
    else if (JSON.stringify(known) !== JSON.stringify(visited)) return visited;
    return { $ref: `#/components/schemas/${title}` };
  };
  const members = Object.entries(document).map(([key, member]) => [
    key,
    key === "info" ? member : visit(member),
  ]);
  const result = Object.fromEntries(members) as Document & { readonly components?: Fields };
  const components = { ...result.components, schemas: Object.fromEntries(named) };
  return { ...result, components };
}

function titleOf(schema: Fields): string | null {
  const title = schema["title"];
  const isSchema = "type" in schema || "anyOf" in schema;
  return isSchema && typeof title === "string" && /^\w+$/.test(title) ? title : null;
}
