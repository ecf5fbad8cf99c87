/** Links written out as a config file: reading it back declares the same links. */
import type { LinkMode } from "../sync/model.ts";
import { MAX_CONFIG_BYTES, MAX_ENTRIES } from "./config-schema.ts";
import { DEFAULT_BACKUP_DIRECTORY } from "./entries.ts";
import { escapePattern } from "./pattern.ts";

export interface WrittenLink {
  readonly document:
    | { readonly kind: "schema"; readonly api: string; readonly version: string }
    | { readonly kind: "backup"; readonly uid: string; readonly name: string };
  readonly path: string;
  /** Null: follows the default branch. */
  readonly branch: string | null;
  readonly mode: LinkMode;
  /** As `30s`; null: no rest of its own. */
  readonly quiet: string | null;
  readonly keep: "store" | "github" | null;
  readonly isPaused: boolean;
}

/** @param schemaUrl where this server publishes the format */
export function writeConfig(links: readonly WrittenLink[], schemaUrl: string): string {
  const lines = [`# yaml-language-server: $schema=${schemaUrl}`, "version: 1"];
  const schemas = links.flatMap((link) => (link.document.kind === "schema" ? [schemaLines(link)] : []));
  const backups = links.flatMap((link) => (link.document.kind === "backup" ? [backupLines(link)] : []));
  if (schemas.length > 0) lines.push("schemas:", ...schemas.flatMap(asItem));
  if (backups.length > 0) lines.push("collections:", ...backups.flatMap(asItem));
  const text = `${lines.join("\n")}\n`;
  const isTooMuch =
    Math.max(schemas.length, backups.length) > MAX_ENTRIES ||
    new TextEncoder().encode(text).byteLength > MAX_CONFIG_BYTES;
  return isTooMuch ? `${TOO_MUCH}\n${text}` : text;
}

const TOO_MUCH = `# Not read as it is: a file holds at most ${MAX_ENTRIES} schemas, as many collections, and ${MAX_CONFIG_BYTES / 1024} KiB. Take some out, or use patterns.`;

function asItem(lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? "  - " : "    "}${line}`);
}

function schemaLines(link: WrittenLink): readonly string[] {
  const { document, path } = link;
  if (document.kind !== "schema") return [];
  const { api, version } = document;
  return [
    member("api", api),
    // A version is a text, though most look like numbers.
    `version: ${JSON.stringify(version)}`,
    member("file", escapePattern(path)),
    ...settings(link),
  ];
}

function backupLines(link: WrittenLink): readonly string[] {
  const { document, path } = link;
  if (document.kind !== "backup") return [];
  const at = path.lastIndexOf("/");
  const directory = path.slice(0, Math.max(0, at));
  const comment = ` # ${document.name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\ufeff]/gu, " ").toWellFormed()}`;
  return [
    member("collection", document.uid) + (document.name === "" ? "" : comment),
    ...(directory === DEFAULT_BACKUP_DIRECTORY ? [] : [member("directory", directory)]),
    member("file", path.slice(at + 1)),
    ...settings(link),
  ];
}

function settings({ branch, mode, quiet, keep, isPaused }: WrittenLink): readonly string[] {
  return [
    ...(branch === null ? [] : [member("branch", escapePattern(branch))]),
    ...(mode === "auto" ? [] : [`mode: ${mode}`]),
    ...(keep === null ? [] : [`keep: ${keep}`]),
    ...(quiet === null ? [] : [`quiet: ${quiet}`]),
    ...(isPaused ? ["paused: true"] : []),
  ];
}

const PLAIN = /^[A-Za-z][\w./-]*$/;
/** What YAML, or an older reader of it, takes for something else than a text. */
const NO_TEXT = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$/i;

/** Any other text is written as JSON writes it, which YAML reads alike. */
function member(key: string, text: string): string {
  const isPlain = PLAIN.test(text) && !NO_TEXT.test(text);
  return `${key}: ${isPlain ? text : JSON.stringify(text)}`;
}
