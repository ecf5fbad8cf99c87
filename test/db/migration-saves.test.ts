import { expect, test } from "vitest";
import { readSettings } from "../../src/db/settings.ts";
import { listRevisions } from "../../src/db/revisions.ts";
import { A_WORKSPACE, anUpgradedStore } from "../support/an-upgraded-store.ts";

test("revisions made before saves had authors keep all they had", async () => {
  const store = await anUpgradedStore(
    "0001-initial",
    `${A_WORKSPACE}
    insert into "documents" ("workspaceId", "kind", "revision") values (1, 'schema', 1);
    insert into "revisions" ("document", "number", "blob", "origin", "author", "message", "at", "valid")
      values (1, 1, 'b', 'github', 'mona', 'Say it', 7, 1);
  `,
  );
  const page = { before: null, limit: 10, onlyValid: false };
  expect(await listRevisions(store.read, 1, page)).toMatchObject([
    { number: 1, author: "mona", message: "Say it", person: null, at: 7 },
  ]);
  expect(await readSettings(store.read, 1)).toEqual({
    commitMessage: { headline: "{summary}", body: "{details}" },
    alerts: { checkRuns: true, statusIssue: false },
  });
});
