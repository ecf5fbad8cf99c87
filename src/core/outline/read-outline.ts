/** The outline of a schema by its content: linear in the text, and not stopped by its depth. */
import { detectSchema } from "../schema/detect.ts";
import type { SchemaFormat, SchemaKind } from "../schema/detection.ts";
import { createPositionLookup } from "../schema/text.ts";
import { AsyncApiOutline } from "./asyncapi-outline.ts";
import { outlineGraphql } from "./graphql-outline.ts";
import { JsonSchemaOutline } from "./json-schema-outline.ts";
import { OpenApiOutline } from "./openapi-outline.ts";
import { type FoundGroup, type Outline, toOutline } from "./outline.ts";
import { outlineProtobuf } from "./protobuf-outline.ts";
import { RamlOutline } from "./raml-outline.ts";
import { readJsonTree } from "./read-json-tree.ts";
import { type PathListener, pathReader, type ReadTree } from "./tree-reader.ts";
import { outlineWsdl } from "./wsdl-outline.ts";

/** Null where the text cannot be read, as while somebody writes it. @param readYaml core/ takes no package */
export function readOutline(text: string, readYaml: ReadTree): Outline | null {
  const { kind, format } = detectSchema(text);
  const groups = kind === null ? null : groupsIn(text, { kind, format, readYaml });
  if (groups === null) return null;
  const positionOf = createPositionLookup(text);
  return toOutline(groups, (offset) => positionOf(offset).line);
}

interface Known {
  readonly kind: SchemaKind;
  readonly format: SchemaFormat | null;
  readonly readYaml: ReadTree;
}

function groupsIn(text: string, { kind, format, readYaml }: Known): readonly FoundGroup[] | null {
  if (kind === "graphql") return outlineGraphql(text);
  if (kind === "protobuf") return outlineProtobuf(text);
  if (kind.startsWith("wsdl")) return outlineWsdl(text);
  const outline = listenerFor(kind);
  const read = format === "json" ? readJsonTree : readYaml;
  return read(text, pathReader(outline)) ? outline.groups() : null;
}

interface TreeOutline extends PathListener {
  groups(): readonly FoundGroup[];
}

function listenerFor(kind: SchemaKind): TreeOutline {
  if (kind.startsWith("openapi")) return new OpenApiOutline();
  if (kind.startsWith("asyncapi")) return new AsyncApiOutline();
  return kind === "json-schema" ? new JsonSchemaOutline() : new RamlOutline();
}
