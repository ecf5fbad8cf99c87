/** What changed between two texts of a document, as the worker thread finds it out. */
import { type PartGroup, summarizeParts } from "../core/schema/change-summary.ts";
import { detectSchema } from "../core/schema/detect.ts";
import { partsOf } from "../core/schema/document-parts.ts";
import { decodeText, isText } from "../core/schema/text.ts";

/** Null where nothing that is counted differs, or it cannot be told. */
export async function changeOf(before: Uint8Array, after: Uint8Array): Promise<string | null> {
  const former = await partsIn(before);
  const present = former === null ? null : await partsIn(after);
  return former === null || present === null ? null : summarizeParts(former, present);
}

async function partsIn(bytes: Uint8Array): Promise<readonly PartGroup[] | null> {
  if (!isText(bytes)) return null;
  const text = decodeText(bytes);
  const { format, kind } = detectSchema(text);
  if (format === "graphql") return (await import("./graphql-parts.ts")).graphqlParts(text);
  if (format !== "json" && format !== "yaml") return null;
  const { readTree } = await import("./document-tree.ts");
  const { tree } = readTree(text, format);
  return tree === null ? null : partsOf(kind, tree.value);
}
