/** What a config file declares is edited there: whoever deleted it here would see it made anew. */
import { declaredAmong } from "../db/declared-links.ts";
import type { Reader } from "../db/store.ts";
import { HttpProblem } from "./problems.ts";

/** @param documents row ids. @throws HttpProblem `owned_by_file` */
export async function requireUndeclared(reader: Reader, documents: readonly number[]): Promise<void> {
  if (await declaredAmong(reader, documents)) {
    throw new HttpProblem(
      "owned_by_file",
      "A config file declares its link; remove the entry from .github/lockstep.yml first.",
    );
  }
}
