import { isFields } from "../../core/fields.ts";
import { type Place, readPlace } from "../places/place.ts";

export const WAYS = {
  repository: "From a file in a repository: both are kept in step from the start",
  upload: "From a file on this machine",
  many: "From several files on this machine: each becomes what its text is",
  paste: "From a text that I paste",
  empty: "Empty",
} as const;

export type Way = keyof typeof WAYS;

export interface NewApiAnswers {
  readonly way: Way;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  /** What was pasted. */
  readonly text: string;
  /** Of the file that it is made from. */
  readonly place: Place;
  readonly path: string;
  /** Of that file; empty: as the file itself says. */
  readonly fileVersion: string;
}

/** @param kept whatever the browser kept; undefined: nothing */
export function readNewApiAnswers(kept: unknown): NewApiAnswers {
  const { way, name, description, version, text, place, path, fileVersion } = isFields(kept) ? kept : {};
  return {
    way: wayOf(way),
    name: textOf(name),
    description: textOf(description),
    version: textOf(version, "1.0"),
    text: textOf(text),
    place: readPlace(place),
    path: textOf(path),
    fileVersion: textOf(fileVersion),
  };
}

function textOf(kept: unknown, otherwise = ""): string {
  return typeof kept === "string" ? kept : otherwise;
}

export function wayOf(value: unknown): Way {
  return value === "upload" || value === "many" || value === "paste" || value === "empty"
    ? value
    : "repository";
}
