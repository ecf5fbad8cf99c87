/** The tags of an XML text, in their order. Linear, and without recursion; comments, CDATA and declarations are passed over. */

export interface XmlTag {
  readonly kind: "start" | "end" | "empty";
  /** Without its prefix. */
  readonly name: string;
  /** The attribute `name`; "" without one. */
  readonly label: string;
  readonly offset: number;
}

const PASSED: readonly (readonly [begin: string, end: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
];

/** Longer tags hold no name that anybody looks for. */
const LOOKED_AT = 2000;

export function* xmlTags(text: string): Generator<XmlTag> {
  let at = text.indexOf("<");
  while (at !== -1) {
    const passed = PASSED.find(([begin]) => text.startsWith(begin, at));
    const end = passed === undefined ? endOfTag(text, at) : behind(text, passed[1], at + passed[0].length);
    if (passed === undefined) yield tagIn(text, at, end);
    at = text.indexOf("<", end);
  }
}

function tagIn(text: string, offset: number, end: number): XmlTag {
  const inside = text.slice(offset + 1, Math.min(end - 1, offset + LOOKED_AT));
  const isEnd = inside.startsWith("/");
  const name = /^\/?(?:[^\s:/>]*:)?([^\s/>]*)/.exec(inside)?.[1] ?? "";
  const label = /\sname\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(inside);
  const kind = isEnd ? "end" : text.charAt(end - 2) === "/" ? "empty" : "start";
  return { kind, name, label: label?.[1] ?? label?.[2] ?? "", offset };
}

/** Behind its `>`, which may stand in the value of an attribute too. */
function endOfTag(text: string, at: number): number {
  let quote = "";
  for (let end = at; end < text.length; end++) {
    const char = text.charAt(end);
    if (quote === "" && char === ">") return end + 1;
    if (quote === "" && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = "";
  }
  return text.length;
}

function behind(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found === -1 ? text.length : found + end.length;
}
