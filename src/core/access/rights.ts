/**
 * What a caller may do within one workspace. A document that is linked belongs to those who may read, or push to, its
 * repositories; one that is not linked to the account's admins and to whoever made it.
 */

export interface Rights {
  /** Of the account: settings, tokens, approvals, deliveries, and every document. */
  readonly isAdmin: boolean;
  /** Row ids of the repositories that may be read. */
  readonly readable: Repositories;
  /** Row ids of those that may be pushed to: all of them are readable too. */
  readonly pushable: Repositories;
  /** Row id of the user whose own unlinked documents are open; null: a token's, or nobody's. */
  readonly userId: number | null;
  /** Collections that may be saved whatever else is closed: none, any, or the one document (row id). */
  readonly saves: "none" | "any" | { readonly document: number };
}

export type Repositories = "all" | ReadonlySet<number>;

/** Where a document stands: which repositories it is linked to, and who made it. */
export interface DocumentStanding {
  /** Row ids; none: it is not linked. */
  readonly repositories: readonly number[];
  /** Row id of the user, of a hook's maker where it came by one; null: a token, or before people signed in. */
  readonly createdBy: number | null;
}

export const ADMIN_RIGHTS: Rights = {
  isAdmin: true,
  readable: "all",
  pushable: "all",
  userId: null,
  saves: "any",
};

/** Reading takes one of the repositories that it is linked to. */
export function mayReadDocument(rights: Rights, { repositories, createdBy }: DocumentStanding): boolean {
  if (rights.isAdmin || rights.readable === "all") return true;
  if (repositories.length === 0) return isOwn(rights, createdBy);
  return repositories.some((repository) => holds(rights.readable, repository));
}

/** A save reaches every repository that the document is linked to: all of them must be open to pushing. */
export function mayWriteDocument(rights: Rights, { repositories, createdBy }: DocumentStanding): boolean {
  if (rights.isAdmin || rights.pushable === "all") return true;
  if (repositories.length === 0) return isOwn(rights, createdBy);
  return repositories.every((repository) => holds(rights.pushable, repository));
}

/** An API, by those of its versions that are not deleted. */
export interface ApiStanding {
  readonly createdBy: number | null;
  readonly versions: readonly DocumentStanding[];
}

/** An API is seen where one of its versions is. */
export function mayReadApi(rights: Rights, { createdBy, versions }: ApiStanding): boolean {
  if (rights.isAdmin || rights.readable === "all" || isOwn(rights, createdBy)) return true;
  return versions.some((version) => mayReadDocument(rights, version));
}

/** What is done to an API is done to all its versions. */
export function mayWriteApi(rights: Rights, { createdBy, versions }: ApiStanding): boolean {
  if (rights.isAdmin || rights.pushable === "all") return true;
  if (versions.length === 0) return isOwn(rights, createdBy);
  return versions.every((version) => mayWriteDocument(rights, version));
}

/** A row of the activity, by what it is about. */
export interface ActivityStanding {
  /** Null: it is about no document. */
  readonly document: DocumentStanding | null;
  /** Row id; null: it is about no repository, or about one that nobody knows any more. */
  readonly repository: number | null;
  readonly isAboutLink: boolean;
}

/** Of what is about neither a document nor a repository, such as settings and tokens, admins alone are told. */
export function mayReadActivity(
  rights: Rights,
  { document, repository, isAboutLink }: ActivityStanding,
): boolean {
  if (rights.isAdmin) return true;
  if (repository === null) return document !== null && !isAboutLink && mayReadDocument(rights, document);
  return holds(rights.readable, repository) && (document === null || mayReadDocument(rights, document));
}

/** New APIs and collections: whoever may push to something here may begin something here. */
export function mayMake({ isAdmin, pushable }: Rights): boolean {
  return isAdmin || pushable === "all" || pushable.size > 0;
}

/** As mayMake; whoever may save any collection may begin one by saving it. */
export function mayMakeCollection(rights: Rights): boolean {
  return rights.saves === "any" || mayMake(rights);
}

/** @param document row id */
export function maySaveCollection(rights: Rights, document: number, standing: DocumentStanding): boolean {
  const { saves } = rights;
  if (saves === "any" || (typeof saves === "object" && saves.document === document)) return true;
  return mayWriteDocument(rights, standing);
}

export function holds(repositories: Repositories, repository: number): boolean {
  return repositories === "all" || repositories.has(repository);
}

function isOwn({ userId }: Rights, createdBy: number | null): boolean {
  return userId !== null && userId === createdBy;
}
