/** An OpenAPI description as it is compared, whatever its version: operations, and what each takes and answers. */
import type { DocumentNode, ReferenceResolver } from "../document-node.ts";
import { childOf, entriesOf, fieldsOf, itemsOf, textAt } from "../document-node.ts";

export interface Description {
  readonly root: DocumentNode;
  readonly resolver: ReferenceResolver;
  readonly isSwagger2: boolean;
}

export interface Operation {
  /** `GET /pets/{id}` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly node: DocumentNode;
  /** The path item. */
  readonly item: DocumentNode;
  /** Called by the API, answered by who uses it: the directions are turned round. */
  readonly isWebhook: boolean;
}

export function describe(root: DocumentNode, resolver: ReferenceResolver): Description {
  return { root, resolver, isSwagger2: textAt(root, "swagger") !== null };
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** By name. */
export function operationsOf({ root, resolver }: Description): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [keyword, isWebhook] of [
    ["paths", false],
    ["webhooks", true],
  ] as const) {
    for (const [path, item] of entriesOf(childOf(root, keyword))) {
      for (const operation of operationsAt(resolver, { path, item, isWebhook }))
        operations.set(operation.name, operation);
    }
  }
  return operations;
}

/** The former ones by the names of the present ones: paths that differ only in what they call their parameters are one. */
export function alignOperations(
  before: ReadonlyMap<string, Operation>,
  after: ReadonlyMap<string, Operation>,
): ReadonlyMap<string, Operation> {
  const left = [...after.values()].filter(({ name }) => !before.has(name));
  const names = new Map(left.map((operation) => [bareName(operation), operation.name]));
  const aligned = [...before.values()].map((operation) => {
    const { name } = operation;
    const present = after.has(name) ? undefined : names.get(bareName(operation));
    if (present !== undefined) names.delete(bareName(operation));
    return [present ?? name, operation] as const;
  });
  return new Map(aligned);
}

function bareName({ name, isWebhook }: Operation): string {
  return isWebhook ? name : name.replaceAll(/\{[^}]*\}/g, "{}");
}

interface PathAt {
  readonly path: string;
  readonly item: DocumentNode;
  readonly isWebhook: boolean;
}

export function operationsAt(
  resolver: ReferenceResolver,
  { path, item, isWebhook }: PathAt,
): readonly Operation[] {
  if (path.startsWith("x-")) return [];
  const resolved = resolver.resolve(item);
  const methods = entriesOf(resolved).filter(([method]) => METHODS.includes(method));
  const more = entriesOf(childOf(resolved, "additionalOperations"));
  return [...methods, ...more].map(([method, node]) => {
    const verb = METHODS.includes(method) ? method.toUpperCase() : method;
    const prefix = isWebhook ? "webhook " : "";
    return {
      name: `${prefix}${verb} ${path}`,
      method,
      path,
      node,
      item: resolved,
      isWebhook,
    };
  });
}

/** What stands at the path for all its operations. */
export function sharedFields({ item }: Operation): unknown {
  const fields = Object.entries(fieldsOf(item.value));
  return Object.fromEntries(
    fields.filter(([key]) => !METHODS.includes(key) && key !== "additionalOperations"),
  );
}

export interface Parameter {
  /** `query limit`; path parameters by their place in the path. */
  readonly key: string;
  readonly name: string;
  readonly place: string;
  readonly node: DocumentNode;
  /** Followed from a reference, where it was one. */
  readonly raw: DocumentNode;
}

/** Those of the operation replace those of the path. Bodies of OpenAPI 2.0 are not among them. */
export function parametersOf(
  { resolver }: Description,
  { node, item, path }: Operation,
): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>();
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name ?? "");
  for (const raw of [...itemsOf(childOf(item, "parameters")), ...itemsOf(childOf(node, "parameters"))]) {
    const resolved = resolver.resolve(raw);
    const name = textAt(resolved, "name");
    const place = textAt(resolved, "in");
    if (name === null || place === null || place === "body" || place === "formData") continue;
    const index = place === "path" ? names.indexOf(name) : -1;
    const own = place === "header" ? name.toLowerCase() : name;
    const key = `${place} ${index === -1 ? own : `{${index}}`}`;
    found.set(key, { key, name, place, node: resolved, raw });
  }
  return found;
}

export interface Body {
  readonly node: DocumentNode;
  readonly isRequired: boolean;
  readonly media: ReadonlyMap<string, Media>;
}

export interface Media {
  readonly name: string;
  readonly node: DocumentNode;
  readonly schema: DocumentNode | null;
}

export function mediaOf(content: DocumentNode | null): ReadonlyMap<string, Media> {
  const media = entriesOf(content).map(([name, node]) => {
    const key = name.toLowerCase().replaceAll(/\s+/g, "");
    return [key, { name, node, schema: childOf(node, "schema") ?? childOf(node, "itemSchema") }] as const;
  });
  return new Map(media);
}

/** What OpenAPI 2.0 says for a whole operation, or for all of them. */
export function mediaTypesOf(
  { root }: Description,
  { node }: Operation,
  keyword: "consumes" | "produces",
): readonly string[] {
  const list = childOf(node, keyword) ?? childOf(root, keyword);
  const names = itemsOf(list).map(({ value }) => value);
  return names.filter((name) => typeof name === "string");
}
