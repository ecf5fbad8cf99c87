/** What is done with a whole collection at once. Pure: megabytes take seconds, so a process does them (workers/read-collections.ts). */
import { canonicalText } from "./canonical.ts";
import { type CollectionFile, readCollectionFile } from "./collection-file.ts";
import { identifyCollection } from "./identity.ts";
import { parseJson } from "./parse-json.ts";
import { type FoundSecret, findSecrets } from "./secrets.ts";
import { render, type Style } from "./style.ts";

export type CollectionWork =
  /** A body that claims to be a collection. */
  | { readonly task: "identify"; readonly content: Uint8Array }
  /** A file that may be one. */
  | { readonly task: "read-file"; readonly content: Uint8Array }
  /** Canonical text in a file's style. */
  | { readonly task: "render"; readonly content: Uint8Array; readonly style: Style }
  /** In canonical text. */
  | { readonly task: "find-secrets"; readonly content: Uint8Array };

export type CollectionTask = CollectionWork["task"];

export interface IdentifiedBody {
  readonly kind: "collection";
  /** Lower-case UUID. */
  readonly uid: string;
  readonly name: string;
  /** UTF-8. */
  readonly canonical: Uint8Array;
}

export type BodyReading = IdentifiedBody | { readonly kind: "not-a-collection"; readonly reason: string };

export type CollectionWorkDone =
  | { readonly task: "identify"; readonly result: BodyReading }
  | { readonly task: "read-file"; readonly result: CollectionFile | null }
  | { readonly task: "render"; readonly result: Uint8Array }
  | { readonly task: "find-secrets"; readonly result: readonly FoundSecret[] };

/** @throws TypeError where `render` is given what is not canonical */
export function doCollectionWork(work: CollectionWork): CollectionWorkDone {
  const { task, content } = work;
  switch (task) {
    case "identify":
      return { task, result: identifyBody(content) };
    case "read-file":
      return { task, result: readCollectionFile(content) };
    case "render":
      return { task, result: new TextEncoder().encode(render(textOf(content), work.style)) };
    case "find-secrets": {
      const reading = parseJson(textOf(content));
      return { task, result: reading.ok ? findSecrets(reading.value) : [] };
    }
  }
}

function identifyBody(content: Uint8Array): BodyReading {
  const reading = identifyCollection(content);
  if (reading.kind === "not-a-collection") return reading;
  const { kind, uid, name, collection } = reading;
  return { kind, uid, name, canonical: new TextEncoder().encode(canonicalText(collection)) };
}

function textOf(canonical: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(canonical);
}
