/** A save that comes while a look is on its way back: what the look saw is kept, and the decision is made anew. */
import { expect, test } from "vitest";
import type { SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { aLinkedSchema, blobOf, linkOf, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PATH = "a.yaml";
const [ONE, TWO, THREE] = ["a: 1\n", "a: 2\n", "a: 3\n"];

type Files = Parameters<SandboxRepository["commit"]>[0]["files"];

async function nothing(): Promise<void> {
  // Nobody saves.
}

/** A link in step with its file, whose next look is overtaken by a save. */
async function overtaken() {
  let overtake = nothing;
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      async observe(request) {
        const seen = await real.observe(request);
        await overtake();
        return seen;
      },
    }),
  });
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [PATH]: ONE } });
  const linked = await aLinkedSchema(lockstep, { file: PATH });
  const push = async (files: Files): Promise<void> => {
    await repository.commit({ files });
    await settle(lockstep);
  };
  const overtakenPush = async (files: Files): Promise<void> => {
    overtake = async () => {
      overtake = nothing;
      await saveText(lockstep, linked.document, THREE);
    };
    await push(files);
    await lockstep.pass(60_000);
  };
  return { lockstep, repository, push, overtakenPush, link: () => linkOf(lockstep, linked) };
}

test("what was wrong with the path is not shown once a text is there", async () => {
  const { push, overtakenPush, link } = await overtaken();
  await push({ [PATH]: Buffer.from([0xff, 0x00]) });
  expect(await link()).toMatchObject({ state: "error", code: "not_text" });
  await overtakenPush({ [PATH]: TWO });
  expect(await link()).toMatchObject({ state: "conflict", store: blobOf(THREE), remote: blobOf(TWO) });
});

test("a symbolic link that came in the file's place is seen, and not replaced by the save", async () => {
  const { repository, overtakenPush, link } = await overtaken();
  await overtakenPush({ [PATH]: { symlink: "other.yaml" } });
  expect(await link()).toMatchObject({ state: "error", code: "symlink", store: blobOf(THREE) });
  expect((await repository.log())[0]?.message).not.toContain("Petstore");
});
