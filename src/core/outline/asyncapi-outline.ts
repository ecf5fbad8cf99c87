/** AsyncAPI 2 and 3: operations, channels, messages, schemas. */
import type { FoundEntry, FoundGroup } from "./outline.ts";
import type { PathListener } from "./tree-reader.ts";

interface Entry extends FoundEntry {
  detail: string;
}

export class AsyncApiOutline implements PathListener {
  readonly #operations: Entry[] = [];
  readonly #channels: Entry[] = [];
  readonly #messages: Entry[] = [];
  readonly #schemas: Entry[] = [];

  key(path: readonly string[], offset: number): void {
    const label = path.at(-1) ?? "";
    const [, channel = ""] = path;
    if (isAt(path, "operations", "*")) add(this.#operations, label, offset);
    else if (isAt(path, "channels", "*")) add(this.#channels, label, offset);
    else if (isAt(path, "channels", "*", "publish") || isAt(path, "channels", "*", "subscribe"))
      add(this.#operations, `${label} ${channel}`, offset);
    else if (isAt(path, "channels", "*", "messages", "*") || isAt(path, "components", "messages", "*"))
      add(this.#messages, label, offset);
    else if (isAt(path, "components", "schemas", "*")) add(this.#schemas, label, offset);
  }

  scalar(path: readonly string[], read: () => string): void {
    if (isAt(path, "operations", "*", "action")) tell(this.#operations, read);
    else if (isAt(path, "channels", "*", "address")) tell(this.#channels, read);
    else if (
      isAt(path, "channels", "*", "publish", "summary") ||
      isAt(path, "channels", "*", "subscribe", "summary")
    )
      tell(this.#operations, read);
  }

  groups(): readonly FoundGroup[] {
    return [
      { label: "Operations", entries: this.#operations },
      { label: "Channels", entries: this.#channels },
      { label: "Messages", entries: this.#messages },
      { label: "Schemas", entries: this.#schemas },
    ];
  }
}

function isAt(path: readonly string[], ...pattern: readonly string[]): boolean {
  return path.length === pattern.length && pattern.every((name, at) => name === "*" || name === path[at]);
}

function add(entries: Entry[], label: string, offset: number): void {
  entries.push({ label, detail: "", offset });
}

function tell(entries: readonly Entry[], read: () => string): void {
  const last = entries.at(-1);
  if (last !== undefined) last.detail = read();
}
