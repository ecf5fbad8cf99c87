/** Backups that a config file gives no name, beside files that it names. */
import { expect, test } from "vitest";
import { allLinks, configOf, pushConfig } from "../support/a-config-file.ts";
import { settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const FIRST = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const SECOND = "22ece9e1-2abf-4edc-8e34-de66e74114d2";
const OWN_NAME = `${FIRST}.postman_collection.json`;
const UNNAMED = `version: 1\ncollections:\n  - collection: ${FIRST}\n`;
const BOTH = `${UNNAMED}  - collection: ${SECOND}\n    file: ${OWN_NAME}\n`;

test("a name that another entry gives is left to it", async () => {
  const lockstep = await aPrivateOne();
  await pushConfig(lockstep, BOTH);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", errors: [] });
  const links = await allLinks(lockstep);
  expect(links.map(({ path }) => path).toSorted()).toEqual([
    `Postman Collections/${FIRST} (${FIRST.slice(0, 8)}).postman_collection.json`,
    `Postman Collections/${OWN_NAME}`,
  ]);
});

test("a name that a backup has already is no other's, and the entry that gives it is told", async () => {
  const lockstep = await aPrivateOne();
  await pushConfig(lockstep, UNNAMED);
  await pushConfig(lockstep, BOTH);
  expect(await configOf(lockstep)).toMatchObject({
    state: "wrong",
    errors: [{ line: 5, message: expect.stringContaining(OWN_NAME) }],
  });
});

async function aPrivateOne() {
  const lockstep = await aTimedLockstep();
  lockstep.repository("petstore").setPrivate(true);
  await settle(lockstep);
  return lockstep;
}
