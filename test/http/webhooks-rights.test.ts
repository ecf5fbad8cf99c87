/** That whatever may change what people may do is heard, also where no handler asks for the event. */
import { expect, test } from "vitest";
import type { RightsChange } from "../../src/core/access/rights-event.ts";
import { aWebhook } from "../support/a-webhook.ts";

type Heard = [hostId: number, ...changes: RightsChange[]];

async function aListener() {
  const heard: Heard[] = [];
  const webhook = await aWebhook({ heard: (hostId, changes) => void heard.push([hostId, ...changes]) });
  const { id: hostId } = await webhook.store.read.selectFrom("hosts").select("id").executeTakeFirstOrThrow();
  return { ...webhook, heard, hostId };
}

const MEMBER = { action: "removed", repository: { id: 5, owner: { id: 9 } }, installation: { id: 11 } };

test("an event about rights is heard, with the host that it came from", async () => {
  const { deliver, heard, hostId } = await aListener();
  expect((await deliver({ event: "member", payload: MEMBER })).statusCode).toBe(202);
  expect(heard).toEqual([[hostId, { kind: "workspace", accountId: 9 }]]);
});

test("it is heard again when it comes again: the first time may have been in vain", async () => {
  const { deliver, heard } = await aListener();
  await deliver({ event: "member", guid: "once", payload: MEMBER });
  expect((await deliver({ event: "member", guid: "once", payload: MEMBER })).statusCode).toBe(200);
  expect(heard).toHaveLength(2);
});

test("what is not signed is not heard", async () => {
  const { deliver, heard } = await aListener();
  const headers = { "x-hub-signature-256": `sha256=${"0".repeat(64)}` };
  expect((await deliver({ event: "member", payload: MEMBER, headers })).statusCode).toBe(401);
  expect(heard).toEqual([]);
});

test("other events change nobody's rights", async () => {
  const { deliver, heard } = await aListener();
  await deliver({ event: "push", payload: { ...MEMBER, ref: "refs/heads/main" } });
  expect(heard.flatMap(([, ...changes]) => changes)).toEqual([]);
});
