import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, linkOf, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

test("beside a link in conflict, another of its lane goes both ways", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const clashing = await aLinkedSchema(lockstep, { name: "A", file: "a.yaml", text: "a: 1\n" });
  const other = await aLinkedSchema(lockstep, { name: "B", file: "b.yaml", text: "b: 1\n" });
  await lockstep.pass(120_000);
  lockstep.sandbox.webhooks.hold();
  await repository.commit({ files: { "a.yaml": "a: theirs\n" } });
  await saveText(lockstep, clashing.document, "a: ours\n");
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  expect((await linkOf(lockstep, clashing)).state).toBe("conflict");

  await saveText(lockstep, other.document, "b: 2\n");
  await lockstep.pass(120_000);
  expect((await repository.read("main", "b.yaml"))?.toString()).toBe("b: 2\n");
  await repository.commit({ files: { "b.yaml": "b: 3\n" } });
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, other)).toMatchObject({ state: "in_sync", store: blobOf("b: 3\n") });
  expect((await linkOf(lockstep, clashing)).state).toBe("conflict");
});
