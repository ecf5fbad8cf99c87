import { scanJson, stringValue } from "../schema/scan-json.ts";
import type { TreeReader } from "./tree-reader.ts";

export function readJsonTree(text: string, reader: TreeReader): boolean {
  const fault = scanJson(text, {
    open: (kind) => reader.open(kind),
    close: () => reader.close(),
    key: (name, offset) => reader.key(name, offset),
    scalar: (start, end) =>
      reader.scalar(() =>
        text.charAt(start) === '"' ? stringValue(text, start, end) : text.slice(start, end),
      ),
    isDone: () => false,
  });
  return fault === null;
}
