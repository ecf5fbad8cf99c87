/** JSON Schema: every file that it reaches becomes a definition of the root, and every reference leads there. */
import { resolveReference } from "../../core/schema/closure/resolve-reference.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { DocumentTree } from "../document-tree.ts";
import { readMembers } from "./member-trees.ts";

interface Bundling {
  readonly root: string;
  /** Of each member, where it stands from now on: a JSON pointer. */
  readonly places: ReadonlyMap<string, string>;
  /** Values that stand at several places (aliases of YAML) stay one. */
  readonly copies: Map<object, unknown>;
}

export function bundleJsonSchema(tree: DocumentTree, files: SchemaFiles): unknown {
  const { trees } = readMembers(tree, files);
  const root = tree.value;
  if (trees.size === 0 || typeof root !== "object" || root === null) return root;
  const keyword = definitionsOf(root);
  const own: unknown = Reflect.get(root, keyword);
  const present = typeof own === "object" && own !== null ? own : {};
  const names = namesOf([...trees.keys()], new Set(Object.keys(present)));
  const places = new Map([...names].map(([path, name]) => [path, `/${keyword}/${escaped(name)}`]));
  const bundling: Bundling = { root: files.path, places, copies: new Map() };
  const copied = copy(root, files.path, bundling);
  const added = [...trees].map(([path, member]) => [
    names.get(path) ?? path,
    withoutId(copy(member.value, path, bundling)),
  ]);
  const definitions = { ...asObject(copy(present, files.path, bundling)), ...Object.fromEntries(added) };
  return { ...asObject(copied), [keyword]: definitions };
}

function asObject(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** Until draft-07 the definitions had another name. */
function definitionsOf(root: object): "$defs" | "definitions" {
  const dialect: unknown = Reflect.get(root, "$schema");
  return typeof dialect === "string" && /draft-0\d/.test(dialect) ? "definitions" : "$defs";
}

function namesOf(paths: readonly string[], taken: Set<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const base = (path.split("/").at(-1) ?? path).replace(/(?:\.schema)?\.[^.]+$/, "");
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`;
    taken.add(name);
    names.set(path, name);
  }
  return names;
}

/** An id of its own would give its references another base than they have now. */
function withoutId(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$id" && key !== "$schema"));
}

function copy(value: unknown, path: string, bundling: Bundling): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = bundling.copies.get(value);
  if (known !== undefined) return known;
  const copied = Array.isArray(value)
    ? value.map((item) => copy(item, path, bundling))
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [
          key,
          key === "$ref" && typeof child === "string"
            ? redirected(child, path, bundling)
            : copy(child, path, bundling),
        ]),
      );
  bundling.copies.set(value, copied);
  return copied;
}

/** Names (`#name`) stand for themselves wherever they are; what leads to nothing stays as it is written. */
function redirected(reference: string, from: string, { root, places }: Bundling): string {
  const resolved = resolveReference(from, reference);
  if (resolved.kind === "outside") return reference;
  const path = resolved.kind === "file" ? resolved.path : from;
  const fragment = resolved.kind === "file" ? resolved.fragment : reference.slice(1);
  if (fragment !== "" && !fragment.startsWith("/")) return `#${fragment}`;
  if (path === root) return `#${fragment}`;
  const place = places.get(path);
  return place === undefined ? reference : `#${encodeURI(place)}${fragment}`;
}

function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
