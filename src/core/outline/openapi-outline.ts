/** OpenAPI: operations by their first tag, webhooks, schemas. */
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
  "query",
]);

interface Operation {
  readonly label: string;
  readonly offset: number;
  /** Of its keys, how deep they are. */
  readonly depth: number;
  detail: string;
  tag: string | null;
}

export class OpenApiOutline implements PathListener {
  readonly #operations: Operation[] = [];
  readonly #webhooks: Operation[] = [];
  readonly #schemas: FoundEntry[] = [];
  /** In the order in which the document lists them. */
  readonly #tags: string[] = [];
  #current: Operation | null = null;

  key(path: readonly string[], offset: number): void {
    if (path[0] === "paths" || path[0] === "webhooks") {
      const method = methodAt(path);
      if (method !== null) this.#begin(`${method.toUpperCase()} ${path[1]}`, path, offset);
    } else if (isSchema(path)) {
      this.#schemas.push({ label: path.at(-1) ?? "", detail: "", offset });
    }
  }

  scalar(path: readonly string[], read: () => string): void {
    if (path[0] === "tags" && path.length === 3 && path[2] === "name") this.#tags.push(read());
    const operation = this.#current;
    if (operation === null || (path[0] !== "paths" && path[0] !== "webhooks")) return;
    const own = path[operation.depth];
    if (path.length === operation.depth + 1 && own === "summary") operation.detail = read();
    if (path.length === operation.depth + 2 && own === "tags") operation.tag ??= read();
  }

  groups(): readonly FoundGroup[] {
    const tags = new Set([
      ...this.#tags,
      ...this.#operations.flatMap(({ tag }) => (tag === null ? [] : [tag])),
    ]);
    const byTag = Map.groupBy(this.#operations, ({ tag }) => tag);
    return [
      ...[...tags].map((tag) => ({ label: tag, entries: byTag.get(tag) ?? [] })),
      { label: tags.size === 0 ? "Operations" : "Operations without a tag", entries: byTag.get(null) ?? [] },
      { label: "Webhooks", entries: this.#webhooks },
      { label: "Schemas", entries: this.#schemas },
    ];
  }

  #begin(label: string, path: readonly string[], offset: number): void {
    this.#current = { label, offset, depth: path.length, detail: "", tag: null };
    (path[0] === "paths" ? this.#operations : this.#webhooks).push(this.#current);
  }
}

function methodAt({ length, 2: method = "", 3: other = "" }: readonly string[]): string | null {
  if (length === 3 && METHODS.has(method)) return method;
  return length === 4 && method === "additionalOperations" ? other : null;
}

function isSchema([root, kind, ...rest]: readonly string[]): boolean {
  if (root === "components") return kind === "schemas" && rest.length === 1;
  return root === "definitions" && kind !== undefined && rest.length === 0;
}
