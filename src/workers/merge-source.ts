/** A text that is safe to walk as a source tree, or null: it does not parse, says a key twice, is nested too deeply, or repeats too much. */
import { readJsonSource } from "../core/merge/json-source.ts";
import type { SourceEntry } from "../core/merge/source-tree.ts";
import type { ValueNumbers } from "../core/merge/value-numbers.ts";
import { scanJson } from "../core/schema/scan-json.ts";
import { JsonGuard } from "./json-guard.ts";
import { readYamlNodes } from "./merge-yaml-nodes.ts";
import { readYamlSource } from "./merge-yaml-source.ts";
import { constructYaml, MAX_DEPTH, readYaml } from "./yaml-document.ts";

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
  return format === "json" ? readJson(text, numbers) : readYamlText(text, numbers);
}

function readJson(text: string, numbers: ValueNumbers): MergeSource | null {
  const guard = new JsonGuard(MAX_DEPTH);
  const isSafe = scanJson(text, guard) === null && guard.fault === null && guard.duplicates.length === 0;
  return isSafe ? readJsonSource(text, numbers) : null;
}

function readYamlText(text: string, numbers: ValueNumbers): MergeSource | null {
  const reading = readYaml(text);
  if (reading.kind === "fault") return null;
  if (constructYaml(text, reading.events).kind === "fault") return null;
  const node = readYamlNodes(text, reading.events, numbers);
  return node === null ? null : { root: readYamlSource(text, node), isPrintable: true };
}
