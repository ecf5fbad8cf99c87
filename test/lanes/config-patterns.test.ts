/** Patterns of files and branches: links come and go with what they match. */
import { expect, test } from "vitest";
import { allLinks, configOf, pushConfig } from "../support/a-config-file.ts";
import { requestsOf, requestsTo, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const FILES = 'version: 1\nschemas:\n  - api: "{1}"\n    file: apis/*/openapi.yaml\n';
const BRANCHES =
  'version: 1\nschemas:\n  - api: pets\n    version: "{1}"\n    file: api/petstore.yaml\n    branch: release/*\n';

type Lockstep = Awaited<ReturnType<typeof aTimedLockstep>>;

async function names(lockstep: Lockstep): Promise<readonly string[]> {
  const links = await allLinks(lockstep);
  return links
    .map(
      ({ document, branch, path, state }) => `${document.api} ${document.version} ${branch} ${path} ${state}`,
    )
    .toSorted();
}

async function sweepAfterAnHour(lockstep: Lockstep): Promise<void> {
  await lockstep.pass(3_600_000);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
}

test("a pattern of files makes an API for each, as they come, and detaches it when the file goes", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await pushConfig(lockstep, FILES, { files: { "apis/pets/openapi.yaml": "a: 1\n" } });
  expect(await names(lockstep)).toEqual(["pets 1.0 main apis/pets/openapi.yaml in_sync"]);
  await repository.commit({
    files: { "apis/User Accounts/openapi.yaml": "a: 2\n", "apis/deep/x/openapi.yaml": "" },
  });
  await settle(lockstep);
  expect(await names(lockstep)).toEqual([
    "pets 1.0 main apis/pets/openapi.yaml in_sync",
    "user-accounts 1.0 main apis/User Accounts/openapi.yaml in_sync",
  ]);
  await repository.commit({ files: { "apis/pets/openapi.yaml": null } });
  await settle(lockstep);
  expect(await names(lockstep)).toEqual(["user-accounts 1.0 main apis/User Accounts/openapi.yaml in_sync"]);
  expect((await lockstep.call("GET", "apis/pets/versions/1.0/schema")).body).toBe("a: 1\n");
});

test("a pattern that matches nothing yet is followed from the first file on", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, FILES);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", links: [] });
  const changed = await requestsOf(lockstep, () =>
    lockstep.repository("petstore").commit({ files: { "api/petstore.yaml": "a: 1\n" } }),
  );
  expect(changed).toEqual([]);
  await lockstep.repository("petstore").commit({ files: { "apis/pets/openapi.yaml": "a: 1\n" } });
  await settle(lockstep);
  expect(await names(lockstep)).toEqual(["pets 1.0 main apis/pets/openapi.yaml in_sync"]);
});

test("a pattern of branches makes a version for each, as they come, and detaches it when the branch goes", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("release/1.0");
  await pushConfig(lockstep, BRANCHES);
  expect(await names(lockstep)).toEqual(["pets 1.0 release/1.0 api/petstore.yaml in_sync"]);
  await repository.createBranch("release/2.0");
  await repository.createBranch("other/3.0");
  await settle(lockstep);
  expect(await names(lockstep)).toEqual([
    "pets 1.0 release/1.0 api/petstore.yaml in_sync",
    "pets 2.0 release/2.0 api/petstore.yaml in_sync",
  ]);
  await repository.deleteBranch("release/1.0");
  await settle(lockstep);
  expect(await names(lockstep)).toEqual(["pets 2.0 release/2.0 api/petstore.yaml in_sync"]);
  expect((await lockstep.call("GET", "apis/pets/versions/1.0/schema")).statusCode).toBe(200);
  await repository.createBranch("release/1.0");
  await settle(lockstep);
  expect(await names(lockstep)).toHaveLength(2);
});

test("files and branches may both be patterns", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("release/1.0");
  await repository.commit({ branch: "release/1.0", files: { "apis/pets/openapi.yaml": "a: 1\n" } });
  await pushConfig(
    lockstep,
    'version: 1\nschemas:\n  - {api: "{1}", version: "{1}", file: apis/*/openapi.yaml, branch: release/*}\n',
  );
  expect(await names(lockstep)).toEqual(["pets 1.0 release/1.0 apis/pets/openapi.yaml in_sync"]);
  await repository.commit({ branch: "release/1.0", files: { "apis/users/openapi.yaml": "a: 1\n" } });
  await settle(lockstep);
  expect(await names(lockstep)).toHaveLength(2);
});

