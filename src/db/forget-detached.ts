/**
 * What detached links remember of an agreement counts only while nothing else has synced their document in their repository: a link
 * made by hand leads both sides on, and what was agreed before it would take one of its texts for an old one.
 */
import type { Tx } from "./store.ts";

/** Keeps the rows, and the approval with them. */
export async function forgetDetachedAgreement(
  tx: Tx,
  { repository, document }: { readonly repository: number; readonly document: number },
): Promise<void> {
  await tx.query
    .updateTable("detachedLinks")
    .set({ agreedStore: null, agreedRemote: null })
    .where("repository", "=", repository)
    .where("document", "=", document)
    .execute();
}
