/**
 * The parts of a parsed document, by which a change of it is told. What has not the form that its specification demands is
 * passed over. Recursive: for values that are known to be nested in bounds.
 */
import { type Fields, isFields } from "../fields.ts";
import type { Part, PartGroup } from "./change-summary.ts";

/** Null for what has no parts that are known here. */
export function partsOf(kind: string | null, value: unknown): readonly PartGroup[] | null {
  const root = fieldsOf(value);
  if (kind?.startsWith("openapi-") === true) return openapiParts(root);
  if (kind?.startsWith("asyncapi-") === true) return asyncapiParts(root);
  return kind === null && isCollection(root) ? [requests(root)] : null;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

function openapiParts(root: Fields): readonly PartGroup[] {
  const parts = new Map<string, Part>();
  for (const [prefix, items] of [
    ["", root["paths"]],
    ["webhook ", root["webhooks"]],
  ] as const) {
    for (const [path, item] of Object.entries(fieldsOf(items)))
      addOperations(parts, `${prefix}${path}`, item);
  }
  const schemas = root["definitions"] ?? fieldsOf(root["components"])["schemas"];
  return [{ one: "operation", many: "operations", parts }, group("schema", "schemas", schemas)];
}

/** What a path says for all its operations is a part of each. */
function addOperations(parts: Map<string, Part>, path: string, item: unknown): void {
  const fields = fieldsOf(item);
  const methods = METHODS.filter((method) => Object.hasOwn(fields, method));
  const operations = [
    ...methods.map((method) => [method, fields[method]] as const),
    ...Object.entries(fieldsOf(fields["additionalOperations"])),
  ];
  const shared = Object.entries(fields).filter(
    ([key]) => !METHODS.includes(key) && key !== "additionalOperations",
  );
  const print = printOf(Object.fromEntries(shared));
  for (const [method, operation] of operations)
    parts.set(`${method} ${path}`, { print: `${print} ${printOf(operation)}` });
}

function asyncapiParts(root: Fields): readonly PartGroup[] {
  const components = fieldsOf(root["components"]);
  return [
    group("channel", "channels", root["channels"]),
    group("operation", "operations", root["operations"]),
    group("message", "messages", components["messages"]),
    group("schema", "schemas", components["schemas"]),
  ];
}

function group(one: string, many: string, value: unknown): PartGroup {
  const entries = Object.entries(fieldsOf(value)).map(
    ([key, part]) => [key, { print: printOf(part) }] as const,
  );
  return { one, many, parts: new Map(entries) };
}

function isCollection(root: Fields): boolean {
  const { schema } = fieldsOf(root["info"]) as { readonly schema?: unknown };
  return typeof schema === "string" && schema.includes("getpostman.com/") && Array.isArray(root["item"]);
}

/** By folder and name, as people know them: ids differ from one export to the next. */
function requests(root: Fields): PartGroup {
  const parts = new Map<string, Part>();
  const visit = (items: unknown, folder: string): void => {
    for (const item of Array.isArray(items) ? items : []) {
      const fields = fieldsOf(item);
      const path = `${folder}/${printOf(fields["name"])}`;
      if (Array.isArray(fields["item"])) visit(fields["item"], path);
      else addRequest(parts, path, fields);
    }
  };
  visit(root["item"], "");
  return { one: "request", many: "requests", parts, isQuiet: true };
}

function addRequest(parts: Map<string, Part>, path: string, fields: Fields): void {
  let key = path;
  for (let twin = 2; parts.has(key); twin += 1) key = `${path} ${twin}`;
  parts.set(key, { print: printOf(fields) });
}

/** The value as text, whatever the order of its keys. */
function printOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printOf).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${printOf(member)}`).join(",")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}
