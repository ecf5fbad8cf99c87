/**
 * Redocly's own resolver reads files and addresses that a document names; this one knows the files that it was given, and nothing
 * else. What it hands on is safe to walk.
 */
import { BaseResolver, ResolveError, Source } from "@redocly/openapi-core";
import { resolveReference } from "../../core/schema/closure/resolve-reference.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { decodeText } from "../../core/schema/text.ts";
import type { Problem } from "../../core/sync/model.ts";
import { type DocumentTree, readTree } from "../document-tree.ts";
import { formatOfTree } from "./file-references.ts";

type ParsedDocument = ReturnType<BaseResolver["parseDocument"]>;

export class MemberResolver extends BaseResolver {
  /** Those that were read, by path. */
  readonly trees = new Map<string, DocumentTree>();
  /** Of files that could not be read. */
  readonly problems: Problem[] = [];
  readonly #files: SchemaFiles | undefined;

  constructor(files: SchemaFiles | undefined) {
    super();
    this.#files = files;
  }

  override resolveExternalRef(base: string | null, reference: string): string {
    const resolved = resolveReference(pathOfSource(base ?? ""), reference);
    return resolved.kind === "file" ? sourceName(resolved.path) : `outside:${reference}`;
  }

  override loadExternalRef(absoluteRef: string): Promise<Source> {
    const content = this.#files?.members.get(pathOfSource(absoluteRef));
    return content === undefined
      ? Promise.reject(new ResolveError(new Error("not among the files that are read")))
      : Promise.resolve(new Source(absoluteRef, decodeText(content)));
  }

  /** As Redocly has it: what is neither JSON nor YAML by its name is a text. */
  override parseDocument(source: Source): ParsedDocument {
    const path = pathOfSource(source.absoluteRef);
    if (!/\.(?:ya?ml|json)$/i.test(path)) return { source, parsed: source.body };
    const { tree, problems } = readTree(source.body, formatOfTree(source.body));
    this.problems.push(...problems.map((problem) => ({ ...problem, path })));
    if (tree === null) throw new ResolveError(new Error("the file cannot be read"));
    this.trees.set(path, tree);
    return { source, parsed: tree.value };
  }
}

/** Redocly takes names of sources for absolute paths. */
export function sourceName(path: string): string {
  return `/${path}`;
}

export function pathOfSource(absoluteRef: string): string {
  return absoluteRef.replace(/^\//, "");
}
