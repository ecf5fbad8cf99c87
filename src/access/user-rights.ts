/**
 * What a person may do in a workspace, as GitHub says to that person's own token. GitHub's answers are remembered for some
 * minutes (remembered-answers.ts) and forgotten on the events that may change them.
 *
 * Whoever can see the installation sees the workspace. One that is suspended or gone shows it to nobody, which is asked of the
 * database, not of GitHub; the holder of the admin token still sees it, and it comes back with the installation.
 */
import { type AccessedWorkspace, SessionEnded } from "../core/access/access-port.ts";
import type { UserCaller } from "../core/access/caller.ts";
import type { RightsChange } from "../core/access/rights-event.ts";
import type { Rights } from "../core/access/rights.ts";
import type { RepositoryPermission, UserGitHub, UserToken } from "../core/access/user-github-port.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { newestRepository, repositoryIds } from "../db/repository-ids.ts";
import { endSession } from "../db/sessions.ts";
import type { Store } from "../db/store.ts";
import { workspacesOfInstallations } from "../db/workspaces.ts";
import { RememberedAnswers } from "./remembered-answers.ts";

export interface UserRightsParts {
  readonly store: Store;
  readonly github: UserGitHub;
  /** Null: the session has none any more. */
  readonly userTokenOf: (caller: UserCaller) => Promise<UserToken | null>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface PersonKey {
  readonly hostId: number;
  readonly userId: number;
  /** GitHub's id of the person's account. */
  readonly accountId: number;
}

interface MembershipKey extends PersonKey {
  readonly workspaceId: number;
  /** GitHub's ids. */
  readonly ownerId: number;
  readonly installationId: number;
}

/** What GitHub says of a person in an installation; null: it is not visible to them. */
type Membership = {
  readonly isAdmin: boolean;
  /** By GitHub's ids. */
  readonly repositories: ReadonlyMap<number, RepositoryPermission>;
} | null;

export class UserRights {
  readonly #parts: UserRightsParts;
  readonly #installations: RememberedAnswers<PersonKey, ReadonlySet<number>>;
  readonly #memberships: RememberedAnswers<MembershipKey, Membership>;
  /** Rights in row ids, as long as the workspace has no new repositories. */
  readonly #rights = new WeakMap<object, { readonly newest: number; readonly rights: Rights }>();

  constructor(parts: UserRightsParts) {
    this.#parts = parts;
    this.#installations = new RememberedAnswers(parts.now, ({ userId }) => String(userId));
    this.#memberships = new RememberedAnswers(
      parts.now,
      ({ userId, workspaceId, installationId }) => `${userId}/${workspaceId}/${installationId}`,
    );
  }

