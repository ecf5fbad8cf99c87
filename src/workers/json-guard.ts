/** Watches a walk over JSON: too deep a text is a fault before anything recursive meets it. */
import type { JsonFault } from "../core/schema/scan-json.ts";
import type { TreeVisitor } from "../core/schema/tree-visitor.ts";

const MAX_DUPLICATES = 200;

export class JsonGuard implements TreeVisitor {
  fault: JsonFault | null = null;
  readonly duplicates: { readonly name: string; readonly offset: number }[] = [];
  readonly #maxDepth: number;
  /** The keys seen in each open container. */
  readonly #keys: Set<string>[] = [];

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  open(_kind: "map" | "list", offset: number): void {
    this.#keys.push(new Set());
    if (this.#keys.length <= this.#maxDepth) return;
    this.fault = { offset, message: `nested deeper than ${this.#maxDepth} levels, which is not read` };
  }

  close(): void {
    this.#keys.pop();
  }

  key(name: string, offset: number): void {
    const seen = this.#keys.at(-1);
    if (seen?.has(name) === true && this.duplicates.length < MAX_DUPLICATES)
      this.duplicates.push({ name, offset });
    seen?.add(name);
  }

  scalar(): void {}

  isDone(): boolean {
    return this.fault !== null;
  }
}
