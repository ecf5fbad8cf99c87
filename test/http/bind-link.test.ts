import { expect, test } from "vitest";
import { aBackup, aLinkedSchema, anApiVersion, linkOf, settle } from "../support/a-linked-document.ts";
import { type ATimedLockstep, aTimedLockstep } from "../support/a-timed-lockstep.ts";

/** Each wishes for a file of `petstore`, and gives the answer. */
const WAYS = {
  "PUT version link": async (lockstep: ATimedLockstep, file: string) => {
    const { address } = await anApiVersion(lockstep, "Pets");
    return lockstep.call("PUT", `${address}/link`, { repository: "petstore", file });
  },
  "PUT version link, moving": async (lockstep: ATimedLockstep, file: string) => {
    const { address } = await aLinkedSchema(lockstep, { repository: "catalog", file: "old.yaml" });
    return lockstep.call("PUT", `${address}/link`, { repository: "petstore", file });
  },
  "PATCH link of a schema": async (lockstep: ATimedLockstep, file: string) => {
    const { link } = await aLinkedSchema(lockstep, { file: "old.yaml" });
    return lockstep.call("PATCH", `links/${link}`, { directory: "", file });
  },
  "PATCH link into another repository": async (lockstep: ATimedLockstep, file: string) => {
    const { link } = await aLinkedSchema(lockstep, { repository: "catalog", file: "old.yaml" });
    return lockstep.call("PATCH", `links/${link}`, { repository: "petstore", directory: "", file });
  },
  "POST backups": async (lockstep: ATimedLockstep, file: string) => {
    const { address } = await aBackup(lockstep, { branch: "backups" });
    return lockstep.call("POST", `${address}/backups`, { repository: "petstore", directory: "", file });
  },
  "PATCH backup": async (lockstep: ATimedLockstep, file: string) => {
    const { address, link } = await aBackup(lockstep);
    return lockstep.call("PATCH", `${address}/backups/${link}`, { directory: "", file });
  },
} as const;

const DECOMPOSED = "api/cafe\u0301.json";
const TAKEN_FOR_ONE = ["v2/Pets.json", "v2/pets.json"];
const EXISTING = [DECOMPOSED, ".github/pets.json", TAKEN_FOR_ONE[1] ?? ""];
const STANDING = Object.fromEntries([...EXISTING, ...TAKEN_FOR_ONE].map((path) => [path, "a: 1\n"]));

async function withFiles() {
  const lockstep = await aTimedLockstep();
  await lockstep.repository("petstore").commit({ files: STANDING });
  await settle(lockstep);
  return lockstep;
}

const ways = Object.entries(WAYS).map(([way, wish]) => ({ way, wish }));

test.each(ways.flatMap((way) => EXISTING.map((path) => ({ ...way, path }))))(
  "$way binds the file that stands at $path by its exact bytes",
  async ({ wish, path }) => {
    const lockstep = await withFiles();
    const answer = await wish(lockstep, path);
    expect([answer.statusCode, answer.json().path]).toEqual([expect.toBeOneOf([200, 201]), path]);
    await settle(lockstep);
    expect(await linkOf(lockstep, { link: answer.json().id })).toMatchObject({
      path,
      remote: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  },
);

test.each(ways)("$way refuses a place where no file stands and none would be made", async ({ wish }) => {
  const lockstep = await withFiles();
  const answer = await wish(lockstep, ".github/none.json");
  expect(answer.json()).toMatchObject({
    status: 422,
    code: "path_invalid",
    detail: expect.stringContaining(".github"),
  });
});

test.each(ways)("$way makes a new file under NFC", async ({ wish }) => {
  const lockstep = await withFiles();
  const answer = await wish(lockstep, "nai\u0308ve.json");
  expect(answer.json().path).toBe("na\u00efve.json");
});

test.each(ways)("$way does not make a file beside one that differs in case only", async ({ wish }) => {
  const lockstep = await withFiles();
  const answer = await wish(lockstep, "V2/PETS.json");
  await settle(lockstep);
  expect(await linkOf(lockstep, { link: answer.json().id })).toMatchObject({
    state: "error",
    code: "path_taken",
  });
});

test("a path that Lockstep would make is asked for nowhere, and neither is one that git cannot have", async () => {
  const lockstep = await withFiles();
  const { link } = await aLinkedSchema(lockstep, { file: "old.yaml", branch: "main" });
  await lockstep.call("PATCH", `links/${link}`, { paused: true });
  await settle(lockstep);
  lockstep.sandbox.requests.clear();
  const moved = await lockstep.call("PATCH", `links/${link}`, { file: "new.yaml" });
  const refused = await lockstep.call("PATCH", `links/${link}`, { file: "../new.yaml" });
  expect([moved.statusCode, refused.json().code]).toEqual([200, "path_invalid"]);
  expect(lockstep.sandbox.requests.list()).toEqual([]);
});

test("a directory at the place is no file that stands there", async () => {
  const lockstep = await withFiles();
  const answer = await WAYS["PATCH link of a schema"](lockstep, ".github");
  expect(answer.json()).toMatchObject({ status: 422, code: "path_invalid" });
});

test("of two links moved to one such file at once, one is refused", async () => {
  const lockstep = await withFiles();
  const names = ["One", "Two"];
  const links: number[] = [];
  for (const name of names) links.push((await aLinkedSchema(lockstep, { name, file: `${name}.yaml` })).link);
  const moves = links.map((link) => lockstep.call("PATCH", `links/${link}`, { file: ".github/pets.json" }));
  const answers = await Promise.all(moves);
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 409]));
});
