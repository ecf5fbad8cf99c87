/** What a caller may do in a workspace, by the plan and by the rows of tokens. */
import { type Row, rowOf, type Snapshot } from "./snapshot.ts";
import type { Person, World } from "./world.ts";
import type { MembershipPlan } from "./world-plan.ts";

export type Who =
  | { readonly kind: "nobody" }
  | { readonly kind: "admin" }
  | { readonly kind: "person"; readonly person: Person }
  /** Row ids. */
  | { readonly kind: "token"; readonly id: number }
  | { readonly kind: "hook"; readonly id: number };

export interface PlannedRights {
  readonly isAdmin: boolean;
  /** Row ids. */
  readonly readable: "all" | ReadonlySet<number>;
  readonly pushable: "all" | ReadonlySet<number>;
  readonly user: number | null;
  /** Of collections; a number: the one document. */
  readonly saves: "none" | "any" | number;
}

const NONE: ReadonlySet<number> = new Set();
const EVERYTHING: PlannedRights = {
  isAdmin: true,
  readable: "all",
  pushable: "all",
  user: null,
  saves: "any",
};

/** Null: the workspace is not theirs. */
export function rightsOf(
  who: Who,
  workspace: number,
  { world, rows }: { readonly world: World; readonly rows: Snapshot },
): PlannedRights | null {
  switch (who.kind) {
    case "nobody":
    case "hook":
      return null;
    case "admin":
      return EVERYTHING;
    case "token":
      return ofToken(rowOf(rows, "tokens", who.id), workspace);
    case "person":
      return ofPerson(who.person, workspace, world);
    default:
      return who satisfies never;
  }
}

function ofToken(row: Row | undefined, workspace: number): PlannedRights | null {
  if (row === undefined || row["revokedAt"] !== null || row["workspaceId"] !== workspace) return null;
  const scopes = JSON.parse(String(row["scopes"])) as string[];
  const document = row["document"];
  const writes = scopes.includes("write");
  const saves = scopes.includes("collections:save")
    ? typeof document === "number"
      ? document
      : "any"
    : "none";
  return {
    isAdmin: false,
    readable: writes || scopes.includes("read") ? "all" : NONE,
    pushable: writes ? "all" : NONE,
    user: null,
    saves: writes ? "any" : saves,
  };
}

function ofPerson(person: Person, id: number, { workspaces }: World): PlannedRights | null {
  const workspace = workspaces.find((one) => one.id === id);
  const membership = workspace?.memberships[person.number];
  if (workspace?.host !== person.host || !membership?.seesInstallation) return null;
  if (membership.isAdmin) return { ...EVERYTHING, user: person.id };
  const { repositories } = workspace;
  const having = (permissions: readonly MembershipPlan["permissions"][number][]): ReadonlySet<number> =>
    new Set(
      repositories.flatMap(({ id: repository }, index) =>
        permissions.includes(membership.permissions[index] ?? "none") ? [repository] : [],
      ),
    );
  return {
    isAdmin: false,
    readable: having(["read", "write", "admin"]),
    pushable: having(["write", "admin"]),
    user: person.id,
    saves: "none",
  };
}
