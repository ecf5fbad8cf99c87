/** What a workspace's token may do: all of its workspace within its scopes, and never what belongs to its admins. */
import type { TokenCaller } from "./caller.ts";
import type { Rights } from "./rights.ts";

export function tokenRights({ scopes, document }: Pick<TokenCaller, "scopes" | "document">): Rights {
  const mayWrite = scopes.includes("write");
  const mayRead = mayWrite || scopes.includes("read");
  return {
    isAdmin: false,
    readable: mayRead ? "all" : new Set(),
    pushable: mayWrite ? "all" : new Set(),
    userId: null,
    saves: mayWrite ? "any" : savesOf(scopes.includes("collections:save"), document),
  };
}

function savesOf(maySave: boolean, document: number | null): Rights["saves"] {
  if (!maySave) return "none";
  return document === null ? "any" : { document };
}
