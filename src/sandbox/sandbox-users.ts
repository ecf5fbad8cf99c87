/** How tests and the control routes see the sandbox's people. */
import type { OrganizationRole, RepositoryLevel } from "./records.ts";
import type { SandboxAccount } from "./sandbox.ts";
import type { IssuedUserToken } from "./user-tokens.ts";

export interface SandboxUsers {
  /** Somebody who may do nothing yet. */
  create(login: string): SandboxAccount;
  list(): readonly SandboxAccount[];
  /** Of an organisation; null takes it away. GitHub tells an App nothing of it that may not see members. */
  setRole(login: string, organization: string, role: OrganizationRole | null): void;
  /** As a collaborator; null takes it away. `fullName` as `owner/name`. */
  setPermission(login: string, fullName: string, level: RepositoryLevel | null): void;
  /** What each member may do with all repositories of the organisation; null (as it is at first): nothing. */
  setBasePermission(organization: string, level: RepositoryLevel | null): void;
  /** A token of the App for this user, as if they had just signed in. */
  token(login: string): IssuedUserToken;
  /**
   * An address of the sandbox that signs a browser in and sends it on to `target`, with the sandbox's App authorised: once,
   * within ten minutes.
   */
  loginLink(login: string, target: string): string;
  /** As on the user's own settings page; the App hears of it. Of the sandbox's App, or the first one. */
  revokeAuthorization(login: string): void;
}