  /** @throws RightsUnknown, SessionEnded */
  async rightsIn(caller: UserCaller, workspace: AccessedWorkspace): Promise<Rights | null> {
    const { id: workspaceId, hostId, installation, account } = workspace;
    if (hostId !== caller.hostId || installation?.state !== "active") return null;
    return this.#sessionHolds(caller, async () => {
      const visible = await this.#visibleTo(caller);
      if (!visible.has(installation.id)) return null;
      const key = { ...personOf(caller), workspaceId, ownerId: account.id, installationId: installation.id };
      const membership = await this.#memberships.ask(key, caller.sessionId, () =>
        this.#membershipOf(caller, installation.id, account),
      );
      return membership === null ? null : this.#toRights(caller, workspaceId, membership);
    });
  }

  /** @throws RightsUnknown, SessionEnded */
  workspacesOf(caller: UserCaller): Promise<ReadonlySet<number>> {
    return this.#sessionHolds(caller, async () =>
      workspacesOfInstallations(this.#parts.store.read, caller.hostId, await this.#visibleTo(caller)),
    );
  }

  /** What an event may have changed, on the host of that row id. */
  heard(hostId: number, changes: readonly RightsChange[]): void {
    for (const change of changes) {
      const { accountId } = change;
      const isPerson = (key: PersonKey): boolean => key.hostId === hostId && key.accountId === accountId;
      const isWorkspace = (key: MembershipKey): boolean => key.hostId === hostId && key.ownerId === accountId;
      this.#memberships.forget(change.kind === "user" ? isPerson : isWorkspace);
      this.#installations.forget(change.kind === "user" ? isPerson : (key) => key.hostId === hostId);
    }
  }

  #visibleTo(caller: UserCaller): Promise<ReadonlySet<number>> {
    const { github } = this.#parts;
    return this.#installations.ask(personOf(caller), caller.sessionId, () =>
      this.#asPerson(caller, async (token) => new Set(await github.installations(token))),
    );
  }

  async #membershipOf(
    caller: UserCaller,
    installationId: number,
    account: AccessedWorkspace["account"],
  ): Promise<Membership> {
    const { github } = this.#parts;
    try {
      return await this.#asPerson(caller, async (token) => {
        const isAdmin =
          account.type === "Organization"
            ? await github.administers(token, account)
            : account.type === "User" && account.id === caller.accountId;
        return { isAdmin, repositories: await github.repositories(token, installationId) };
      });
    } catch (error) {
      if (isRefused(error)) return null;
      throw error;
    }
  }

  async #toRights(
    { userId }: UserCaller,
    workspaceId: number,
    membership: NonNullable<Membership>,
  ): Promise<Rights> {
    if (membership.isAdmin) {
      return { isAdmin: true, readable: "all", pushable: "all", userId, saves: "any" };
    }
    const { read } = this.#parts.store;
    const newest = await newestRepository(read, workspaceId);
    const known = this.#rights.get(membership);
    if (known?.newest === newest) return known.rights;
    const readable = new Set<number>();
    const pushable = new Set<number>();
    for (const [repositoryId, row] of await repositoryIds(read, workspaceId)) {
      const permission = membership.repositories.get(repositoryId);
      if (permission !== undefined) readable.add(row);
      if (permission === "write" || permission === "admin") pushable.add(row);
    }
    const rights: Rights = { isAdmin: false, readable, pushable, userId, saves: "none" };
    this.#rights.set(membership, { newest, rights });
    return rights;
  }

  /**
   * A token that was renewed while it was on its way is no longer taken, and says nothing of the session: what was asked with it
   * is asked once more.
   * @throws SessionEnded, GitHubFailure
   */
  async #asPerson<Result>(caller: UserCaller, ask: (token: UserToken) => Promise<Result>): Promise<Result> {
    const token = await this.#tokenOf(caller);
    try {
      return await ask(token);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      const present = await this.#tokenOf(caller);
      if (present.accessToken === token.accessToken) throw new SessionEnded({ cause: error });
      return ask(present).catch((again: unknown) => {
        throw isUnauthorized(again) ? new SessionEnded({ cause: again }) : again;
      });
    }
  }

  /** Rejects with what keeps it from being refreshed, too. @throws SessionEnded, GitHubFailure */
  async #tokenOf(caller: UserCaller): Promise<UserToken> {
    const token = await this.#parts.userTokenOf(caller);
    if (token === null) throw new SessionEnded();
    return token;
  }

  async #sessionHolds<Result>(caller: UserCaller, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SessionEnded) {
        this.#memberships.forget(({ userId }) => userId === caller.userId);
        this.#installations.forget(({ userId }) => userId === caller.userId);
        await this.#parts.store.write((tx) => endSession(tx, caller.sessionId));
      }
      throw error;
    }
  }
}

function personOf({ hostId, userId, accountId }: UserCaller): PersonKey {
  return { hostId, userId, accountId };
}

/** GitHub answers so for what is hidden from the person, and where the installation was suspended meanwhile. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof GitHubFailure)) return false;
  const { kind } = error.failure;
  return kind === "not_found" || kind === "permission_missing" || kind === "app_suspended";
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof GitHubFailure && error.failure.kind === "unauthorized";
}
