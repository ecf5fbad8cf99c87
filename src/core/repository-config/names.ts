/** Names of what a config file makes: they stand in addresses. */
import type { WantedDocument, WantedLink } from "./expand.ts";
import { type ConfigError, placeOf } from "./model.ts";

const SLUG = /^[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*$/u;
const VERSION_NAME = /^(?!\.{1,2}$)(?!\s)[^\p{Cc}/\\]+(?<!\s)$/u;
const MAX_NAME = 100;

/** What is wrong with the names that a pattern led to, or that were written out. */
export function badNames({ document, entry, path }: WantedLink): readonly ConfigError[] {
  if (document.kind === "backup") return [];
  const of = entry.kind === "schema" && entry.pattern !== null ? ` (of ${path ?? ""})` : "";
  if (!isSlug(document.api)) {
    const message = `"${document.api}"${of} is no address of an API: lower-case words joined by -, at most ${MAX_NAME} characters.`;
    return [{ ...placeOf(entry, "api"), message }];
  }
  if (isVersionName(document.version)) return [];
  const message = `"${document.version}"${of} is no name of a version: at most ${MAX_NAME} characters, without / and without spaces at its ends.`;
  return [{ ...placeOf(entry, "version"), message }];
}

function isSlug(name: string): boolean {
  return SLUG.test(name) && name.length <= MAX_NAME && name === name.toLowerCase() && name.isWellFormed();
}

function isVersionName(name: string): boolean {
  return VERSION_NAME.test(name) && name.length <= MAX_NAME && name.isWellFormed();
}

/** As sentences name it. */
export function nameOf(document: WantedDocument): string {
  return document.kind === "schema"
    ? `Version ${document.version} of the API ${document.api}`
    : `The collection ${document.uid}`;
}
