/** A text that is safe to walk as a source tree, or null: it does not parse, says a key twice, is nested too deeply, or repeats too much. */
import { readJsonSource } from "../core/merge/json-source.ts";
import type { SourceEntry, ValueNumbers } from "../core/merge/source-tree.ts";
import { readTree } from "./document-tree.ts";
import { readYamlNodes } from "./merge-yaml-nodes.ts";
import { readYamlSource } from "./merge-yaml-source.ts";
import { readYaml } from "./yaml-document.ts";

export interface MergeSource {
  readonly root: SourceEntry;
  /** Printing the root gives the text. */
  readonly isPrintable: boolean;
}

/** `text` with LF, and without byte order mark. */
export function readMergeSource(
  text: string,
  format: "json" | "yaml",
  numbers: ValueNumbers,
): MergeSource | null {
  const { tree, problems } = readTree(text, format);
  if (tree === null || problems.length > 0) return null;
  if (format === "json") return readJsonSource(text, numbers);
  const reading = readYaml(text);
  if (reading.kind === "fault") return null;
  const node = readYamlNodes(text, reading.events, numbers);
  return node === null ? null : { root: readYamlSource(text, node), isPrintable: true };
}