test("a branch named for a pattern of files that is not there is an error, and its links stay", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { "apis/pets/openapi.yaml": "a: 1\n" } });
  await pushConfig(lockstep, `${FILES}    branch: next\n`);
  const before = await allLinks(lockstep);
  expect(before).toMatchObject([{ branch: "next", state: "in_sync" }]);
  await repository.deleteBranch("next");
  await pushConfig(lockstep, `${FILES}    branch: next\n`, { files: { "other.yaml": "a: 1\n" } });
  expect(await allLinks(lockstep)).toMatchObject([{ id: before[0]?.id, branch: "next" }]);
  const config = await configOf(lockstep);
  expect(config).toMatchObject({ state: "wrong", errors: [{ line: 5 }] });
  expect(config.errors[0]?.message).toContain("no branch next");
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { "apis/pets/openapi.yaml": "a: 2\n" } });
  await settle(lockstep);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", links: [{ state: "in_sync" }] });
});

test("a file that came to a named branch while its webhook was lost is followed within the hour", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("next");
  await pushConfig(lockstep, `${FILES}    branch: next\n`);
  const files = { "apis/pets/openapi.yaml": "a: 1\n" };
  await repository.commit({ branch: "next", files, silent: true });
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await allLinks(lockstep)).toEqual([]);
  await lockstep.pass(3_600_000);
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(await names(lockstep)).toEqual(["pets 1.0 next apis/pets/openapi.yaml in_sync"]);
});

test("a branch that came while its webhook was lost is a version within the hour", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await pushConfig(lockstep, BRANCHES);
  lockstep.sandbox.faults.set({ webhooks: { lost: 1 } });
  await repository.createBranch("release/1.0");
  await sweepAfterAnHour(lockstep);
  expect(await names(lockstep)).toEqual(["pets 1.0 release/1.0 api/petstore.yaml in_sync"]);
  await repository.deleteBranch("release/1.0");
  await sweepAfterAnHour(lockstep);
  expect(await names(lockstep)).toEqual([]);
});

test("files of patterns are read again only where the branches that they follow have moved", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.createBranch("next");
  await repository.createBranch("release/1.0");
  const branches = 'version: "{1}"\n    branch: release/*\n    file: specs/*.yaml\n';
  await pushConfig(lockstep, `${FILES}    branch: next\n  - api: pets\n    ${branches}`);
  await sweepAfterAnHour(lockstep);
  const treesRead = async (): Promise<number> => {
    lockstep.sandbox.requests.clear();
    await sweepAfterAnHour(lockstep);
    return requestsTo(lockstep).filter(({ path }) => path.includes("/git/trees/")).length;
  };
  expect(await treesRead()).toBe(0);
  for (const branch of ["next", "release/1.0"]) {
    await repository.commit({ branch, files: { "new.txt": "1" }, silent: true });
    expect([branch, await treesRead()]).toEqual([branch, 2]);
    expect(await treesRead()).toBe(0);
  }
});

test("what a pattern leads to that cannot be is an error at the entry", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, FILES, { files: { "apis/+++/openapi.yaml": "a: 1\n" } });
  const config = await configOf(lockstep);
  expect(config).toMatchObject({ state: "wrong", errors: [{ line: 3 }] });
  expect(config.errors[0]?.message).toContain("apis/+++/openapi.yaml");
});

test("a branch that comes costs nothing where no file has a pattern of branches", async () => {
  const lockstep = await aTimedLockstep();
  await pushConfig(lockstep, "version: 1\nschemas:\n  - {api: pets, file: api/petstore.yaml}\n");
  const requests = await requestsOf(lockstep, () =>
    lockstep.repository("petstore").createBranch("release/1.0"),
  );
  expect(requests).toEqual([]);
});

test("what follows the default branch is bound on the one that another became while files were listed", async () => {
  let meanwhile: (() => Promise<unknown>) | null = null;
  const lockstep = await aTimedLockstep({
    github: (real) => ({
      ...real,
      findFiles: async (...of) => {
        await meanwhile?.();
        meanwhile = null;
        return real.findFiles(...of);
      },
    }),
  });
  // As the installation's own run takes it over; what GitHub says of it comes to the same.
  meanwhile = async () => {
    const petstore = lockstep.repository("petstore");
    await petstore.createBranch("trunk");
    await petstore.setDefaultBranch("trunk");
    await lockstep.store.write(({ query }) =>
      query
        .updateTable("repositories")
        .set({ defaultBranch: "trunk" })
        .where("name", "=", "petstore")
        .execute(),
    );
  };
  await pushConfig(lockstep, FILES, { files: { "apis/pets/openapi.yaml": "a: 1\n" } });
  await lockstep.pass(60_000);
  expect(await names(lockstep)).toEqual(["pets 1.0 trunk apis/pets/openapi.yaml in_sync"]);
});
