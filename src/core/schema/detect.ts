/**
 * Kind and version of a schema by its content. Linear in the text and without recursion, so a hostile text costs no more than
 * a long one; still, texts over a megabyte belong in the worker (workers/check-documents.ts), not on the main thread.
 */
import { definitionLanguageOf } from "./definition-language.ts";
import type { SchemaDetection } from "./detection.ts";
import { kindOfRoot, nameOfRoot, readJsonRoot } from "./root-members.ts";
import { readXmlRoot } from "./xml-root.ts";
import { readYamlRoot } from "./yaml-root.ts";

const MAX_NAME = 200;

/** `text` without byte order mark, as `decodeText` gives it. */
export function detectSchema(text: string): SchemaDetection {
  const start = text.search(/\S/);
  if (start === -1) return { format: null, kind: null, name: null };
  if (text.charAt(start) === "<") return detectXml(text);
  const raml = /^#%RAML (0\.8|1\.0)\b/.exec(text)?.[1];
  if (raml !== undefined) return detectRaml(text, raml);
  if (isJsonStart(text, start)) {
    const root = readJsonRoot(text);
    return { format: "json", kind: kindOfRoot(root), name: cleanName(nameOfRoot(root)) };
  }
  const language = definitionLanguageOf(text);
  if (language === "graphql") return { format: "graphql", kind: "graphql", name: null };
  if (language === "proto") return { format: "proto", kind: "protobuf", name: cleanName(packageOf(text)) };
  return detectYaml(text);
}

/** A brace before a key that is not quoted is YAML's flow style. */
function isJsonStart(text: string, start: number): boolean {
  return /^[{[]\s{0,9999}(?:["{}[\]\d-]|true|false|null|$)/.test(text.slice(start, start + 10_100));
}

function detectYaml(text: string): SchemaDetection {
  const root = readYamlRoot(text);
  const format = root.members.size > 0 || root.infoTitle !== null || looksLikeYaml(text) ? "yaml" : null;
  return { format, kind: kindOfRoot(root), name: cleanName(nameOfRoot(root)) };
}

function looksLikeYaml(text: string): boolean {
  return /^(?:---|%YAML|- |["']?[\w$./-]{1,200}["']?:(?:\s|$))/m.test(text.slice(0, 20_000));
}

function detectRaml(text: string, version: string): SchemaDetection {
  const name = cleanName(nameOfRoot(readYamlRoot(text)));
  return { format: "raml", kind: version === "0.8" ? "raml-0.8" : "raml-1.0", name };
}

const WSDL_1_1 = "http://schemas.xmlsoap.org/wsdl/";
const WSDL_2_0 = "http://www.w3.org/ns/wsdl";

function detectXml(text: string): SchemaDetection {
  const root = readXmlRoot(text);
  const isDefinitions = root?.localName === "definitions" && root.namespace === WSDL_1_1;
  const isDescription = root?.localName === "description" && root.namespace === WSDL_2_0;
  if (!isDefinitions && !isDescription) return { format: "xml", kind: null, name: null };
  return {
    format: "xml",
    kind: isDefinitions ? "wsdl-1.1" : "wsdl-2.0",
    name: cleanName(root.attributes.get("name") ?? null),
  };
}

function packageOf(text: string): string | null {
  return /^[ \t]{0,99}package[ \t]{1,99}([\w.]{1,300})[ \t]{0,99};/m.exec(text)?.[1] ?? null;
}

function cleanName(name: string | null): string | null {
  const clean =
    name
      ?.replaceAll(/\s{1,9999}/g, " ")
      .trim()
      .slice(0, MAX_NAME) ?? "";
  return clean === "" ? null : clean;
}
