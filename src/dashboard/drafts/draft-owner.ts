import type { Me } from "../api/contract.ts";

/** Whose drafts they are: an account keeps its id through renames, and its login may become another's. Holds no slash. */
export function draftOwner(me: Me): string {
  switch (me.kind) {
    case "user":
      return `${me.host}:${me.accountId}`;
    case "token":
      return `token:${encodeURIComponent(`${me.workspace}:${me.name}`)}`;
    case "admin":
      return "admin";
  }
}
