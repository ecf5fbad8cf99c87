import { expect, test } from "vitest";
import { findRepositoryRow } from "../../src/db/repository-row.ts";
import { A_WORKSPACE, anUpgradedStore } from "../support/an-upgraded-store.ts";

test("a repository that was to be read again is so still, and one at rest is not", async () => {
  const store = await anUpgradedStore(
    "0007-rolling-branches",
    `${A_WORKSPACE}
    insert into "installations" ("hostId", "installationId", "workspaceId", "state", "createdAt")
      values (1, 9, 1, 'active', 1);
    insert into "repositories" ("hostId", "workspaceId", "installation", "repositoryId", "nodeId", "ownerId", "owner",
        "name", "defaultBranch", "isPrivate", "isArchived", "isAccessible", "htmlUrl", "cloneUrl", "dirty", "clean")
      values (1, 1, 1, 7, 'R7', 5, 'acme', 'waits', 'main', 1, 0, 1, '', '', 3, 2),
        (1, 1, 1, 8, 'R8', 5, 'acme', 'rests', 'main', 1, 0, 1, '', '', 3, 3);
  `,
  );
  expect(await findRepositoryRow(store.read, 1)).toMatchObject({ isToBeRead: true });
  expect(await findRepositoryRow(store.read, 2)).toMatchObject({ isToBeRead: false });
});
