/** Replicas that show a rolling branch as it was before: what they show is not what a reviewer has made of it. */
import { expect, test } from "vitest";
import { saveText, settle } from "../support/a-linked-document.ts";
import { aProposal, aText, linkIn, onBranch, ROLLING, save } from "../support/a-proposal.ts";

/** Two commits on the branch, of which the first is shown when the third text is saved. */
async function aBranchShownAsBefore() {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  await save(proposal, aText("three"));
  const repository = lockstep.repository("petstore");
  const [last, first] = await repository.log(ROLLING);
  const show = (commit: { readonly sha: string } | undefined) => repository.force(ROLLING, commit?.sha ?? "");
  await show(first);
  await settle(lockstep);
  await saveText(lockstep, schema.document, aText("four"));
  await settle(lockstep);
  expect((await linkIn(proposal)).state).not.toBe("conflict");
  return { ...proposal, showLast: () => show(last) };
}

test("a branch that is shown as it was before, and then as it is, is nobody's edit", async () => {
  const shown = await aBranchShownAsBefore();
  await shown.showLast();
  await shown.lockstep.pass(120_000);
  expect((await linkIn(shown)).state).toBe("awaiting_merge");
  expect(await onBranch(shown.lockstep, ROLLING)).toBe(aText("four"));
});

test("a branch that is seen a second time as it was before has been forced back: that is a reviewer's", async () => {
  const shown = await aBranchShownAsBefore();
  await shown.lockstep.pass(31_000);
  expect((await linkIn(shown)).state).toBe("conflict");
  expect(await onBranch(shown.lockstep, ROLLING)).toBe(aText("two"));
});
