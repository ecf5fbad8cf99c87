/**
 * Where Lockstep may make a file. Repositories are cloned onto file systems that fold case, ignore code points, cut trailing dots
 * or know streams, and git and GitHub give some names a power: so a name is refused also where it only becomes such a name there.
 * Existing files are no matter of this policy: they match by exact bytes.
 */

export type PathCheck =
  | {
      readonly ok: true;
      /** Under NFC: the form to use. */
      readonly path: string;
      /** Under which a path belongs to one link: see `pathKey`. */
      readonly key: string;
    }
  /** `message`: a sentence with the remedy. */
  | { readonly ok: false; readonly message: string };

/** What the usual file systems take in one name. */
export const MAX_SEGMENT_BYTES = 255;
/** What macOS takes in a whole path (PATH_MAX). */
const MAX_PATH_BYTES = 1024;

export function checkNewPath(path: string): PathCheck {
  const normal = path.normalize("NFC");
  const message = refusalOfPath(normal) ?? refusalOfSegments(normal.split("/"));
  return message === null ? { ok: true, path: normal, key: pathKey(normal) } : { ok: false, message };
}

/** Equal for paths that a file system may take for the same: NFC and case folding. A path belongs to one link under its key. */
export function pathKey(path: string): string {
  // Upper case first makes SS of ß and one letter of the sigmas; the capital ẞ becomes ß only in the first round.
  return foldOnce(foldOnce(path));
}

/** `""` and `/` are the root. Says nothing on whether the path is allowed. */
export function joinPath(directory: string, file: string): string {
  const trimmed = directory.replace(/(?<!\/)\/+$|^\/+$/, "");
  return trimmed === "" ? file : `${trimmed}/${file}`;
}

/** The sibling that a file system may take for `name` though its bytes differ; null where there is none or `name` itself is there. */
export function differsOnlyByCase(name: string, siblings: Iterable<string>): string | null {
  const key = pathKey(name);
  let found: string | null = null;
  for (const sibling of siblings) {
    if (sibling === name) return null;
    if (found === null && pathKey(sibling) === key) found = sibling;
  }
  return found;
}

/** What a person is told where such a sibling stands. */
export function describeSibling(sibling: string): string {
  return `${sibling} is there already, which many file systems take for the same name; write the path as it is there, or choose another one.`;
}

function foldOnce(text: string): string {
  return text.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** They make a name look like another one. */
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function refusalOfPath(path: string): string | null {
  if (path === "") return "The path is empty: name a file.";
  if (!path.isWellFormed()) return "The path holds half of a character (a lone surrogate): write it anew.";
  if (CONTROL.test(path)) return "The path holds a control character: leave it out.";
  if (BIDIRECTIONAL.test(path))
    return "The path holds an invisible character that turns the direction of writing: leave it out.";
  if (path.includes("\\")) return "The path holds a backslash: separate directories by /.";
  if (path.startsWith("/"))
    return "The path begins with /: write it from the repository's root, without the leading /.";
  if (/^[a-z]:/i.test(path))
    return "The path begins with a drive letter: write it from the repository's root.";
  if (byteLength(path) > MAX_PATH_BYTES)
    return `The path is longer than ${MAX_PATH_BYTES} bytes: shorten it.`;
  return null;
}

function refusalOfSegments(segments: readonly string[]): string | null {
  for (const [index, segment] of segments.entries()) {
    const message = refusalOfSegment(segment) ?? refusalOfName(segment, index === 0);
    if (message !== null) return message;
  }
  return null;
}

function refusalOfSegment(segment: string): string | null {
  if (segment === "")
    return "The path has an empty part: separate directories by one /, and end with the file's name.";
  if (undisguise(segment).replace(/[. ]+$/, "") === "")
    return `The path has a part of dots or blanks only: leave it out.`;
  if (byteLength(segment) > MAX_SEGMENT_BYTES)
    return `A part of the path is longer than ${MAX_SEGMENT_BYTES} bytes: shorten it.`;
  return null;
}

/** Names that git or GitHub obeys, folded. */
const OBEYED: ReadonlyMap<string, string> = new Map([
  [".gitmodules", "git takes .gitmodules for its list of submodules"],
  [".gitattributes", "git obeys .gitattributes"],
  ["codeowners", "GitHub obeys CODEOWNERS"],
]);
/** Short names that Windows makes for the names above, and for `.git` and `.github` (git's `is_ntfs_dot_str`). */
const SHORT_NAME = /^(?:git|github|gitmod|gi7eba|gitatt|gi7d29|codeow)~\d+$/;

function refusalOfName(segment: string, isFirst: boolean): string | null {
  const name = undisguise(segment);
  if (name === ".git")
    return "The path leads into .git, where git keeps the repository itself: choose another directory.";
  if (SHORT_NAME.test(name))
    return `Windows may take "${segment}" for a name that git or GitHub obeys: choose another name.`;
  if (isFirst && name === ".github")
    return "The path leads into .github, which configures the repository: choose another directory.";
  const power = OBEYED.get(name);
  return power === undefined ? null : `The path holds a name with a power (${power}): choose another name.`;
}

/** What the most lenient file system may make of a name: folded, without ignored code points, stream, trailing dots and blanks. */
function undisguise(segment: string): string {
  const visible = segment.normalize("NFKC").replace(/\p{Default_Ignorable_Code_Point}/gu, "");
  return pathKey(visible)
    .replace(/:.*$/s, "")
    .replace(/(?<![. ])[. ]+$/, "");
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
