/** The files that stand beside a document's text in its repository: what a text that is saved there may refer to. */
import { blobIdOf } from "../core/git/object-id.ts";
import type { Member } from "../core/schema/closure/closure-id.ts";
import { faultsOf, membersOf, parseMembersRecord } from "../core/schema/closure/members-record.ts";
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import { closureMembers, type KnownClosure, knownClosure, readTexts } from "./closures.ts";
import { presentRevisions, type RevisionRecord } from "./revisions.ts";
import type { Reader } from "./store.ts";

/** Without their texts. */
export interface FilesOfDocument extends Pick<SchemaFiles, "path" | "faults"> {
  readonly members: readonly Member[];
}

/** As GitHub had them last; of a document that is not linked, those of its present revision. */
export async function filesOfDocument(
  reader: Reader,
  workspaceId: number,
  document: number,
): Promise<FilesOfDocument> {
  const link = await reader
    .selectFrom("links")
    .select(["path", "generation", "members"])
    .where("document", "=", document)
    .where("kind", "=", "schema")
    .executeTakeFirst();
  const record = parseMembersRecord(link?.members);
  if (link !== undefined && record?.generation === link.generation && record.asked !== null)
    return { path: link.path, members: membersOf(record), faults: faultsOf(record) };
  const revision = (await presentRevisions(reader, [document])).get(document);
  const files = revision === undefined ? null : await filesOfRevision(reader, workspaceId, revision);
  return files ?? { path: link?.path ?? "", members: [], faults: new Map() };
}

/** Null: it refers to no other file. */
async function filesOfRevision(
  reader: Reader,
  workspaceId: number,
  { closure, rootPath }: RevisionRecord,
): Promise<FilesOfDocument | null> {
  if (closure === null || rootPath === null) return null;
  const members = await closureMembers(reader, workspaceId, closure);
  return { path: rootPath, members, faults: new Map() };
}

export async function withTexts(
  reader: Reader,
  workspaceId: number,
  { members, ...files }: FilesOfDocument,
): Promise<SchemaFiles> {
  return { ...files, members: await readTexts(reader, workspaceId, members) };
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
