/** The files that stand beside a document's text in its repository: what a text that is saved there may refer to. */
import { blobIdOf } from "../core/git/object-id.ts";
import { faultsOf, membersOf, parseMembersRecord } from "../core/schema/closure/members-record.ts";
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import { type KnownClosure, knownClosure, readSchemaFiles, readTexts } from "./closures.ts";
import { presentRevisions } from "./revisions.ts";
import type { Reader } from "./store.ts";

/** As GitHub had them last; of a document that is not linked, those of its present revision. */
export async function filesOfDocument(
  reader: Reader,
  workspaceId: number,
  document: number,
): Promise<SchemaFiles> {
  const link = await reader
    .selectFrom("links")
    .select(["path", "generation", "members"])
    .where("document", "=", document)
    .where("kind", "=", "schema")
    .executeTakeFirst();
  const record = parseMembersRecord(link?.members);
  if (link !== undefined && record?.generation === link.generation && record.asked !== null) {
    const members = await readTexts(reader, workspaceId, membersOf(record));
    return { path: link.path, members, faults: faultsOf(record) };
  }
  const revision = (await presentRevisions(reader, [document])).get(document);
  const files = revision === undefined ? null : await readSchemaFiles(reader, workspaceId, revision);
  return files ?? { path: link?.path ?? "", members: new Map(), faults: new Map() };
}

/** What a text refers to, as its check found it. */
export function closureOfCheck(
  check: { readonly members?: readonly string[] | null },
  { path, members }: SchemaFiles,
): KnownClosure | null {
  const reached = check.members?.flatMap((member) => {
    const content = members.get(member);
    return content === undefined ? [] : [{ path: member, blob: blobIdOf(content) }];
  });
  return knownClosure(path, reached);
}
