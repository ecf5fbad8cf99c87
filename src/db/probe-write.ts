import { sql } from "kysely";
import type { Store } from "./store.ts";

/** Writes a row as it stands, through COMMIT. @throws where the database cannot be written */
export async function probeWrite(store: Store): Promise<void> {
  await store.write((tx) =>
    tx.query
      .updateTable("hosts")
      .set({ hostname: sql.ref("hostname") })
      .where("isFirst", "=", 1)
      .execute(),
  );
}
