/** The table of the files that schemas refer to. */
import type { Generated } from "kysely";
import type { BlobId } from "../core/git/object-id.ts";
import type { ClosureId } from "../core/schema/closure/closure-id.ts";

/** One file of a closure; a closure without files has no row. */
export interface ClosureMembersTable {
  id: Generated<number>;
  workspaceId: number;
  closure: ClosureId;
  /** In the repository. */
  path: string;
  blob: BlobId;
}
