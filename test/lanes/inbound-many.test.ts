import { expect, test } from "vitest";
import { aClock } from "../support/a-clock.ts";
import {
  aLinkedSchema,
  blobOf,
  linkOf,
  type Linked,
  requestsOf,
  revisionsOf,
} from "../support/a-linked-document.ts";
import { aLockstep } from "../support/a-lockstep.ts";

const pathOf = (number: number): string => `api/${number}.yaml`;
const textOf = (number: number): string => `title: ${number}\n`;

/** So many linked files on one branch. */
async function manyInStep(count: number) {
  const clock = aClock();
  const lockstep = await aLockstep({ clock });
  const numbers = Array.from({ length: count }, (_, index) => index);
  const files = Object.fromEntries(numbers.map((number) => [pathOf(number), textOf(number)]));
  await lockstep.repository("petstore").commit({ files });
  const all: Linked[] = [];
  for (const number of numbers) {
    all.push(await aLinkedSchema(lockstep, { name: `Api${number}`, file: pathOf(number) }));
  }
  return { lockstep, clock, all };
}

test("of 60 files linked on one branch the one that changed is taken, in two requests", async () => {
  const { lockstep, all } = await manyInStep(60);
  const requests = await requestsOf(lockstep, () =>
    lockstep.repository("petstore").commit({ files: { [pathOf(17)]: "title: changed\n" } }),
  );
  expect(requests).toEqual(["graphql-query", "graphql-query"]);
  for (const [number, linked] of all.entries()) {
    const text = number === 17 ? "title: changed\n" : textOf(number);
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(text) });
    expect(await revisionsOf(lockstep, linked)).toHaveLength(number === 17 ? 2 : 1);
  }
}, 180_000);
