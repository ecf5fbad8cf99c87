/** A JSON or YAML text as values, once it is known to be safe to walk; and where in the text a value stands. */
import type { TreeVisitor } from "../core/schema/tree-visitor.ts";
import { scanJson } from "../core/schema/scan-json.ts";
import { createPositionLookup, type TextPosition } from "../core/schema/text.ts";
import type { Problem } from "../core/sync/model.ts";
import { JsonGuard } from "./json-guard.ts";
import { locatePointers, type PointerWish } from "./locate-pointers.ts";
import { walkYaml } from "./walk-yaml.ts";
import { constructYaml, MAX_DEPTH, readYaml } from "./yaml-document.ts";

export interface DocumentTree {
  readonly value: unknown;
  /** Positions of JSON pointers (`/paths/~1pets`); of the nearest parent where a value is not there. */
  locate(pointers: readonly PointerWish[]): readonly TextPosition[];
}

export interface TreeReading {
  /** Null where the text does not parse, or must not be walked. */
  readonly tree: DocumentTree | null;
  readonly problems: readonly Problem[];
}

export function readTree(text: string, format: "json" | "yaml"): TreeReading {
  return format === "json" ? readJsonTree(text) : readYamlTree(text);
}

function readJsonTree(text: string): TreeReading {
  const guard = new JsonGuard(MAX_DEPTH);
  const fault = scanJson(text, guard);
  const positionOf = createPositionLookup(text);
  const found = fault ?? guard.fault;
  if (found !== null) {
    const { offset, message } = found;
    const said = fault === null ? `The document is ${message}.` : `Not valid JSON: ${message}.`;
    const rule = fault === null ? "nesting" : "syntax";
    return { tree: null, problems: [{ ...positionOf(offset), severity: "error", message: said, rule }] };
  }
  const warnings = guard.duplicates.map(({ name, offset }): Problem => ({
    ...positionOf(offset),
    severity: "warning",
    message: `The key ${JSON.stringify(name)} appears more than once in this object; only the last one counts.`,
    rule: "duplicate-key",
  }));
  const walk = (visitor: TreeVisitor): void => void scanJson(text, visitor);
  return { tree: treeOf(JSON.parse(text), walk, positionOf), problems: warnings };
}

function readYamlTree(text: string): TreeReading {
  const reading = readYaml(text);
  if (reading.kind === "fault") return { tree: null, problems: [reading.problem] };
  const built = constructYaml(text, reading.events);
  if (built.kind === "fault") return { tree: null, problems: [built.problem] };
  const walk = (visitor: TreeVisitor): void => walkYaml(text, reading.events, visitor);
  return { tree: treeOf(built.value, walk, createPositionLookup(text)), problems: [] };
}

function treeOf(
  value: unknown,
  walk: (visitor: TreeVisitor) => void,
  positionOf: (offset: number) => TextPosition,
): DocumentTree {
  return { value, locate: (wishes) => locatePointers(wishes, walk).map((offset) => positionOf(offset)) };
}
