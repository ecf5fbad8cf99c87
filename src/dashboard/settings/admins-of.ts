import type { Workspace } from "../api/contract.ts";

/** Who the admins of a workspace are, in GitHub's words. */
export function adminsOf({ login, type }: Workspace["account"]): string {
  switch (type) {
    case "Organization":
      return `the owners of the organization ${login}`;
    case "Enterprise":
      return `the owners of the enterprise ${login}`;
    case "User":
      return login;
  }
}
