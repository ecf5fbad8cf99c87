/** Random workspaces on two hosts: who is there, what there is, and who may do what. Equal numbers are equal ids on both hosts. */
import * as fc from "fast-check";

export interface WorldPlan {
  readonly workspaces: readonly WorkspacePlan[];
  /** Decides which requests are made. */
  readonly seed: number;
}

export interface WorkspacePlan {
  readonly host: Host;
  readonly documents: readonly DocumentPlan[];
  readonly tokens: readonly TokenPlan[];
  /** Of the host's people, by their number. */
  readonly memberships: readonly MembershipPlan[];
  /** Number of the repository that a hook saves into. */
  readonly hookInto: number;
}

export type Host = "github.com" | "ghe.test";
export const HOSTS: readonly Host[] = ["github.com", "ghe.test"];

/** On each host. */
export const PEOPLE = 2;
/** In each workspace. */
export const REPOSITORIES = 3;

export interface DocumentPlan {
  readonly kind: "schema" | "collection";
  /** Numbers; of a schema the first counts. */
  readonly repositories: readonly number[];
  /** Number of a person; null: nobody who signed in. */
  readonly createdBy: number | null;
  /** Of its first link. */
  readonly isInConflict: boolean;
  /** Of collections. */
  readonly hasHook: boolean;
  readonly isDeleted: boolean;
}

export interface TokenPlan {
  readonly scopes: readonly ("read" | "write" | "collections:save")[];
  /** Where it saves collections and does not write: narrowed to one. */
  readonly isNarrow: boolean;
}

export interface MembershipPlan {
  readonly seesInstallation: boolean;
  readonly isAdmin: boolean;
  readonly permissions: readonly Permission[];
}

export type Permission = "none" | "read" | "write" | "admin";

const repository = fc.nat({ max: REPOSITORIES - 1 });

const document: fc.Arbitrary<DocumentPlan> = fc.record({
  kind: fc.constantFrom("schema", "collection"),
  repositories: fc.oneof(
    fc.uniqueArray(repository, { maxLength: 1 }),
    fc.uniqueArray(repository, { minLength: 2, maxLength: 3 }),
  ),
  createdBy: fc.option(fc.nat({ max: PEOPLE - 1 })),
  isInConflict: fc.boolean(),
  hasHook: fc.boolean(),
  isDeleted: fc.nat({ max: 4 }).map((n) => n === 0),
});

const token: fc.Arbitrary<TokenPlan> = fc.record({
  scopes: fc.uniqueArray(fc.constantFrom("read", "write", "collections:save"), {
    minLength: 1,
    maxLength: 2,
  }),
  isNarrow: fc.boolean(),
});

const membership: fc.Arbitrary<MembershipPlan> = fc.record({
  seesInstallation: fc.nat({ max: 5 }).map((n) => n > 0),
  isAdmin: fc.nat({ max: 5 }).map((n) => n === 0),
  permissions: fc.array(fc.constantFrom("none", "read", "write", "admin"), {
    minLength: REPOSITORIES,
    maxLength: REPOSITORIES,
  }),
});

function workspace(host: fc.Arbitrary<Host>): fc.Arbitrary<WorkspacePlan> {
  return fc.record({
    host,
    documents: fc.array(document, { minLength: 4, maxLength: 5 }),
    tokens: fc.array(token, { minLength: 1, maxLength: 2 }),
    memberships: fc.array(membership, { minLength: PEOPLE, maxLength: PEOPLE }),
    hookInto: repository,
  });
}

export const aWorldPlan: fc.Arbitrary<WorldPlan> = fc.record({
  workspaces: fc.tuple(
    workspace(fc.constant("github.com")),
    workspace(fc.constant("ghe.test")),
    workspace(fc.constantFrom(...HOSTS)),
  ),
  seed: fc.nat(),
});
