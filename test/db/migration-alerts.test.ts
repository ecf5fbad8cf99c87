import { sql } from "kysely";
import { expect, test } from "vitest";
import { untoldAlerts, untoldQuery } from "../../src/db/alerts.ts";
import { outboxCursor } from "../../src/db/outbox.ts";
import { readSettings } from "../../src/db/settings.ts";
import { A_WORKSPACE, anUpgradedStore } from "../support/an-upgraded-store.ts";

const IN_TROUBLE = `${A_WORKSPACE}
  insert into "installations" ("hostId", "installationId", "workspaceId", "state", "createdAt")
    values (1, 6, 1, 'active', 1);
  insert into "repositories" ("hostId", "workspaceId", "installation", "repositoryId", "nodeId", "ownerId", "owner",
      "name", "defaultBranch", "isPrivate", "isArchived", "isAccessible", "htmlUrl", "cloneUrl")
    values (1, 1, 1, 7, 'R_7', 5, 'acme', 'pets', 'main', 0, 0, 1, 'https://github.com/acme/pets', '');
  insert into "lanes" ("workspaceId", "repository", "branch") values (1, 1, 'main');
  insert into "documents" ("workspaceId", "kind", "revision") values (1, 'schema', 1);
  insert into "apis" ("workspaceId", "slug", "name", "description", "createdAt") values (1, 'pets', 'Pets', '', 1);
  insert into "versions" ("api", "name", "document", "createdAt") values (1, '1.0', 1, 1);
  insert into "links" ("workspaceId", "document", "kind", "repository", "lane", "branch", "followsDefault", "path",
      "pathKey", "mode", "state", "code", "since", "createdAt")
    values (1, 1, 'schema', 1, 1, 'main', 1, 'a.yaml', 'a.yaml', 'auto', 'error', 'not_text', 3, 1);
  insert into "settings" ("workspaceId", "commitMessage") values (1, '{"headline": "mine"}');
`;

test("links that were in trouble before are told of, and settings stay as they were", async () => {
  const store = await anUpgradedStore("0009-events", IN_TROUBLE);
  expect(await untoldAlerts(store.read, 3)).toEqual([
    {
      link: 1,
      workspaceId: 1,
      repository: 1,
      lane: 1,
      state: "error",
      code: "not_text",
      since: 3,
      place: {
        workspace: "acme",
        repository: "acme/pets",
        branch: "main",
        path: "a.yaml",
        document: { api: "pets", version: "1.0" },
      },
    },
  ]);
  expect(await untoldAlerts(store.read, 2)).toEqual([]);
  expect(await outboxCursor(store.read)).toBeNull();
  expect(await readSettings(store.read, 1)).toMatchObject({
    commitMessage: { headline: "mine" },
    alerts: { checkRuns: true, statusIssue: false },
  });
});

test("who is in trouble is found without looking at every link", async () => {
  const store = await anUpgradedStore("0009-events", IN_TROUBLE);
  const plan = await untoldQuery(store.read, 3).explain(undefined, sql`query plan`);
  expect(JSON.stringify(plan)).toContain("linksInTrouble");
});
