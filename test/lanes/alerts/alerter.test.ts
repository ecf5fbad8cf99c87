import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import type { OutgoingMessage, PostOutcome } from "../../../src/core/alerts/webhook-port.ts";
import { enqueue, moveOutboxCursor, nextMessageAt, outboxCursor } from "../../../src/db/outbox.ts";
import type { Store } from "../../../src/db/store.ts";
import { Alerter } from "../../../src/lanes/alerts/alerter.ts";
import { aClock, type AClock } from "../../support/a-clock.ts";
import { aGitHub } from "../../support/a-github.ts";
import { aStore } from "../../support/a-store.ts";

interface Scene {
  readonly clock: AClock;
  readonly store: Store;
  readonly posted: string[];
  readonly alerter: Alerter;
}

const unexpected = (): Promise<never> => Promise.reject(new Error("Nobody asks for issues here."));

function anAlerter(store: Store, answer: ((message: OutgoingMessage) => PostOutcome) | null): Scene {
  const clock = aClock();
  const posted: string[] = [];
  const alerter = new Alerter({
    store,
    clock,
    github: aGitHub(),
    issues: { createIssue: unexpected, changeIssue: unexpected, findIssue: unexpected },
    closureReader: {
      readReferences: async () => ({ kind: "failed", isForGood: true }),
      bundle: async () => ({ kind: "unsupported" }),
    },
    comparer: { compare: async () => ({ kind: "failed", failure: "stopped" }) },
    log: pino({ level: "silent" }),
    publicUrl: "",
    post:
      answer === null
        ? null
        : async (message) => {
            posted.push(message.guid);
            return answer(message);
          },
  });
  onTestFinished(() => alerter.stop());
  return { clock, store, posted, alerter };
}

function aMessage(guid: string): OutgoingMessage {
  return { event: "link.alert", guid, payload: "{}" };
}

test("sends after a start what an earlier process left, in its order", async () => {
  const store = await aStore();
  await store.write((tx) => enqueue(tx, ["a", "b", "c"].map(aMessage), Date.now()));
  const { alerter, clock, posted } = anAlerter(store, () => ({ kind: "delivered" }));
  await alerter.start();
  await vi.waitFor(async () => {
    await clock.pass(1);
    expect(await nextMessageAt(store.read)).toBeNull();
  });
  expect(posted).toEqual(["a", "b", "c"]);
});

test("one that is refused holds nobody up, a receiver that is away all", async () => {
  const store = await aStore();
  await store.write((tx) => enqueue(tx, ["a", "b"].map(aMessage), Date.now()));
  const first = anAlerter(store, ({ guid }) =>
    guid === "a" ? { kind: "refused", status: 400 } : { kind: "delivered" },
  );
  await first.alerter.start();
  await vi.waitFor(async () => {
    await first.clock.pass(1);
    expect(first.posted).toEqual(["a", "b"]);
  });
  await first.alerter.stop();
  await store.write((tx) => enqueue(tx, [aMessage("c")], Date.now()));
  const second = anAlerter(store, () => ({ kind: "unreachable", detail: "ECONNREFUSED" }));
  await second.alerter.start();
  await vi.waitFor(async () => {
    await second.clock.pass(1);
    expect(second.posted).toHaveLength(1);
    expect(await nextMessageAt(store.read)).toBeGreaterThan(second.clock.now());
  });
});

test("of what was while no webhook was configured nobody is told later", async () => {
  const store = await aStore();
  const on = anAlerter(store, () => ({ kind: "delivered" }));
  await on.alerter.start();
  expect(await outboxCursor(store.read)).toBe(0);
  await store.write((tx) => moveOutboxCursor(tx, 7));
  await anAlerter(store, null).alerter.start();
  expect(await outboxCursor(store.read)).toBeNull();
});
