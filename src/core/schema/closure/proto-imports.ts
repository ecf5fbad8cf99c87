/** The imports of a protobuf file, by its words alone: comments and strings do not import. */

export interface ProtoImport {
  readonly name: string;
  readonly offset: number;
}

/** An alternative that begins always matches to its end, so no text is read twice. */
const WORDS =
  /\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|\bimport\s+(?:(?:weak|public|option)\s+)?(?:"([^"\r\n]*)"|'([^'\r\n]*)')|"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?/g;

export function protoImports(text: string): readonly ProtoImport[] {
  const imports = new Map<string, ProtoImport>();
  for (const match of text.matchAll(WORDS)) {
    const name = match[1] ?? match[2];
    if (name !== undefined && name !== "" && !imports.has(name))
      imports.set(name, { name, offset: match.index });
  }
  return [...imports.values()];
}
