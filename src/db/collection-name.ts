/** A collection is called what its text calls it. */
import type { Tx } from "./store.ts";

export async function setCollectionName(tx: Tx, document: number, name: string | null): Promise<void> {
  if (name === null) return;
  await tx.query.updateTable("collections").set({ name }).where("document", "=", document).execute();
}
