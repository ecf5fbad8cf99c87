import { expect, test } from "vitest";
import { loadLane } from "../../src/db/lane-load.ts";
import { A_WORKSPACE, anUpgradedStore } from "../support/an-upgraded-store.ts";

const LANE = `${A_WORKSPACE}
  insert into "installations" ("hostId", "installationId", "workspaceId", "state", "createdAt")
    values (1, 11, 1, 'active', 1);
  insert into "repositories" ("hostId", "workspaceId", "installation", "repositoryId", "nodeId", "ownerId", "owner", "name",
    "defaultBranch", "isPrivate", "isArchived", "isAccessible", "htmlUrl", "cloneUrl")
    values (1, 1, 1, 7, 'R_7', 5, 'acme', 'pets', 'main', 0, 0, 1, '', '');
  insert into "lanes" ("workspaceId", "repository", "branch", "head") values (1, 1, 'main', 'b');
`;

test("a lane from before knows the heads that it has left, and that it has seen them", async () => {
  const store = await anUpgradedStore(
    "0004-renames",
    `${LANE}
    insert into "laneHeads" ("lane", "head", "leftAt", "namedAt") values (1, 'a', 3, null);
  `,
  );
  expect(await loadLane(store.read, 1)).toMatchObject({
    head: "b",
    lastHead: "b",
    leftHeads: [{ head: "a", wasSeen: true }],
    moves: [],
  });
});

test("moves told before they were numbered by their deliveries stay, in their order", async () => {
  const store = await anUpgradedStore(
    "0005-moves",
    `${LANE}
    insert into "laneMoves" ("lane", "before", "after", "look") values (1, 'b', 'c', 1), (1, null, 'b', 0);
  `,
  );
  expect((await loadLane(store.read, 1)).moves).toEqual([
    { id: 2, before: null, after: "b", isNew: false },
    { id: 1, before: "b", after: "c", isNew: true },
  ]);
});
