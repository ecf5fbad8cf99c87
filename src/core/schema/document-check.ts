/** What a check says of a document, as far as it is kept with the document's revision. */
import type { Problem } from "../sync/model.ts";
import type { SchemaFiles } from "./closure/schema-files.ts";

export interface DocumentCheck {
  /** For example `openapi-3.1`; null where none was recognised. */
  readonly kind: string | null;
  /** No problem of severity `error`. */
  readonly valid: boolean;
  readonly problems: readonly Problem[];
  /** Paths of the given files that it reaches; null or left out: it refers to no other file. */
  readonly members?: readonly string[] | null;
}

/** Never throws for what a document holds. */
export interface Checker {
  /** @param files left out: the document is checked by itself */
  check(content: Buffer, files?: SchemaFiles): Promise<DocumentCheck>;
}
