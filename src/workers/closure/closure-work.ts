/** What goes to the process that reads the files of schemas, and what it answers. */
import type { Bundled, ReadReferences, ReferenceFamily } from "../../core/schema/closure/closure-reader.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { decodeText, isText } from "../../core/schema/text.ts";
import { familyOfText, readFileReferences } from "./file-references.ts";

export type ClosureWork =
  | {
      readonly task: "references";
      readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
      readonly family: ReferenceFamily | null;
    }
  | { readonly task: "bundle"; readonly content: Uint8Array; readonly files: SchemaFiles };

export type ClosureAnswer = ReadReferences | Bundled;

export async function doClosureWork(work: ClosureWork): Promise<ClosureAnswer> {
  if (work.task === "bundle") return (await import("./bundle-text.ts")).bundleText(work.content, work.files);
  return readReferences(work);
}

export function readReferences({
  files,
  family: told,
}: Pick<Extract<ClosureWork, { task: "references" }>, "files" | "family">): ReadReferences {
  const family = told ?? familyOfContent(files[0]?.content);
  const references = files.map(({ path, content }) => readFileReferences(content, { path, family }));
  return { kind: "read", family, references };
}

function familyOfContent(content: Uint8Array | undefined): ReferenceFamily {
  return content === undefined || !isText(content) ? "none" : familyOfText(decodeText(content));
}
