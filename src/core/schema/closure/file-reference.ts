/** A reference from a file to another one of the repository. */
import { MAX_CANDIDATES } from "./limits.ts";
import { resolvePath, resolveReference } from "./resolve-reference.ts";

export interface FileReference {
  /** As it is written. */
  readonly reference: string;
  /** Paths at which the file may be; the first one that is there counts. */
  readonly candidates: readonly string[];
}

/** `$ref`: null where it leads to no other file of the repository. */
export function uriReference(from: string, reference: string): FileReference | null {
  const resolved = resolveReference(from, reference);
  return resolved.kind === "file" && resolved.path !== from
    ? { reference, candidates: [resolved.path] }
    : null;
}

/** `!include`, `uses`: a fragment chooses a part of the file. */
export function includeReference(from: string, name: string): FileReference | null {
  const resolved = resolvePath(from, name.replace(/#.*$/s, ""));
  return resolved.kind === "file" && resolved.path !== from
    ? { reference: name, candidates: [resolved.path] }
    : null;
}

/** Types that come with every compiler of protobuf. */
const KNOWN_IMPORT = /^google\//;

/**
 * An import is written from a directory that only the compiler's arguments name: sought is one from the file's own directory up
 * to the repository's root, nearest first.
 */
export function importReference(from: string, name: string): FileReference | null {
  if (KNOWN_IMPORT.test(name) || /(?:^|\/)\.\.?(?:\/|$)/.test(name)) return null;
  const directories = from.split("/").slice(0, -1);
  const found: string[] = [];
  for (let depth = directories.length; depth >= 0; depth -= 1) {
    const place = [...directories.slice(0, depth), "file"].join("/");
    const resolved = resolvePath(place, name);
    if (resolved.kind !== "file") return null;
    if (resolved.path !== from) found.push(resolved.path);
  }
  const nearest = found.slice(0, MAX_CANDIDATES - 1);
  return { reference: name, candidates: [...nearest, ...found.slice(MAX_CANDIDATES - 1).slice(-1)] };
}
