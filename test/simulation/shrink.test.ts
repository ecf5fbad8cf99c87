import { expect, test } from "vitest";
import type { Violation } from "./model/judge.ts";
import { shrink } from "./shrink.ts";
import type { History, Step } from "./steps.ts";

const aStep = (number: number): Step => ({ kind: "push", n: [number, 0, 0, 0] });
const history: History = {
  seed: 1,
  sweeps: true,
  hasMembers: false,
  steps: Array.from({ length: 50 }, (_, n) => aStep(n)),
};
const lost: Violation = { invariant: "nothing is lost", detail: "" };

const numbers = ({ steps }: History): number[] => steps.map(({ n: [number] }) => number);

test("of a long history only the steps are left that it fails by, in their order", async () => {
  const needed = [3, 17, 18, 44];
  const shortest = await shrink(history, lost, async (tried) =>
    needed.every((number) => numbers(tried).includes(number)) ? lost : null,
  );
  expect(numbers(shortest)).toEqual(needed);
  expect(shortest).toMatchObject({ seed: 1, sweeps: true });
});

test("a part that fails in another way is not taken for the failure", async () => {
  const other: Violation = { invariant: "convergence", detail: "" };
  const shortest = await shrink(history, lost, async (tried) =>
    numbers(tried).includes(9) ? (tried.steps.length >= 10 ? lost : other) : null,
  );
  expect(shortest.steps).toHaveLength(10);
  expect(numbers(shortest)).toContain(9);
});
