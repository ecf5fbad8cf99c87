import type { Activity, Link } from "../api/contract.ts";

type Document = Link["document"] | NonNullable<Activity["document"]>;

/** What it is called where there is room for a line. */
export function documentTitle(
  document: Document,
  collectionNames: ReadonlyMap<string, string> = NONE,
): string {
  if ("api" in document) return `${document.api} ${document.version}`;
  if ("name" in document) return document.name;
  return collectionNames.get(document.collection) ?? document.collection;
}

const NONE: ReadonlyMap<string, string> = new Map();
