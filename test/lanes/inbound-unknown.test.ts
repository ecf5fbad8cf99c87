import { expect, test } from "vitest";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import { aLinkedSchema, blobOf, linkOf, revisionsOf } from "../support/a-linked-document.ts";
import { settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

/** GitHub answers with an error on these paths. */
function failingOn(paths: ReadonlySet<string>): (real: GitHubPort) => GitHubPort {
  return (real) => ({
    ...real,
    async observe(request) {
      const seen = await real.observe(request);
      if (seen.kind !== "found") return seen;
      const files = [...seen.files].map(
        ([path, file]) => [path, paths.has(path) ? ({ kind: "unknown" } as const) : file] as const,
      );
      return { ...seen, files: new Map(files) };
    },
  });
}

test("a path whose read fails decides nothing; others go on, and it is made up for when it can be read", async () => {
  const failing = new Set<string>();
  const lockstep = await aTimedLockstep({ github: failingOn(failing) });
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "a.yaml": "a: 1\n", "b.yaml": "b: 1\n" } });
  const a = await aLinkedSchema(lockstep, { name: "A", file: "a.yaml" });
  const b = await aLinkedSchema(lockstep, { name: "B", file: "b.yaml" });
  failing.add("b.yaml");
  await repository.commit({ files: { "a.yaml": "a: 2\n", "b.yaml": null } });
  await repository.commit({ files: { "b.yaml": "b: 2\n" } });
  await settle(lockstep);
  expect(await linkOf(lockstep, a)).toMatchObject({ state: "in_sync", store: blobOf("a: 2\n") });
  expect(await linkOf(lockstep, b)).toMatchObject({
    state: "pending",
    code: "retrying",
    nextAttemptAt: expect.any(String),
    store: blobOf("b: 1\n"),
    agreed: { remote: blobOf("b: 1\n") },
  });
  expect(await revisionsOf(lockstep, b)).toHaveLength(1);
  failing.clear();
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, b)).toMatchObject({
    state: "in_sync",
    store: blobOf("b: 2\n"),
    nextAttemptAt: null,
  });
});

test("a text that GitHub does not give whole decides nothing, and is read again", async () => {
  let isGivenWhole = false;
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      readBlobs: async (address, blobs) => (isGivenWhole ? real.readBlobs(address, blobs) : new Map()),
    }),
  });
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "a.yaml": "a: 1\n" } });
  const linked = await aLinkedSchema(lockstep, { name: "A", file: "a.yaml" });
  const long = `a: ${"x".repeat(520_000)}\n`;
  await repository.commit({ files: { "a.yaml": long } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "pending",
    code: "retrying",
    store: blobOf("a: 1\n"),
  });
  isGivenWhole = true;
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(long) });
});
