/** What a check says of a document, as far as it is kept with the document's revision. */
import type { Problem } from "../sync/model.ts";

export interface DocumentCheck {
  /** For example `openapi-3.1`; null where none was recognised. */
  readonly kind: string | null;
  /** No problem of severity `error`. */
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

/** Never throws for what a document holds. */
export interface Checker {
  check(content: Buffer): Promise<DocumentCheck>;
}
