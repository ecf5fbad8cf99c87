/** RAML: methods by resource, types. */
import type { FoundEntry, FoundGroup } from "./outline.ts";
import type { PathListener } from "./tree-reader.ts";

const METHODS: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
]);

export class RamlOutline implements PathListener {
  readonly #resources: FoundEntry[] = [];
  readonly #types: FoundEntry[] = [];

  key(path: readonly string[], offset: number): void {
    const [root, name, ...rest] = path;
    const isType = (root === "types" || root === "schemas") && name !== undefined && rest.length === 0;
    if (isType) this.#types.push({ label: name, detail: "", offset });
    if (root?.startsWith("/") !== true) return;
    const last = path.at(-1) ?? "";
    const above = path.slice(0, -1);
    if (!above.every((part) => part.startsWith("/"))) return;
    if (METHODS.has(last)) {
      this.#resources.push({ label: `${last.toUpperCase()} ${above.join("")}`, detail: "", offset });
    }
  }

  scalar(): void {
    // Names say enough.
  }

  groups(): readonly FoundGroup[] {
    return [
      { label: "Resources", entries: this.#resources },
      { label: "Types", entries: this.#types },
    ];
  }
}
