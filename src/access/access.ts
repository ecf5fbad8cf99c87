/**
 * Puts together who may be asking: the holder of the admin token, a program with a workspace's token, a person with a session.
 * A bearer token that is sent counts alone, so that a wrong one is never made good by a cookie beside it.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Access, AccessedWorkspace, Credentials } from "../core/access/access-port.ts";
import type { Caller, TokenCaller, UserCaller } from "../core/access/caller.ts";
import { ADMIN_RIGHTS, type Rights } from "../core/access/rights.ts";
import { tokenRights } from "../core/access/token-rights.ts";

export interface AccessParts {
  /** Null: nobody has that power. */
  readonly adminToken: string | null;
  readonly callerOfSession: (secret: string) => Promise<UserCaller | null>;
  readonly callerOfToken: (secret: string) => Promise<TokenCaller | null>;
  readonly users: {
    rightsIn(caller: UserCaller, workspace: AccessedWorkspace): Promise<Rights | null>;
    workspacesOf(caller: UserCaller): Promise<ReadonlySet<number>>;
  };
}

export function makeAccess(parts: AccessParts): Access {
  const isAdminToken = makeAdminTokenCheck(parts.adminToken);
  return {
    async identify({ bearer, session }: Credentials): Promise<Caller | null> {
      if (bearer !== null) {
        return isAdminToken(bearer) ? { kind: "admin" } : parts.callerOfToken(bearer);
      }
      return session === null ? null : parts.callerOfSession(session);
    },
    async rightsIn(caller, workspace) {
      switch (caller.kind) {
        case "admin":
          return ADMIN_RIGHTS;
        case "token":
          return caller.workspaceId === workspace.id ? tokenRights(caller) : null;
        case "user":
          return parts.users.rightsIn(caller, workspace);
      }
    },
    async workspacesOf(caller) {
      switch (caller.kind) {
        case "admin":
          return "all";
        case "token":
          return new Set([caller.workspaceId]);
        case "user":
          return parts.users.workspacesOf(caller);
      }
    },
  };
}

/** Compares digests: equal lengths, so that it takes the same time whatever was sent. */
function makeAdminTokenCheck(adminToken: string | null): (token: string) => boolean {
  if (adminToken === null || adminToken === "") return () => false;
  const expected = digest(adminToken);
  return (token) => timingSafeEqual(digest(token), expected);
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
