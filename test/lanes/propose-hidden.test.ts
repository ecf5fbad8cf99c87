/** Accounts that take back the permission for pull requests while one is open. */
import { expect, test } from "vitest";
import { settle } from "../support/a-linked-document.ts";
import { strike } from "../support/a-timed-lockstep.ts";
import { aProposal, aText, linkIn, onBranch, ROLLING, save } from "../support/a-proposal.ts";

test("where requests are not to be seen any more, a link that waits for one says so, and nothing is proposed until they are", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  const { installations, webhooks } = lockstep.sandbox;
  const id = installations.list()[0]?.id ?? 0;
  const { pull_requests: _, ...permissions } = installations.get(id)?.permissions ?? {};
  webhooks.hold();
  installations.setPermissions(id, permissions);
  webhooks.drop();
  await webhooks.release();
  await lockstep.sweeper.sweep();
  await lockstep.pass(120_000);
  expect(await linkIn(proposal)).toMatchObject({
    state: "error",
    code: "permission_missing",
    message: expect.stringContaining("Pull requests: write"),
  });
  await save(proposal, aText("three"));
  expect((await linkIn(proposal)).code).toBe("permission_missing");
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("two"));

  installations.setPermissions(id, { ...permissions, pull_requests: "write" });
  await lockstep.pass(120_000);
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
});

test("a refusal to show the request is enough to hold back what was to be proposed: nobody has told of the permission", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  const body = JSON.stringify({ message: "Resource not accessible by integration" });
  const effect = { kind: "status", status: 403, body } as const;
  strike(lockstep, { on: "rest", method: "GET", match: "/pulls/1", effect });
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await linkIn(proposal)).toMatchObject({ state: "error", code: "permission_missing" });
  lockstep.sandbox.faults.clear();
  await save(proposal, aText("three"));
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
});
