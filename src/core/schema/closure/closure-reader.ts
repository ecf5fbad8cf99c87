/** What reads the files that a schema refers to: a worker's work, for any text may be large or hostile. Never throws. */
import type { FileReference } from "./file-reference.ts";
import type { SchemaFiles } from "./schema-files.ts";

/** What a schema and its members are written in; `none`: a language without references that are known here. */
export type ReferenceFamily = "tree" | "raml" | "proto" | "none";

export interface ReadFile {
  readonly path: string;
  readonly content: Buffer;
}

export type ReadReferences =
  /** Of each file, in the same order. */
  | {
      readonly kind: "read";
      readonly family: ReferenceFamily;
      readonly references: readonly (readonly FileReference[])[];
    }
  /** `isForGood`: it would fail again. */
  | { readonly kind: "failed"; readonly isForGood: boolean };

export type Bundled =
  | { readonly kind: "bundle"; readonly content: Uint8Array }
  /** Bundles are made of OpenAPI, AsyncAPI and JSON Schema. */
  | { readonly kind: "unsupported" }
  /** A text that does not parse, or that takes too much; `isBusy`: it may go another time. */
  | { readonly kind: "failed"; readonly message: string; readonly isBusy: boolean };

export interface ClosureReader {
  /** @param family of the schema that they belong to; null: the first file is the schema */
  readReferences(files: readonly ReadFile[], family: ReferenceFamily | null): Promise<ReadReferences>;
  /** One document that holds all it refers to. */
  bundle(content: Buffer, files: SchemaFiles): Promise<Bundled>;
}
