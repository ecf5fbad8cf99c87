/** A schema with all that it refers to, as one text in the same language. */
import { dump } from "js-yaml";
import type { Bundled } from "../../core/schema/closure/closure-reader.ts";
import { isBundled } from "../../core/schema/closure/is-bundled.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { detectSchema } from "../../core/schema/detect.ts";
import { decodeText, isText } from "../../core/schema/text.ts";
import { type DocumentTree, readTree } from "../document-tree.ts";

export async function bundleText(content: Uint8Array, files: SchemaFiles): Promise<Bundled> {
  if (!isText(content)) return { kind: "unsupported" };
  const text = decodeText(content);
  const { format, kind } = detectSchema(text);
  if ((format !== "json" && format !== "yaml") || !isBundled(kind)) return { kind: "unsupported" };
  const { tree, problems } = readTree(text, format);
  if (tree === null) return failed(problems[0]?.message ?? "The document cannot be read.");
  try {
    const value = kind === "json-schema" ? await ofJsonSchema(tree, files) : await ofApi(text, tree, files);
    return { kind: "bundle", content: new TextEncoder().encode(print(value, format)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(`The document cannot be bundled: ${error.message}.`);
  }
}

async function ofJsonSchema(tree: DocumentTree, files: SchemaFiles): Promise<unknown> {
  return (await import("./bundle-json-schema.ts")).bundleJsonSchema(tree, files);
}

async function ofApi(text: string, tree: DocumentTree, files: SchemaFiles): Promise<unknown> {
  return (await import("./bundle-api.ts")).bundleApi(text, tree, files);
}

function failed(message: string): Bundled {
  return { kind: "failed", message, isBusy: false };
}

function print(value: unknown, format: "json" | "yaml"): string {
  return format === "json" ? `${JSON.stringify(value, null, 2)}\n` : dump(value, { lineWidth: -1 });
}
