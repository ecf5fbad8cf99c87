/** Who may do what: owners of organisations, their members, and collaborators of single repositories. */
import { LEVELS, type RepositoryLevel } from "./records.ts";
import { sees, type Account, type InstallationRecord, type RepositoryRecord, type State } from "./state.ts";

/** Owners of an organisation, and everybody their own account. */
export function administers(state: State, accountId: number, account: Account): boolean {
  if (account.id === accountId) return true;
  return roleIn(state, accountId, account.id) === "admin";
}

export function roleIn(state: State, accountId: number, organizationId: number): "admin" | "member" | null {
  const member = state.data.members.find(
    (it) => it.accountId === accountId && it.organizationId === organizationId,
  );
  return member?.role ?? null;
}

/**
 * Null: none. GitHub calls it explicit: given to this person, to the organisation's members or by ownership. That anybody may
 * read a public repository does not count.
 */
export function levelOf(
  state: State,
  accountId: number,
  repository: RepositoryRecord,
): RepositoryLevel | null {
  const role = roleIn(state, accountId, repository.ownerId);
  if (repository.ownerId === accountId || role === "admin") return "admin";
  const given = state.data.collaborators.find(
    (it) => it.accountId === accountId && it.repositoryId === repository.id,
  );
  const base = state.data.baseLevels.find((it) => it.organizationId === repository.ownerId);
  const levels = [given?.level, role === null ? undefined : base?.level];
  return LEVELS.findLast((level) => levels.includes(level)) ?? null;
}

/**
 * docs: rest/apps/installations, "List app installations accessible to the user access token": those where the user has
 * explicit permission to something. That an owner sees an installation without repositories is not confirmed.
 */
export function maySeeInstallation(
  state: State,
  accountId: number,
  installation: InstallationRecord,
): boolean {
  if (administers(state, accountId, state.owner(installation.accountId))) return true;
  return state.data.repositories.some(
    (it) => sees(installation, it) && levelOf(state, accountId, it) !== null,
  );
}

/** As REST shows what the caller may do. */
export function permissionsShape(level: RepositoryLevel): Readonly<Record<RepositoryLevel, boolean>> {
  const holds = (other: RepositoryLevel): boolean => LEVELS.indexOf(other) <= LEVELS.indexOf(level);
  return {
    admin: holds("admin"),
    maintain: holds("maintain"),
    push: holds("push"),
    triage: holds("triage"),
    pull: holds("pull"),
  };
}
