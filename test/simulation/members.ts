/** Schemas of two files: some texts refer to a file beside them, which only people on GitHub change. */
import type { KnownClosure } from "../../src/db/closures.ts";
import { closureOfCheck, filesOfDocument, withTexts } from "../../src/db/document-files.ts";
import type { Reader } from "../../src/db/store.ts";
import { readReferences } from "../../src/workers/closure/closure-work.ts";
import { reachedMembers } from "../../src/workers/closure/reached-members.ts";
import type { Entry } from "./model/github-model.ts";

const MEMBER = "parts.yaml";

/** A schema's text from this number on refers to its member, where a history has any. */
const REFERRING_FROM = 3;

export function withMember(text: Buffer, number: number, hasMembers: boolean): Buffer {
  const refers = hasMembers && number >= REFERRING_FROM && text.toString("utf8").includes("openapi");
  return refers ? Buffer.concat([text, Buffer.from(`x: {$ref: ${MEMBER}}\n`)]) : text;
}

export function refersToMember(text: Buffer): boolean {
  return text.includes(MEMBER);
}

/** Beside the schema. */
export function memberPath(path: string): string {
  return [...path.split("/").slice(0, -1), MEMBER].join("/");
}

/** What somebody makes of a member. */
export function memberEntry(account: string, number: number, keep: (text: Buffer) => string): Entry | null {
  if (number % 6 === 0) return null;
  if (number % 6 === 1) return { kind: "symlink" };
  const blob = keep(Buffer.from(`type: ${account} # ${number % 6}\n`));
  return { kind: "file", blob, isExecutable: false } as Entry;
}

/** What the check of a save finds: the files beside the document that the text refers to. */
export async function closureOfSave(
  reader: Reader,
  { workspaceId, id }: { readonly workspaceId: number; readonly id: number },
  content: Buffer,
): Promise<KnownClosure | null> {
  const listed = await filesOfDocument(reader, workspaceId, id);
  const files = await withTexts(reader, workspaceId, listed);
  const read = readReferences({ files: [{ path: files.path, content }], family: null });
  if (read.kind !== "read") throw new Error("The references of a text were not read.");
  const [references = []] = read.references;
  const members = references.length === 0 ? null : reachedMembers({ references, family: read.family }, files);
  return closureOfCheck({ members }, files);
}
