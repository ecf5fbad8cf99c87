/** Access as services make it, with real rights, over a GitHub that says what the plan says of its people. */
import { makeAccess } from "../../../src/access/access.ts";
import { callerOfToken } from "../../../src/access/tokens.ts";
import { UserRights } from "../../../src/access/user-rights.ts";
import type { Access } from "../../../src/core/access/access-port.ts";
import type { UserGitHub, UserToken } from "../../../src/core/access/user-github-port.ts";
import type { Store } from "../../../src/db/store.ts";
import { ADMIN_TOKEN } from "../../support/an-api.ts";
import type { Person, WorldWorkspace } from "./world.ts";
import type { MembershipPlan } from "./world-plan.ts";

interface Known {
  readonly store: Store;
  readonly people: readonly Person[];
  readonly workspaces: readonly WorldWorkspace[];
}

const now = (): number => Date.parse("2026-01-02T03:04:05Z");

/** What the browser of the person has; equal numbers on two hosts have different sessions. */
export function sessionOf({ id }: Pick<Person, "id">): string {
  return `session-${id}`.padEnd(43, "x");
}

export function accessOf({ store, people, workspaces }: Known): Access {
  const users = new UserRights({
    store,
    github: gitHubOf({ people, workspaces }),
    userTokenOf: async ({ userId, hostname }) => ({ hostname, accessToken: String(userId) }),
    now,
  });
  return makeAccess({
    adminToken: ADMIN_TOKEN,
    callerOfToken: (secret) => callerOfToken({ store, now }, secret),
    callerOfSession: async (secret) => {
      const person = people.find((one) => sessionOf(one) === secret);
      if (person === undefined) return null;
      const { id, hostId, host, accountId, login } = person;
      return { kind: "user", userId: id, sessionId: id, hostId, hostname: host, accountId, login };
    },
    users,
  });
}

function gitHubOf({ people, workspaces }: Omit<Known, "store">): UserGitHub {
  const personOf = ({ hostname, accessToken }: UserToken): Person => {
    const person = people.find(({ id, host }) => String(id) === accessToken && host === hostname);
    if (person === undefined) throw new Error("The token went to another host.");
    return person;
  };
  /** Of the workspaces on the person's host alone: GitHub knows no others. */
  const seen = (token: UserToken): { workspace: WorldWorkspace; membership: MembershipPlan }[] => {
    const { number, host } = personOf(token);
    return workspaces.flatMap((workspace) => {
      const membership = workspace.memberships[number];
      return workspace.host === host && membership?.seesInstallation ? [{ workspace, membership }] : [];
    });
  };
  return {
    installations: async (token) => seen(token).map(({ workspace }) => workspace.installationId),
    repositories: async (token, installation) => {
      const found = seen(token).find(({ workspace }) => workspace.installationId === installation);
      return new Map(
        found?.workspace.repositories.flatMap(({ repositoryId }, index) => {
          const permission = found.membership.permissions[index] ?? "none";
          return permission === "none" ? [] : [[repositoryId, permission] as const];
        }),
      );
    },
    administers: async (token, { id }) =>
      seen(token).some(({ workspace, membership }) => workspace.accountId === id && membership.isAdmin),
  };
}
