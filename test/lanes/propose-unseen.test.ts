/** A reviewer's commit of which nobody has told yet, under a merge of ours: GitHub merges onto whatever is there. */
import { expect, test } from "vitest";
import { blobOf, saveText, settle } from "../support/a-linked-document.ts";
import { aProposal, aText, linkIn, onBranch, PETS, ROLLING } from "../support/a-proposal.ts";

test("its text is the reviewer's, and not overwritten by the save that the merge was made for", async () => {
  const proposal = await aProposal();
  const { lockstep, schema } = proposal;
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "README.md": "moved on\n" } });
  await lockstep.pass(120_000);
  lockstep.sandbox.webhooks.hold();
  await repository.commit({ branch: ROLLING, files: { [PETS]: aText("reviewed") } });
  await saveText(lockstep, schema.document, aText("three"));
  await settle(lockstep);
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("reviewed"));
  await lockstep.sandbox.webhooks.release();
  await lockstep.pass(120_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "conflict", store: blobOf(aText("three")) });
  expect(await onBranch(lockstep, ROLLING)).toBe(aText("reviewed"));
});
