/** Which of the given files a schema reaches. */
import type { ReferenceFamily } from "../../core/schema/closure/closure-reader.ts";
import type { FileReference } from "../../core/schema/closure/file-reference.ts";
import { type KnownFile, reachOf } from "../../core/schema/closure/reach.ts";
import type { SchemaFiles } from "../../core/schema/closure/schema-files.ts";
import { blobIdOf } from "../../core/git/object-id.ts";
import { readFileReferences } from "./file-references.ts";

export function reachedMembers(
  root: { readonly references: readonly FileReference[]; readonly family: ReferenceFamily },
  { path, members, faults }: SchemaFiles,
): readonly string[] {
  const known = new Map<string, KnownFile>();
  for (const [file, content] of members)
    known.set(file, {
      blob: blobIdOf(content),
      sizeBytes: content.byteLength,
      fault: null,
      references: readFileReferences(content, { path: file, family: root.family }),
    });
  for (const [file, fault] of faults) known.set(file, { blob: null, sizeBytes: 0, fault, references: [] });
  return reachOf({ path, references: root.references }, withAbsent(known, root.references)).members.map(
    (member) => member.path,
  );
}

/** A path of which nothing is said is none of the files: for an import, the next place is tried. */
function withAbsent(
  known: ReadonlyMap<string, KnownFile>,
  references: readonly FileReference[],
): ReadonlyMap<string, KnownFile> {
  const all = new Map(known);
  const sought = [...references, ...[...known.values()].flatMap((file) => file.references ?? [])];
  for (const path of sought.flatMap(({ candidates }) => candidates))
    if (!all.has(path)) all.set(path, { blob: null, sizeBytes: 0, fault: "absent", references: [] });
  return all;
}
