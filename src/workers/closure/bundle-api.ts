/** OpenAPI and AsyncAPI: what is elsewhere becomes a component, by Redocly's bundler. */
import { bundleDocument, createConfig, getTypes, detectSpec, Source } from "@redocly/openapi-core";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import type { DocumentTree } from "../document-tree.ts";
import { MemberResolver, sourceName } from "./member-resolver.ts";

/** A reference that leads to nothing stays as it is written. */
export async function bundleApi(text: string, tree: DocumentTree, files: SchemaFiles): Promise<unknown> {
  const externalRefResolver = new MemberResolver(files);
  const config = await createConfig({}, { externalRefResolver });
  const document = { source: new Source(sourceName(files.path), text), parsed: tree.value };
  const types = getTypes(detectSpec(tree.value));
  const { bundle } = await bundleDocument({ document, config, types, externalRefResolver });
  return bundle.parsed;
}
