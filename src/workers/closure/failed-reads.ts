/**
 * Texts whose reading came to no end. One fault of the process may be the machine's; where the same texts fail again and again it is
 * theirs, and they are not read for a while: one process reads for all.
 */
import { createHash } from "node:crypto";
import type { ReadFile } from "../../core/schema/closure/closure-reader.ts";

/** Failures in a row after which texts are taken to be at fault. */
const MAX_FAILURES = 3;
const REST_MS = 3_600_000;
const MAX_KEPT = 1000;

interface Failures {
  readonly count: number;
  readonly at: number;
}

export class FailedReads {
  readonly #now: () => number;
  readonly #failures = new Map<string, Failures>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether they are left alone now. */
  areResting(files: readonly ReadFile[]): boolean {
    if (this.#failures.size === 0) return false;
    const failures = this.#failures.get(keyOf(files));
    return failures !== undefined && failures.count >= MAX_FAILURES && this.#now() - failures.at < REST_MS;
  }

  /** @returns whether they are taken to be at fault from now on */
  add(files: readonly ReadFile[], isForGood: boolean): boolean {
    const key = keyOf(files);
    const count = isForGood ? MAX_FAILURES : (this.#failures.get(key)?.count ?? 0) + 1;
    this.#failures.delete(key);
    this.#failures.set(key, { count, at: this.#now() });
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MAX_KEPT) break;
      this.#failures.delete(oldest);
    }
    return count >= MAX_FAILURES;
  }

  forget(files: readonly ReadFile[]): void {
    if (this.#failures.size > 0) this.#failures.delete(keyOf(files));
  }
}

function keyOf(files: readonly ReadFile[]): string {
  const hash = createHash("sha256");
  for (const { path, content } of files) hash.update(`${content.byteLength} ${path}\0`).update(content);
  return hash.digest("hex");
}
