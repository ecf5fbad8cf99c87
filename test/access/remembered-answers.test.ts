import { expect, test } from "vitest";
import { FRESH_MS, RememberedAnswers, USABLE_MS } from "../../src/access/remembered-answers.ts";
import { RightsUnknown, SessionEnded } from "../../src/core/access/access-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";

const SECOND_MS = 1000;

/** Questions are answered when the test says so. */
function someAnswers() {
  let now = 1_000_000;
  const answers = new RememberedAnswers<string, number>(
    () => now,
    (key) => key,
  );
  const asked: ((answer: number | Error) => void)[] = [];
  const question = (): Promise<number> =>
    new Promise((resolve, reject) => {
      asked.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  return {
    asked,
    pass: (ms: number) => (now += ms),
    ask: (asker = 1, key = "a") => answers.ask(key, asker, question),
    forget: (key: string) => answers.forget((one) => one === key),
  };
}

const unreachable = new GitHubFailure({ kind: "unreachable", detail: "timeout" });

async function anAnswered() {
  const answers = someAnswers();
  const first = answers.ask();
  answers.asked[0]?.(7);
  expect(await first).toBe(7);
  return answers;
}

test("an answer counts for five minutes", async () => {
  const answers = await anAnswered();
  answers.pass(FRESH_MS - 1);
  expect(await answers.ask()).toBe(7);
  expect(answers.asked).toHaveLength(1);
  answers.pass(1);
  const second = answers.ask();
  answers.asked[1]?.(8);
  expect(await second).toBe(8);
});

test("it counts from when the question was asked", async () => {
  const answers = someAnswers();
  const first = answers.ask();
  answers.pass(FRESH_MS);
  answers.asked[0]?.(7);
  expect(await first).toBe(7);
  void answers.ask();
  expect(answers.asked).toHaveLength(2);
});

test("a question is under way once", async () => {
  const answers = someAnswers();
  const waiting = [answers.ask(1), answers.ask(1), answers.ask(2)];
  expect(answers.asked).toHaveLength(1);
  answers.asked[0]?.(7);
  expect(await Promise.all(waiting)).toEqual([7, 7, 7]);
});

test("while asking fails the last answer counts for a quarter of an hour, and then nothing does", async () => {
  const answers = await anAnswered();
  answers.pass(FRESH_MS);
  const second = answers.ask();
  answers.asked[1]?.(unreachable);
  expect(await second).toBe(7);
  answers.pass(USABLE_MS - FRESH_MS - 1);
  const third = answers.ask();
  answers.asked[2]?.(unreachable);
  expect(await third).toBe(7);
  answers.pass(1);
  await expect(answers.ask()).rejects.toThrow(RightsUnknown);
});

test("without an answer before, nothing is known", async () => {
  const answers = someAnswers();
  const first = answers.ask();
  answers.asked[0]?.(unreachable);
  await expect(first).rejects.toMatchObject({ name: "RightsUnknown", retryAfterMs: 10 * SECOND_MS });
});

test("a silent GitHub is not asked by every request", async () => {
  const answers = someAnswers();
  const first = answers.ask();
  answers.asked[0]?.(unreachable);
  await expect(first).rejects.toThrow(RightsUnknown);
  await expect(answers.ask()).rejects.toThrow(RightsUnknown);
  expect(answers.asked).toHaveLength(1);
  answers.pass(10 * SECOND_MS);
  const again = answers.ask();
  answers.asked[1]?.(7);
  expect(await again).toBe(7);
});

test("what is forgotten is asked anew, also where its question is under way", async () => {
  const answers = await anAnswered();
  answers.forget("a");
  const second = answers.ask();
  expect(answers.asked).toHaveLength(2);
  answers.forget("a");
  answers.asked[1]?.(8);
  await expect.poll(() => answers.asked.length).toBe(3);
  answers.asked[2]?.(9);
  expect(await second).toBe(9);
  expect(await answers.ask()).toBe(9);
});

test("forgetting one leaves the others", async () => {
  const answers = await anAnswered();
  answers.forget("b");
  expect(await answers.ask()).toBe(7);
  expect(answers.asked).toHaveLength(1);
});

test("a token that is refused is the asker's own matter", async () => {
  const answers = someAnswers();
  const refused = answers.ask(1);
  const other = answers.ask(2);
  answers.asked[0]?.(new SessionEnded());
  await expect(refused).rejects.toThrow(SessionEnded);
  await expect.poll(() => answers.asked.length).toBe(2);
  answers.asked[1]?.(7);
  expect(await other).toBe(7);
});

test("an answer from later than now counts no more: the clock was set back", async () => {
  const answers = await anAnswered();
  answers.pass(-3_600_000);
  const second = answers.ask();
  expect(answers.asked).toHaveLength(2);
  answers.asked[1]?.(8);
  expect(await second).toBe(8);
});

test("the rest after a question that failed is not made longer by a clock that is set back", async () => {
  const answers = someAnswers();
  const first = answers.ask();
  answers.asked[0]?.(unreachable);
  await expect(first).rejects.toBeInstanceOf(RightsUnknown);
  answers.pass(-3_600_000);
  const second = answers.ask();
  answers.asked[1]?.(8);
  expect(await second).toBe(8);
});
