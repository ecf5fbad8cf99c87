/** The check of a schema that is saved: with the files that stand beside it in its repository. */
import type { DocumentCheck } from "../core/schema/document-check.ts";
import type { KnownClosure } from "../db/closures.ts";
import { closureOfCheck, filesOfDocument, withTexts } from "../db/document-files.ts";
import type { Dependencies } from "./dependencies.ts";
import { inRoomOf } from "./text-room.ts";

export interface SavedCheck extends Pick<DocumentCheck, "kind" | "valid" | "problems"> {
  readonly closure: KnownClosure | null;
}

/** @param document its row id; null: there is none, which the save will say. @throws HttpProblem `overloaded` */
export async function checkSaved(
  { store, texts, checker }: Pick<Dependencies, "store" | "texts" | "checker">,
  { workspaceId, document }: { readonly workspaceId: number; readonly document: number | null },
  text: Buffer,
): Promise<SavedCheck> {
  if (document === null) {
    const { kind, valid, problems } = await checker.check(text);
    return { kind, valid, problems, closure: null };
  }
  const listed = await filesOfDocument(store.read, workspaceId, document);
  const blobs = listed.members.map(({ blob }) => blob);
  return inRoomOf({ store, texts, workspaceId, blobs, copies: 2 }, async () => {
    const files = await withTexts(store.read, workspaceId, listed);
    const check = await checker.check(text, files);
    const { kind, valid, problems } = check;
    return { kind, valid, problems, closure: closureOfCheck(check, files) };
  });
}
