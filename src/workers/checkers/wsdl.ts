/** WSDL: well-formed XML, with no entity expanded, no document type loaded and no address opened. */
import { ParseOption, XmlDocument, XmlParseError } from "libxml2-wasm";
import type { Problem } from "../../core/sync/model.ts";

/** The text is UTF-8 whatever its declaration says: it was decoded as such. */
const CLOSED: ParseOption =
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_SYS_CATALOG |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_COMPACT |
  ParseOption.XML_PARSE_IGNORE_ENC;

export function checkWsdl(text: string): readonly Problem[] {
  try {
    const document = XmlDocument.fromBuffer(new TextEncoder().encode(text), { option: CLOSED });
    const problems = document.warnings.map((detail) => problemOf(detail, "warning"));
    document.dispose();
    return problems;
  } catch (error) {
    if (!(error instanceof XmlParseError)) throw error;
    return error.details.map((detail) => problemOf(detail, detail.level > 1 ? "error" : "warning"));
  }
}

interface Detail {
  readonly message: string;
  readonly line: number;
  readonly col: number;
}

function problemOf({ message, line, col }: Detail, severity: Problem["severity"]): Problem {
  return {
    line: Math.max(line, 1),
    column: Math.max(col, 1),
    severity,
    message: message.trim(),
    rule: "syntax",
  };
}
