/** A schema at its place among other files, from texts. */
import type { MemberFault } from "../../src/core/schema/closure/reach.ts";
import type { SchemaFiles } from "../../src/core/schema/closure/schema-files.ts";

export function schemaFiles(
  path: string,
  members: Readonly<Record<string, string | Buffer>>,
  faults: Readonly<Record<string, MemberFault>> = {},
): SchemaFiles {
  return {
    path,
    members: new Map(Object.entries(members).map(([name, text]) => [name, Buffer.from(text)])),
    faults: new Map(Object.entries(faults)),
  };
}
