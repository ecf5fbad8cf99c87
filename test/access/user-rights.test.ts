import { expect, test } from "vitest";
import { UserRights } from "../../src/access/user-rights.ts";
import { RightsUnknown } from "../../src/core/access/access-port.ts";
import type { UserCaller } from "../../src/core/access/caller.ts";
import type { RepositoryPermission, UserGitHub } from "../../src/core/access/user-github-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { findWorkspace, type Workspace } from "../../src/db/workspaces.ts";
import { aStore } from "../support/a-store.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

const MINUTE_MS = 60_000;

/** `said` is what GitHub answers next; a person of the host and a workspace there with three repositories. */
async function someRights() {
  const store = await aStore();
  const acme = await aWorkspace(store);
  const rows = [
    await aRepository(store, acme, { name: "admired" }),
    await aRepository(store, acme, { name: "pushed" }),
    await aRepository(store, acme, { name: "read" }),
    await aRepository(store, acme, { name: "hidden" }),
  ] as const;
  const workspace = (await findWorkspace(store.read, "acme")) as Workspace;
  const idOf = async (row: number): Promise<number> => {
    const { repositoryId } = await store.read
      .selectFrom("repositories")
      .select("repositoryId")
      .where("id", "=", row)
      .executeTakeFirstOrThrow();
    return repositoryId;
  };
  const permissions: RepositoryPermission[] = ["admin", "write", "read"];
  const granted = new Map<number, RepositoryPermission>();
  for (const [index, permission] of permissions.entries()) {
    granted.set(await idOf(rows[index] ?? 0), permission);
  }
  const said = {
    installations: [workspace.installation?.id ?? 0],
    repositories: granted,
    administers: false,
    failure: null as GitHubFailure | null,
  };
  const asked: string[] = [];
  const answer = async <Answer>(question: string, of: () => Answer): Promise<Answer> => {
    asked.push(question);
    if (said.failure !== null) throw said.failure;
    return of();
  };
  const github: UserGitHub = {
    installations: () => answer("installations", () => said.installations),
    repositories: (_token, id) => answer(`repositories ${id}`, () => said.repositories),
    administers: (_token, { login }) => answer(`administers ${login}`, () => said.administers),
  };
  let now = 1_000_000;
  const rights = new UserRights({
    store,
    github,
    userTokenOf: async ({ hostname }) => ({ hostname, accessToken: "t" }),
    now: () => now,
  });
  const caller: UserCaller = {
    kind: "user",
    userId: 5,
    sessionId: 1,
    hostId: acme.hostId,
    hostname: "github.com",
    accountId: 77,
    login: "mona",
  };
  return {
    store,
    acme,
    rows,
    workspace,
    said,
    asked,
    rights,
    caller,
    idOf,
    pass: (ms: number) => (now += ms),
  };
}

test("reads what may be read, and pushes to what may be pushed to", async () => {
  const { rights, caller, workspace, rows } = await someRights();
  expect(await rights.rightsIn(caller, workspace)).toEqual({
    isAdmin: false,
    readable: new Set(rows.slice(0, 3)),
    pushable: new Set(rows.slice(0, 2)),
    userId: 5,
    saves: "none",
  });
});

test("an owner of the organisation reaches everything", async () => {
  const { rights, caller, workspace, said } = await someRights();
  said.administers = true;
  expect(await rights.rightsIn(caller, workspace)).toMatchObject({ isAdmin: true, readable: "all" });
});

test("the workspace of a personal account has that person for an admin, by id", async () => {
  const { rights, caller, workspace, asked } = await someRights();
  const own = { ...workspace, account: { ...workspace.account, type: "User" as const, id: 77 } };
  expect(await rights.rightsIn(caller, own)).toMatchObject({ isAdmin: true });
  const others = { ...own, id: own.id + 1, account: { ...own.account, id: 78, login: "mona" } };
  expect(await rights.rightsIn(caller, others)).toMatchObject({ isAdmin: false });
  expect(asked.filter((question) => question.startsWith("administers"))).toEqual([]);
});

