/** What a document calls its own version (`info.version`), where that is found without parsing the whole of it. */

const READ_BYTES = 64 * 1024;
const NAME = /^(?!\.{1,2}$)[^\s\p{Cc}/\\](?:[^\p{Cc}/\\]{0,98}[^\s\p{Cc}/\\])?$/u;

/** Null where it names none, where it is not near the beginning, or where the name would not do in an address. */
export function versionNameOf(content: Buffer): string | null {
  const start = content
    .subarray(0, READ_BYTES)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
  const found = /^\s*\{/.test(start) ? inJson(start) : inYaml(start);
  return found?.isWellFormed() === true && NAME.test(found) ? found : null;
}

/** In the object behind the key `info`, not in objects within it. */
function inJson(text: string): string | null {
  const begin = /"info"\s*:\s*\{/.exec(text);
  if (begin === null) return null;
  const own = ownText(text, begin.index + begin[0].length);
  const quoted = /"version"\s*:\s*("(?:[^"\\\n]|\\.)*")/.exec(own)?.[1];
  if (quoted === undefined) return null;
  try {
    return String(JSON.parse(quoted));
  } catch {
    return null;
  }
}

/** The text of an object from `begin` to its end, without the objects and lists in it. */
function ownText(text: string, begin: number): string {
  let depth = 0;
  let own = "";
  for (const [token] of text.slice(begin).matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]|[^"{}[\]]+/g)) {
    if (token === "{" || token === "[") depth += 1;
    else if (token === "}" || token === "]") depth -= 1;
    else if (depth === 0) own += token;
    if (depth < 0) break;
  }
  return own;
}

/** In the block of the key `info`: its indented lines. */
function inYaml(text: string): string | null {
  const lines = text.split(/\r\n|\r|\n/);
  const begin = lines.findIndex((line) => /^info:\s*(?:#.*)?$/.test(line));
  if (begin === -1) return null;
  let depth: number | null = null;
  for (const line of lines.slice(begin + 1)) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const indent = line.length - line.trimStart().length;
    if (indent === 0) return null;
    depth ??= indent;
    if (indent === depth && line.trimStart().startsWith("version:")) return scalarOf(line);
  }
  return null;
}

function scalarOf(line: string): string {
  const value = line.slice(line.indexOf(":") + 1).trim();
  const quoted = /^(["'])(.*?)\1/.exec(value)?.[2];
  return quoted ?? value.replace(/\s+#.*$/, "");
}
