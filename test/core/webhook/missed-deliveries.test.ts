import { expect, test } from "vitest";
import type { DeliveryAttempt } from "../../../src/core/sync/github-port.ts";
import { missedDeliveries } from "../../../src/core/webhook/missed-deliveries.ts";

const attempt = (id: number, guid: string, isAnswered = false): DeliveryAttempt => ({
  id,
  guid,
  deliveredAt: id,
  isAnswered,
});

test("asks for the latest attempt of each delivery that never arrived, oldest first", () => {
  const attempts = [attempt(4, "a"), attempt(3, "b"), attempt(2, "a"), attempt(1, "c", true)];
  expect(missedDeliveries(attempts, new Set())).toEqual([3, 4]);
});

test("a delivery that arrived once is done, whichever attempt it was", () => {
  expect(missedDeliveries([attempt(2, "a"), attempt(1, "a", true)], new Set())).toEqual([]);
  expect(missedDeliveries([attempt(2, "a", true), attempt(1, "a")], new Set())).toEqual([]);
});

test("a delivery that is recorded here is done, though GitHub never heard the answer", () => {
  expect(missedDeliveries([attempt(1, "a")], new Set(["a"]))).toEqual([]);
});

test("gives up on a delivery after three attempts", () => {
  expect(missedDeliveries([attempt(3, "a"), attempt(2, "a"), attempt(1, "a")], new Set())).toEqual([]);
});

test("asks for fifty at once at most", () => {
  const attempts = Array.from({ length: 80 }, (_, index) => attempt(80 - index, `guid-${index}`));
  expect(missedDeliveries(attempts, new Set())).toHaveLength(50);
});
