/** When a config file is looked at, and what that costs of GitHub's requests. */
import { expect, test } from "vitest";
import { allLinks, CONFIG, configOf, pushConfig } from "../support/a-config-file.ts";
import { aLinkedSchema, requestsOf, requestsTo, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PETS = "version: 1\nschemas:\n  - {api: pets, file: api/petstore.yaml}\n";
const NOTHING = "version: 1\n";
const HOUR_MS = 3_600_000;

test("a push to a repository without links costs nothing, whatever it adds, unless it names the file", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const plain = await requestsOf(lockstep, () =>
    repository.commit({ files: { "new.yaml": "a: 1\n", "api/petstore.yaml": "a: 2\n" } }),
  );
  expect(plain).toEqual([]);
  const naming = await requestsOf(lockstep, () => repository.commit({ files: { [CONFIG]: NOTHING } }));
  // The file, and the check run.
  expect(naming).toEqual(["graphql-query", "rest"]);
});

test("a forced push is looked at, and so is a branch that comes; neither on another branch", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  const old = (await repository.head()) ?? "";
  await repository.commit({ files: { [CONFIG]: NOTHING }, silent: true });
  const elsewhere = await requestsOf(lockstep, () => repository.createBranch("side"));
  expect(elsewhere).toEqual([]);
  const forced = await requestsOf(lockstep, () => repository.force("main", old));
  expect(forced).toEqual(["graphql-query"]);
  expect(await configOf(lockstep)).toMatchObject({ state: "absent" });
});

test("on a branch with links the file comes with the look at them", async () => {
  const lockstep = await aTimedLockstep();
  await aLinkedSchema(lockstep, { name: "Hand", file: "a.yaml", text: "a: 1\n" });
  const repository = lockstep.repository("petstore");
  const same = await requestsOf(lockstep, () => repository.commit({ files: { "a.yaml": "a: 2\n" } }));
  expect(same).toEqual(["graphql-query"]);
  const named = await requestsOf(lockstep, () => repository.commit({ files: { [CONFIG]: NOTHING } }));
  expect(named).toEqual(["graphql-query", "rest"]);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied" });
});

test("the file does not count for whether texts come with the look", async () => {
  const lockstep = await aTimedLockstep();
  for (const name of ["A", "B", "C"])
    await aLinkedSchema(lockstep, { name, file: `${name}.yaml`, text: "a: 1\n" });
  await lockstep.pass(HOUR_MS);
  const files = { "A.yaml": "a: 2\n", "B.yaml": "a: 2\n", "C.yaml": "a: 2\n" };
  const requests = await requestsOf(lockstep, () => lockstep.repository("petstore").commit({ files }));
  expect(requests).toEqual(["graphql-query"]);
});

test("a push whose webhook was lost is found within the hour, and an unchanged head is free", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [CONFIG]: PETS }, silent: true });
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await allLinks(lockstep)).toEqual([]);
  await lockstep.pass(HOUR_MS);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "in_sync" }]);
  await lockstep.pass(HOUR_MS);
  await requestsOf(lockstep, () => lockstep.sweeper.sweep());
  const heads = requestsTo(lockstep).filter(({ path }) => path.includes("/commits/"));
  expect(heads.length).toBeGreaterThan(1);
  expect(heads.every(({ status, points }) => status === 304 && points === 0)).toBe(true);
});

test("a file that was there before the App is found with the installation", async () => {
  const lockstep = await aTimedLockstep();
  await lockstep.sandbox.repositories.create({
    owner: "acme",
    name: "early",
    files: { [CONFIG]: PETS, "api/petstore.yaml": "a: 1\n" },
  });
  await settle(lockstep);
  await lockstep.quiet();
  expect(await configOf(lockstep, "early")).toMatchObject({
    state: "applied",
    links: [{ state: "in_sync" }],
  });
});

test("the file follows the default branch", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { [CONFIG]: PETS } });
  await settle(lockstep);
  expect(await configOf(lockstep)).toMatchObject({ state: "absent" });
  await repository.setDefaultBranch("next");
  await settle(lockstep);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", links: [{ branch: "next" }] });
});

test("a link that only the file declares, and that is paused, keeps the file looked at", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS.replace("api:", "paused: true, api:"));
  await pushConfig(lockstep, PETS);
  expect(await allLinks(lockstep)).toMatchObject([{ state: "in_sync" }]);
});

test("a replica that does not show yet what was pushed is asked again, and rolls nothing back", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, PETS.replace("api:", "paused: true, api:"));
  lockstep.sandbox.faults.set({ lag: { reads: 2 } });
  const head = await pushConfig(lockstep, PETS);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", links: [{ state: "paused" }] });
  await lockstep.pass(120_000);
  expect(await configOf(lockstep)).toMatchObject({ head, links: [{ state: "in_sync" }] });
});
