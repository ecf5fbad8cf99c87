/** Protobuf by protobufjs: syntax, and names of types where the file imports nothing that is not known here. */
import protobuf from "protobufjs";
import type { Problem } from "../../core/sync/model.ts";

export function checkProtobuf(text: string): readonly Problem[] {
  const root = new protobuf.Root();
  let imports: readonly string[];
  try {
    const parsed = protobuf.parse(text, root, { keepCase: true });
    imports = [...(parsed.imports ?? []), ...(parsed.weakImports ?? [])];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [{ line: lineOf(error), column: 1, severity: "error", message: error.message, rule: "syntax" }];
  }
  const unread = imports.filter((file) => !addKnownTypes(root, file));
  return unread.length === 0 ? unknownTypes(text, root) : unread.map((file) => externalImport(text, file));
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

function externalImport(text: string, file: string): Problem {
  const message = `The import "${file}" is not read; types that come from it are not checked.`;
  return {
    line: lineWith(text, `"${file}"`),
    column: 1,
    severity: "warning",
    message,
    rule: "external-reference",
  };
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
