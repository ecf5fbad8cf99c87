/** The root element of an XML text, behind its prologue; nothing is expanded and nothing behind it is read. */

export interface XmlRoot {
  readonly localName: string;
  readonly namespace: string | null;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Longer start tags are not looked at further. */
const MAX_TAG = 100_000;
const ATTRIBUTE = /([^\s=<>"'/]{1,300})\s{0,99}=\s{0,99}(?:"([^"]*)"|'([^']*)')/g;

export function readXmlRoot(text: string): XmlRoot | null {
  const start = startOfRoot(text);
  if (start === -1) return null;
  const tag = text.slice(start + 1, start + MAX_TAG);
  const name = /^[^\s/>]{1,300}/.exec(tag)?.[0];
  if (name === undefined) return null;
  const attributes = new Map<string, string>();
  for (const match of tag.slice(name.length, endOfTag(tag)).matchAll(ATTRIBUTE)) {
    attributes.set(match[1] ?? "", match[2] ?? match[3] ?? "");
  }
  const colon = name.indexOf(":");
  const declaration = colon === -1 ? "xmlns" : `xmlns:${name.slice(0, colon)}`;
  return { localName: name.slice(colon + 1), namespace: attributes.get(declaration) ?? null, attributes };
}

/** Where the tag ends: a `>` within quotes does not end it. */
function endOfTag(tag: string): number {
  let quote = "";
  for (let at = 0; at < tag.length; at++) {
    const char = tag.charAt(at);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return at;
  }
  return tag.length;
}

/** Skips declaration, comments, processing instructions and the document type. */
function startOfRoot(text: string): number {
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at === -1) return -1;
    if (text.startsWith("<?", at)) at = behind(text, "?>", at);
    else if (text.startsWith("<!--", at)) at = behind(text, "-->", at + 4);
    else if (text.startsWith("<!", at)) at = behindDoctype(text, at);
    else return at;
    if (at === -1) return -1;
  }
}

function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? -1 : found + end.length;
}

function behindDoctype(text: string, at: number): number {
  const end = text.indexOf(">", at);
  if (end === -1 || !text.slice(at, end).includes("[")) return end === -1 ? -1 : end + 1;
  const close = behind(text, "]", at);
  return close === -1 ? -1 : behind(text, ">", close);
}
