/** Whether a text may refer to other files, told without parsing it: most schemas do not, and for them nothing more is done. */

const IMPORT = /\bimport\s{1,200}(?:\w{1,10}\s{1,200})?["']/;
/** A `$ref` whose value does not begin with `#`. */
const REFERENCE = /\$ref["']?\s{0,1000}:\s{0,1000}(?!["']?#|\s)/;
const MAPPING = /\bmapping["']?\s{0,1000}:/;

export function mayReferToFiles(content: Buffer): boolean {
  const hasReference = content.includes("$ref") || content.includes("\\u0024ref");
  const hasWord = hasReference || content.includes("!include") || content.includes("uses");
  if (!hasWord && !content.includes("mapping") && !content.includes("import")) return false;
  const text = content.toString("utf8");
  if (/!include\b|^["']?uses["']?\s*:/m.test(text) || text.includes("\\u0024ref")) return true;
  return REFERENCE.test(text) || MAPPING.test(text) || IMPORT.test(text);
}
