/** Protobuf by protobufjs: syntax, and names of types where all that the file imports is read. */
import protobuf from "protobufjs";
import { importReference } from "../../core/schema/closure/file-reference.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { decodeText } from "../../core/schema/text.ts";
import type { Problem } from "../../core/sync/model.ts";

export function checkProtobuf(text: string, files?: SchemaFiles): readonly Problem[] {
  const root = new protobuf.Root();
  const own = addFile(root, text);
  if (own.kind === "fault") return [own.problem];
  const imported = addImports(
    root,
    { path: files?.path ?? "document.proto", text, imports: own.imports },
    files,
  );
  return imported.length > 0 ? imported : unknownTypes(text, root);
}

type Added =
  | { readonly kind: "added"; readonly imports: readonly string[] }
  | { readonly kind: "fault"; readonly problem: Problem };

function addFile(root: protobuf.Root, text: string): Added {
  try {
    const parsed = protobuf.parse(text, root, { keepCase: true });
    return { kind: "added", imports: [...(parsed.imports ?? []), ...(parsed.weakImports ?? [])] };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const problem = { line: lineOf(error), column: 1, message: error.message, rule: "syntax" } as const;
    return { kind: "fault", problem: { ...problem, severity: "error" } };
  }
}

interface Importing {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** Files are read once, however many import them. */
function addImports(
  root: protobuf.Root,
  first: Importing,
  files: SchemaFiles | undefined,
): readonly Problem[] {
  const problems: Problem[] = [];
  const added = new Set([first.path]);
  const waiting = [first];
  for (const { path, text, imports } of waiting) {
    const place = path === first.path ? {} : { path };
    for (const name of imports) {
      if (addKnownTypes(root, name)) continue;
      const found = findImport(path, name, files);
      if (found.kind === "none") problems.push({ ...place, ...unreadImport(text, name, found.isMissing) });
      if (found.kind === "none" || added.has(found.path)) continue;
      added.add(found.path);
      const file = addFile(root, found.text);
      if (file.kind === "fault") problems.push({ ...file.problem, path: found.path });
      else waiting.push({ path: found.path, text: found.text, imports: file.imports });
    }
  }
  return problems;
}

type FoundImport =
  | { readonly kind: "file"; readonly path: string; readonly text: string }
  | { readonly kind: "none"; readonly isMissing: boolean };

function findImport(from: string, name: string, files: SchemaFiles | undefined): FoundImport {
  const candidates = importReference(from, name)?.candidates ?? [];
  for (const path of candidates) {
    const content = files?.members.get(path);
    if (content !== undefined) return { kind: "file", path, text: decodeText(content) };
  }
  // Beyond the limits nothing is looked at, so nothing is known to be missing.
  return {
    kind: "none",
    isMissing: candidates.length > 0 && candidates.every((path) => files?.faults.has(path)),
  };
}

/** protobufjs names the line in its message and nowhere else. */
function lineOf(error: Error): number {
  return Number(/\(line (\d+)\)$/.exec(error.message)?.[1] ?? 1);
}

/** Google's common types come with protobufjs. */
function addKnownTypes(root: protobuf.Root, file: string): boolean {
  const known = protobuf.common.get(file);
  if (known?.nested === undefined) return false;
  root.addJSON(known.nested);
  return true;
}

function unreadImport(text: string, name: string, isMissing: boolean): Problem {
  const place = { line: lineWith(text, name), column: 1 };
  if (isMissing) {
    const message = `There is no file for the import "${name}" in the repository, neither beside this file nor in a directory above.`;
    return { ...place, severity: "error", message, rule: "missing-file" };
  }
  const message = `The import "${name}" is not read; types that come from it are not checked.`;
  return { ...place, severity: "warning", message, rule: "external-reference" };
}

function unknownTypes(text: string, root: protobuf.Root): readonly Problem[] {
  const problems: Problem[] = [];
  for (const field of fieldsOf(root)) {
    try {
      field.resolve();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const line = lineWith(text, `${field.type} ${field.name}`);
      problems.push({ line, column: 1, severity: "error", message: error.message, rule: "unknown-type" });
    }
  }
  return problems;
}

function* fieldsOf(namespace: protobuf.NamespaceBase): Generator<protobuf.Field> {
  for (const object of namespace.nestedArray) {
    if (object instanceof protobuf.Field) yield object;
    if (object instanceof protobuf.Type) yield* object.fieldsArray;
    if (object instanceof protobuf.Namespace) yield* fieldsOf(object);
  }
}

function lineWith(text: string, part: string): number {
  const found = text.indexOf(part);
  return found === -1 ? 1 : text.slice(0, found).split(/\r\n|[\n\r]/).length;
}
