/**
 * Where a reference in a file of a repository leads. Only relative ones lead to a file, and never above the repository's root;
 * whatever else one may say (addresses, files of the machine) is told apart and followed nowhere.
 */

export type Resolved =
  /** Within the file itself. */
  | { readonly kind: "same" }
  /** @param fragment behind the `#`, as it is written; "" where there is none */
  | { readonly kind: "file"; readonly path: string; readonly fragment: string }
  | { readonly kind: "outside"; readonly why: Outside };

export type Outside = "address" | "absolute" | "above-root" | "unreadable";

/** A URI reference, as `$ref` holds one: percent-encoded, with a fragment. @param from the file that holds it */
export function resolveReference(from: string, reference: string): Resolved {
  const hash = reference.indexOf("#");
  const address = hash === -1 ? reference : reference.slice(0, hash);
  if (address === "") return { kind: "same" };
  const resolved = resolveAddress(from, address);
  return resolved.kind === "file"
    ? { ...resolved, fragment: hash === -1 ? "" : reference.slice(hash + 1) }
    : resolved;
}

function resolveAddress(from: string, address: string): Resolved {
  const outside = outsideOf(address);
  if (outside !== null) return { kind: "outside", why: outside };
  if (address.includes("?")) return { kind: "outside", why: "unreadable" };
  const segments = address.split("/").map(decodeSegment);
  if (segments.some((segment) => segment === null)) return { kind: "outside", why: "unreadable" };
  return resolveSegments(
    from,
    segments.filter((segment) => segment !== null),
  );
}

/** A name of a file as it is written, as `!include` and `import` hold one. */
export function resolvePath(from: string, name: string): Resolved {
  const outside = outsideOf(name);
  return outside === null ? resolveSegments(from, name.split("/")) : { kind: "outside", why: outside };
}

/** https://datatracker.ietf.org/doc/html/rfc3986#section-4.2; a drive letter is a scheme too. */
function outsideOf(address: string): Outside | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith("//")) return "address";
  if (address.startsWith("/")) return "absolute";
  return address.includes("\\") ? "unreadable" : null;
}

/** Null where it is not one name. */
function decodeSegment(segment: string): string | null {
  try {
    const decoded = decodeURIComponent(segment);
    return /[/\\]/.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

const CONTROL = /\p{Cc}/u;
/** Of a path in git's index: longer ones are no matter of any real repository. */
const MAX_PATH_LENGTH = 1024;

function resolveSegments(from: string, segments: readonly string[]): Resolved {
  const path = from.split("/").slice(0, -1);
  for (const segment of segments) {
    if (segment === "..") {
      if (path.pop() === undefined) return { kind: "outside", why: "above-root" };
    } else if (segment !== "." && segment !== "") path.push(segment);
  }
  const joined = path.join("/");
  const isFile = !["", ".", ".."].includes(segments.at(-1) ?? "") && isPossiblePath(joined);
  return isFile ? { kind: "file", path: joined, fragment: "" } : { kind: "outside", why: "unreadable" };
}

function isPossiblePath(path: string): boolean {
  return !CONTROL.test(path) && path.isWellFormed() && path.length <= MAX_PATH_LENGTH;
}

/** What a person is told of a reference that is not followed. */
export function describeOutside(reference: string, why: Outside): string {
  return `The reference ${quoted(reference)} ${REASONS[why]}; what it leads to is not checked.`;
}

const REASONS: Readonly<Record<Outside, string>> = {
  address: "leads out of the repository, where nothing is read",
  absolute: "begins with a slash, which no file of a repository does: write it relative to this file",
  "above-root": "leads above the repository's root, where nothing is read",
  unreadable: "names no file",
};

/** For messages: whatever it holds, it is short. */
export function quoted(reference: string): string {
  const shown = reference.length > 200 ? `${reference.slice(0, 199)}…` : reference;
  return `\`${shown.toWellFormed()}\``;
}
