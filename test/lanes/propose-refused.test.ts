import { expect, test } from "vitest";
import { aProtectedSchema, aText, linkIn, onBranch, pullsIn, ROLLING, save } from "../support/a-proposal.ts";
import { requestsTo } from "../support/a-linked-document.ts";
import { strike } from "../support/a-timed-lockstep.ts";

test("where GitHub makes no branch for the request, the link says so and rests; the way freed, a sync goes on", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep, schema } = proposal;
  const repository = lockstep.repository("petstore");
  // Git keeps no branch below another branch's name.
  await repository.createBranch("lockstep");
  await save(proposal, aText("two"));
  expect(await linkIn(proposal)).toMatchObject({
    state: "error",
    code: "branch_protected",
    message: expect.stringMatching(/^GitHub refused to make the branch: .*lockstep\/main.* sync the link/),
    nextAttemptAt: null,
  });
  lockstep.sandbox.requests.clear();
  await lockstep.pass(6 * 3_600_000);
  expect(requestsTo(lockstep)).toEqual([]);
  await repository.deleteBranch("lockstep");
  await lockstep.call("POST", `links/${schema.link}/sync`);
  await lockstep.pass(120_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "awaiting_merge", code: null, message: null });
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("two"));
});

test("where GitHub opens no request, the link says so; a later save is in the one that it opens", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep } = proposal;
  const body = JSON.stringify({ message: "Validation Failed", errors: [{ message: "No request, please" }] });
  const effect = { kind: "status", status: 422, body } as const;
  strike(lockstep, { on: "rest", method: "POST", match: "/pulls", effect });
  await save(proposal, aText("two"));
  expect(await linkIn(proposal)).toMatchObject({
    state: "error",
    code: "branch_protected",
    message: expect.stringContaining("GitHub refused to open the pull request: "),
  });
  lockstep.sandbox.faults.clear();
  await save(proposal, aText("three"));
  expect((await linkIn(proposal)).state).toBe("awaiting_merge");
  expect(pullsIn(lockstep)).toMatchObject([{ state: "open", head: ROLLING }]);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("three"));
});
