/** What settling costs beside the floor (docs/benchmarks.md, B3): an unanswered write adds at most one request. */
import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, linkOf, requestsOf, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep, strike } from "../support/a-timed-lockstep.ts";

const PATH = "a.yaml";

/** A save whose commit landed, and whose answer did not arrive. */
async function unanswered() {
  const lockstep = await aTimedLockstep();
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: "a: 1\n" });
  await lockstep.pass(300_000);
  lockstep.sandbox.webhooks.hold();
  strike(lockstep, { on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 });
  const save = await requestsOf(lockstep, () => saveText(lockstep, linked.document, "a: 2\n"));
  expect(save).toEqual(["graphql-mutation"]);
  const repository = lockstep.repository("petstore");
  const push = (files: Readonly<Record<string, string>>) =>
    requestsOf(lockstep, async () => {
      await repository.commit({ files });
      await lockstep.sandbox.webhooks.release();
      await settle(lockstep);
      await lockstep.pass(300_000);
    });
  return { lockstep, linked, push };
}

test("with nothing on top, the look that was due anyway settles it, and its echo costs nothing", async () => {
  const { lockstep, linked } = await unanswered();
  const settling = await requestsOf(lockstep, async () => {
    await lockstep.sandbox.webhooks.release();
    await lockstep.pass(300_000);
  });
  expect(settling).toEqual(["graphql-query"]);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf("a: 2\n") });
});

test("with a push of another file on top, it costs nothing beside the push", async () => {
  const { lockstep, linked, push } = await unanswered();
  expect(await push({ "else.md": "text\n" })).toEqual(["graphql-query"]);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf("a: 2\n") });
});

test("with a push of the same file on top, it costs one request beside the push", async () => {
  const { lockstep, linked, push } = await unanswered();
  expect(await push({ [PATH]: "a: 3\n" })).toEqual(["graphql-query", "rest"]);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf("a: 3\n") });
});
