/** What the sandbox keeps of people: what they may do where, and the tokens that stand for them. */

/** From the least to the most; each holds those before it. */
export const LEVELS = ["pull", "triage", "push", "maintain", "admin"] as const;

/** What one may do with a repository, as GitHub's `permissions` names it. */
export type RepositoryLevel = (typeof LEVELS)[number];

/** `admin` is what GitHub's pages call an owner. */
export type OrganizationRole = "admin" | "member";

export interface MemberRecord {
  readonly organizationId: number;
  readonly accountId: number;
  readonly role: OrganizationRole;
}

export interface CollaboratorRecord {
  readonly repositoryId: number;
  readonly accountId: number;
  readonly level: RepositoryLevel;
}

/** What every member of an organisation may do with its repositories. */
export interface BaseLevelRecord {
  readonly organizationId: number;
  readonly level: RepositoryLevel;
}

/** A user authorised an App: it is not asked again. */
export interface AuthorizationRecord {
  readonly appId: number;
  readonly accountId: number;
}

/** A pair of tokens by which an App acts for a user; of the secrets only hashes are kept. */
export interface UserTokenRecord {
  readonly appId: number;
  readonly accountId: number;
  readonly hash: string;
  readonly expiresAt: number;
  readonly refreshHash: string;
  readonly refreshExpiresAt: number;
}

/** Where an App's webhooks go. */
export interface AppHook {
  url: string | null;
  /** Null: deliveries are not signed. */
  secret: string | null;
  isActive: boolean;
}

export interface AppRecord {
  readonly id: number;
  /** Made with the sandbox, which keeps its private key; the others were registered by a manifest. */
  readonly isBuiltIn: boolean;
  readonly ownerId: number;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly externalUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM. */
  publicKey: string;
  readonly hook: AppHook;
  callbackUrls: readonly string[];
  setupUrl: string | null;
  setsUpOnUpdate: boolean;
  /** Else only its owner's account may install it. */
  readonly isPublic: boolean;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly createdAt: number;
}

/** What an App says of a commit. */
export interface CheckRunRecord {
  readonly id: number;
  readonly repositoryId: number;
  readonly appId: number;
  readonly name: string;
  readonly headSha: string;
  /** Null: not completed. */
  conclusion: string | null;
  title: string | null;
  summary: string | null;
  /** As they came. */
  readonly annotations: unknown[];
  readonly at: number;
}

export interface IssueRecord {
  readonly id: number;
  readonly repositoryId: number;
  /** Whose bot opened it. */
  readonly appId: number;
  /** No pull request of the repository has it. */
  readonly number: number;
  title: string;
  body: string | null;
  isOpen: boolean;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
}
