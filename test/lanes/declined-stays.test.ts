import { expect, test } from "vitest";
import { aProposal, aText, linkIn, PETS, pullsIn, save } from "../support/a-proposal.ts";

test("what was declined is not proposed anew because an earlier text of ours came to the target by hand", async () => {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  const repository = lockstep.repository("petstore");
  await save(proposal, aText("three"));
  await repository.pulls.close(1);
  await lockstep.pass(60_000);
  await repository.commit({ files: { [PETS]: aText("two") } });
  await lockstep.pass(60_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "declined" });
  await repository.commit({ files: { "README.md": "another push" } });
  await lockstep.pass(3_600_000);
  expect(await linkIn(proposal)).toMatchObject({ state: "declined" });
  expect(pullsIn(lockstep)).toHaveLength(1);
  await save(proposal, aText("four"));
  expect(pullsIn(lockstep).map(({ state }) => state)).toEqual(["closed", "open"]);
});
