/** Access as services make it, with nobody but the holder of the admin token, and of others where a test says so. */
import { type AccessParts, makeAccess } from "../../src/access/access.ts";
import type { Access } from "../../src/core/access/access-port.ts";

export function adminAccess(adminToken: string, parts: Partial<AccessParts> = {}): Access {
  return makeAccess({
    adminToken,
    callerOfSession: async () => null,
    callerOfToken: async () => null,
    users: { rightsIn: async () => null, workspacesOf: async () => new Set() },
    ...parts,
  });
}
