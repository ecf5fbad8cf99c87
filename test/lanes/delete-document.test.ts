import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, requestsOf, settle } from "../support/a-linked-document.ts";
import type { ALockstep } from "../support/a-lockstep.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";

const PATH = "a.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";

const inStep = () => aSchemaInStep({ path: PATH, text: ONE });

async function done(lockstep: ALockstep, method: string, address: string): Promise<void> {
  const answer = await lockstep.call(method, address);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  await settle(lockstep);
}

test.each([
  { what: "a version", address: "apis/a/versions/1.0" },
  { what: "an API", address: "apis/a" },
])(
  "deleting $what asks GitHub nothing and leaves the file; restored, it has its text and no link",
  async ({ address }) => {
    const { lockstep, repository, linked } = await inStep();
    const head = await repository.head();
    expect(await requestsOf(lockstep, () => done(lockstep, "DELETE", address))).toEqual([]);
    expect((await lockstep.call("GET", "links")).json().items).toEqual([]);
    await repository.commit({ files: { [PATH]: TWO } });
    await settle(lockstep);
    await done(lockstep, "POST", `${address}/restore`);
    expect((await lockstep.call("GET", `${linked.address}/schema`)).body).toBe(ONE);
    expect((await lockstep.call("GET", `${linked.address}/link`)).statusCode).toBe(404);
    const [, ...older] = await repository.log();
    expect(older[0]?.sha).toBe(head);
    expect(String(await repository.read("main", PATH))).toBe(TWO);
  },
);

test("what was restored is linked again by hand: a text that moved on meanwhile is a choice", async () => {
  const { lockstep, linked, repository } = await inStep();
  await done(lockstep, "DELETE", "apis/a");
  await repository.commit({ files: { [PATH]: TWO } });
  await settle(lockstep);
  await done(lockstep, "POST", "apis/a/restore");
  await lockstep.call("PUT", `${linked.address}/link`, { repository: "petstore", file: PATH });
  await settle(lockstep);
  const link = (await lockstep.call("GET", `${linked.address}/link`)).json();
  expect(link).toMatchObject({ state: "choose", store: blobOf(ONE), remote: blobOf(TWO), agreed: null });
});

test("the path of what was deleted is free for another document at once", async () => {
  const { lockstep } = await inStep();
  await done(lockstep, "DELETE", "apis/a");
  const other = await aLinkedSchema(lockstep, { name: "B", file: PATH });
  expect((await lockstep.call("GET", `links/${other.link}`)).json()).toMatchObject({ state: "in_sync" });
});
