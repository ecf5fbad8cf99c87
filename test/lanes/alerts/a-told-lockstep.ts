/** A whole server whose webhooks somebody receives, and a link of it that needs somebody. */
import type { AddressInfo } from "node:net";
import { expect, vi } from "vitest";
import type { GitHubPort } from "../../../src/core/sync/github-port.ts";
import { aLinkedSchema, linkOf } from "../../support/a-linked-document.ts";
import { type ATimedLockstep, aTimedLockstep } from "../../support/a-timed-lockstep.ts";
import {
  type AWebhookReceiver,
  aWebhookReceiver,
  RECEIVER_SECRET,
} from "../../support/a-webhook-receiver.ts";

export const MINUTE_MS = 60_000;
export const TEXT = "openapi: 3.1.0\ninfo: {title: Pets, version: '1.0'}\npaths: {}\n";

type Payload = Readonly<Record<string, unknown>>;

export interface ATold {
  readonly lockstep: ATimedLockstep;
  readonly receiver: AWebhookReceiver;
  /** Those of links; revisions are told too. */
  readonly alerts: () => readonly Payload[];
}

export async function aToldLockstep(github?: (real: GitHubPort) => GitHubPort): Promise<ATold> {
  const receiver = await aWebhookReceiver();
  const webhook = { url: receiver.url, secret: RECEIVER_SECRET };
  const config = { alerts: { webhook, allowsPrivate: true }, publicUrl: "https://lockstep.test" };
  const lockstep = await aTimedLockstep({ config, ...(github !== undefined && { github }) });
  // Its public address leads nowhere here.
  const { port } = lockstep.server.server.address() as AddressInfo;
  lockstep.sandbox.webhooks.setTarget(`http://127.0.0.1:${port}/api/github/webhooks`);
  return { lockstep, receiver, alerts: () => payloadsOf(receiver, "link.alert") };
}

export function payloadsOf({ received }: AWebhookReceiver, event: string): readonly Payload[] {
  return received.filter((one) => one.event === event).map(({ payload }) => payload);
}

/** Lets what is due be done, until it is as expected. */
export async function until(lockstep: ATimedLockstep, expectation: () => void): Promise<void> {
  await vi.waitFor(
    async () => {
      await lockstep.pass(1000);
      expectation();
    },
    { timeout: 10_000 },
  );
}

/** A link that waits for somebody to choose. */
export async function aTroubledLink(lockstep: ATimedLockstep): Promise<number> {
  const { link } = await aLinkedSchema(lockstep, { text: TEXT, file: "api/petstore.yaml" });
  expect(await linkOf(lockstep, { link })).toMatchObject({ state: "choose" });
  return link;
}

export async function chooseStore(lockstep: ATimedLockstep, link: number): Promise<void> {
  const { store, remote } = await linkOf(lockstep, { link });
  const wish = { expected: { store, remote }, keep: "store" };
  const answer = await lockstep.call("POST", `links/${link}/resolution`, wish);
  expect(answer.statusCode, answer.body).toBe(200);
}
