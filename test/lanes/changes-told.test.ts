/** What a save changed, as its commit, its pull request and the comparison of its revisions say it: the same. */
import { expect, test } from "vitest";
import { aProtectedSchema, pullsIn, save } from "../support/a-proposal.ts";
import { revisionsOf } from "../support/a-linked-document.ts";
import type { ATimedLockstep } from "../support/a-timed-lockstep.ts";

function aText(operations: readonly string[]): string {
  const lines = operations.map((method) => `    ${method}: {responses: {"200": {description: OK}}}\n`);
  return `openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths:\n  /pets:\n${lines.join("")}`;
}

const BEFORE = aText(["get", "delete"]);
const AFTER = aText(["get", "put", "post"]);
const SUMMARY = "+2 operations, -1";

async function messageOn(lockstep: ATimedLockstep, branch: string): Promise<string> {
  const [commit] = await lockstep.repository("petstore").log(branch);
  return commit?.message ?? "";
}

test("commit, pull request and comparison agree, and name what breaks", async () => {
  const proposal = await aProtectedSchema();
  const { lockstep, schema } = proposal;
  lockstep.repository("petstore").unprotect("main");
  await save(proposal, BEFORE);
  lockstep.repository("petstore").protect("main");
  await save(proposal, AFTER);
  const [pull] = pullsIn(lockstep);
  expect(pull?.body).toContain(`: ${SUMMARY}, 1 breaking\n  - breaking: \`DELETE /pets: removed\``);
  const message = await messageOn(lockstep, pull?.head ?? "");
  expect(message).toContain(`: ${SUMMARY}, 1 breaking`);
  expect(message).toContain("- breaking: DELETE /pets: removed");
  const [last, former] = await revisionsOf(lockstep, schema);
  const query = `from=${former?.number}&to=${last?.number}`;
  const answer = await lockstep.call("GET", `${schema.address}/compare?${query}`);
  expect(answer.json()).toMatchObject({ summary: SUMMARY, breaking: 1 });
});
