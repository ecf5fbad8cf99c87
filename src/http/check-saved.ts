/** The check of a schema that is saved: with the files that stand beside it in its repository. */
import type { DocumentCheck } from "../core/schema/document-check.ts";
import type { KnownClosure } from "../db/closures.ts";
import { closureOfCheck, filesOfDocument } from "../db/document-files.ts";
import type { Dependencies } from "./dependencies.ts";

export interface SavedCheck extends Pick<DocumentCheck, "kind" | "valid" | "problems"> {
  readonly closure: KnownClosure | null;
}

/** @param document its row id; null: there is none, which the save will say */
export async function checkSaved(
  { store, checker }: Pick<Dependencies, "store" | "checker">,
  { workspaceId, document }: { readonly workspaceId: number; readonly document: number | null },
  text: Buffer,
): Promise<SavedCheck> {
  const files = document === null ? undefined : await filesOfDocument(store.read, workspaceId, document);
  const check = await checker.check(text, files);
  const { kind, valid, problems } = check;
  return { kind, valid, problems, closure: files === undefined ? null : closureOfCheck(check, files) };
}