test("an installation that is not shown to the person hides the workspace, and nothing more is asked", async () => {
  const { rights, caller, workspace, said, asked } = await someRights();
  said.installations = [1];
  expect(await rights.rightsIn(caller, workspace)).toBeNull();
  expect(await rights.workspacesOf(caller)).toEqual(new Set());
  expect(asked).toEqual(["installations"]);
});

test.each(["not_found", "app_suspended"] as const)(
  "repositories answered %s hide the workspace",
  async (kind) => {
    const { rights, caller, workspace, said } = await someRights();
    await rights.workspacesOf(caller);
    said.failure = new GitHubFailure({ kind });
    expect(await rights.rightsIn(caller, workspace)).toBeNull();
  },
);

test.each(["suspended", "uninstalled"] as const)(
  "an installation that is %s hides it without a question",
  async (state) => {
    const { rights, caller, workspace, asked, store } = await someRights();
    const changed = { ...workspace, installation: { id: 1, state } };
    expect(await rights.rightsIn(caller, changed)).toBeNull();
    expect(asked).toEqual([]);
    await store.write(({ query }) => query.updateTable("installations").set({ state }).execute());
    expect(await rights.workspacesOf(caller)).toEqual(new Set());
  },
);

test("a person of another host has nothing here, whatever the ids are", async () => {
  const { rights, caller, workspace, asked } = await someRights();
  expect(await rights.rightsIn({ ...caller, hostId: caller.hostId + 1 }, workspace)).toBeNull();
  expect(asked).toEqual([]);
});

test("a repository that is new to the workspace counts without a question, where GitHub named it already", async () => {
  const { rights, caller, workspace, said, asked, store, acme, idOf } = await someRights();
  const later = await aRepository(store, acme, { name: "later" });
  const id = await idOf(later);
  said.repositories.set(id, "read");
  await store.write(({ query }) => query.deleteFrom("repositories").where("id", "=", later).execute());
  const before = await rights.rightsIn(caller, workspace);
  expect(before?.readable).toHaveProperty("size", 3);
  const again = await aRepository(store, acme, { name: "later" });
  await store.write(({ query }) =>
    query.updateTable("repositories").set({ repositoryId: id }).where("id", "=", again).execute(),
  );
  const count = asked.length;
  expect((await rights.rightsIn(caller, workspace))?.readable).toContain(again);
  expect(asked).toHaveLength(count);
});

test("an event of the account lets its rights be asked anew, and leaves other accounts' alone", async () => {
  const { rights, caller, workspace, said } = await someRights();
  await rights.rightsIn(caller, workspace);
  said.repositories.clear();
  rights.heard(caller.hostId, [{ kind: "workspace", accountId: workspace.account.id + 1 }]);
  expect((await rights.rightsIn(caller, workspace))?.readable).toHaveProperty("size", 3);
  rights.heard(caller.hostId + 1, [{ kind: "workspace", accountId: workspace.account.id }]);
  expect((await rights.rightsIn(caller, workspace))?.readable).toHaveProperty("size", 3);
  rights.heard(caller.hostId, [{ kind: "workspace", accountId: workspace.account.id }]);
  expect((await rights.rightsIn(caller, workspace))?.readable).toHaveProperty("size", 0);
});

test("without an event a right that was withdrawn ends within five minutes", async () => {
  const { rights, caller, workspace, said, pass } = await someRights();
  await rights.rightsIn(caller, workspace);
  said.repositories.clear();
  pass(5 * MINUTE_MS);
  expect((await rights.rightsIn(caller, workspace))?.readable).toHaveProperty("size", 0);
});

test("while GitHub is silent the last answer counts for a quarter of an hour, and then nobody is let in", async () => {
  const { rights, caller, workspace, said, pass } = await someRights();
  await rights.rightsIn(caller, workspace);
  said.failure = new GitHubFailure({ kind: "unreachable", detail: "timeout" });
  pass(14 * MINUTE_MS);
  expect((await rights.rightsIn(caller, workspace))?.readable).toHaveProperty("size", 3);
  pass(MINUTE_MS);
  await expect(rights.rightsIn(caller, workspace)).rejects.toThrow(RightsUnknown);
});
