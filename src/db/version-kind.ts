/** What a version's schema is: known once a text was recognised, kept while a text is not. */
import type { Tx } from "./store.ts";

export async function setVersionKind(tx: Tx, document: number, kind: string | null): Promise<void> {
  if (kind === null) return;
  await tx.query.updateTable("versions").set({ kind }).where("document", "=", document).execute();
}
