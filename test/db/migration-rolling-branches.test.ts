import { expect, test } from "vitest";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import { loadProposals } from "../../src/db/proposals.ts";
import { anUpgradedStore } from "../support/an-upgraded-store.ts";

const BASE = parseCommitId("b".repeat(40));

test("a request that was open before contains the head that it began at, and may hold more than ours", async () => {
  const store = await anUpgradedStore(
    "0006-access",
    `
    pragma foreign_keys = off;
    insert into "proposals" ("lane", "ordinal", "branch", "base", "state", "at")
      values (1, 1, 'lockstep/main', '${BASE}', 'open', 1);
  `,
  );
  expect(await loadProposals(store.read, 1)).toMatchObject([{ bases: [BASE], isOursAlone: false }]);
});
