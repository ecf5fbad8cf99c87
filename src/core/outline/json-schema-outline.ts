/** JSON Schema: the properties of its root, and its definitions. */
import type { FoundEntry, FoundGroup } from "./outline.ts";
import type { PathListener } from "./tree-reader.ts";

export class JsonSchemaOutline implements PathListener {
  readonly #properties: FoundEntry[] = [];
  readonly #definitions: FoundEntry[] = [];

  key([root, name, ...rest]: readonly string[], offset: number): void {
    if (name === undefined || rest.length > 0) return;
    if (root === "properties") this.#properties.push({ label: name, detail: "", offset });
    if (root === "$defs" || root === "definitions")
      this.#definitions.push({ label: name, detail: "", offset });
  }

  scalar(): void {
    // Names say enough.
  }

  groups(): readonly FoundGroup[] {
    return [
      { label: "Properties", entries: this.#properties },
      { label: "Definitions", entries: this.#definitions },
    ];
  }
}
