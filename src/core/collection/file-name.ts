import { MAX_SEGMENT_BYTES } from "../path/policy.ts";

export interface NamedCollection {
  readonly name: string;
  /** The collection's UUID. */
  readonly uid: string;
}

const ENDING = ".postman_collection.json";
const FALLBACK = "collection";
const MAX_TRIES = 1000;

/**
 * The file that a new backup gets by default: `<name>.postman_collection.json`, safe on every file system, and with the first 8
 * characters of the id where that is taken. `isTaken` is asked with a file name; it compares as paths are compared (`pathKey`).
 *
 * @throws RangeError where a thousand names were taken.
 */
export function defaultFileName(collection: NamedCollection, isTaken: (fileName: string) => boolean): string {
  const base = safeBase(collection.name);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const fileName = withSuffix(base, suffixOf(collection.uid, attempt));
    if (!isTaken(fileName)) return fileName;
  }
  throw new RangeError(`No free file name for collection ${collection.uid} after ${MAX_TRIES} tries`);
}

function suffixOf(uid: string, attempt: number): string {
  if (attempt === 0) return "";
  if (attempt === 1) return ` (${uid.slice(0, 8)})`;
  return attempt === 2 ? ` (${uid})` : ` (${uid} ${attempt - 1})`;
}

/** What Windows refuses in a name, and what separates directories somewhere. */
const REFUSED = /["*/:<>?\\|]+/g;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;
/** Windows takes these for devices, whatever follows the first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=$|[. ])/i;

function safeBase(name: string): string {
  const visible = name
    .slice(0, 4 * MAX_SEGMENT_BYTES)
    .replace(/\s+/gu, " ")
    .replace(UNSEEN, "")
    .replace(REFUSED, "-")
    .replace(/ +/g, " ")
    // Last, for what was taken out may have kept a letter from its mark.
    .normalize("NFC");
  // A leading dot would hide the file; trailing dots and blanks vanish on Windows.
  const trimmed = visible.replace(/^[. ]+/, "").replace(/(?<![. ])[. ]+$/, "");
  if (!/[\p{L}\p{N}\p{S}]/u.test(trimmed)) return FALLBACK;
  return DEVICE.test(trimmed) ? `_${trimmed}` : trimmed;
}

function withSuffix(base: string, suffix: string): string {
  const room = MAX_SEGMENT_BYTES - byteLength(suffix) - byteLength(ENDING);
  return `${cut(base, room)}${suffix}${ENDING}`;
}

/** Cuts between whole characters as a reader sees them: half of an emoji is another emoji. */
function cut(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  let kept = "";
  let sizeBytes = 0;
  for (const { segment } of new Intl.Segmenter("en").segment(text)) {
    sizeBytes += byteLength(segment);
    if (sizeBytes > maxBytes) break;
    kept += segment;
  }
  const trimmed = kept.replace(/[. ]+$/, "");
  return trimmed === "" ? FALLBACK : trimmed;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
