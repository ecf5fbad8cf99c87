/** What moved on a page by itself: not within half a second of a click or a key, nor because the window got another size. */
import type { BrowserContext, Frame, Page } from "playwright-core";
import { expect } from "vitest";
import { drawn } from "./layout-faults.ts";

/** Good for a page that loads, as https://web.dev/articles/cls has it. */
const MOST_AT_ONCE = 0.1;
/** A line that gets a little longer. */
const MOST_BY_NEWS = 0.02;

interface Shift {
  readonly value: number;
  /** Milliseconds after the page was asked for. */
  readonly at: number;
  /** The beginnings of the elements that moved. */
  readonly moved: readonly string[];
}

/** From now on, on every page of the context, and in its frames. */
export async function followShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(IN_THE_PAGE);
}

/** Sentences; none where the page that was loaded moved little in any one go. */
export async function shiftFaultsOf(page: Page): Promise<readonly string[]> {
  const shifts = await shiftsOf(page);
  const faults: string[] = [];
  let [sum, begun, last] = [0, 0, 0];
  for (const { value, at, moved } of shifts) {
    // As the browsers' own measure has it, a pause of a second parts one go from the next, and none is longer than five.
    if (at - last > 1000 || at - begun > 5000) [sum, begun] = [0, at];
    [sum, last] = [sum + value, at];
    if (sum > MOST_AT_ONCE) faults.push(`moved by ${sum.toFixed(3)}: ${moved.join(", ")}`);
  }
  return faults;
}

/**
 * Does what others would: news come, and nothing that is read moves away.
 * @param page or a frame in one, which tells of what moved within it alone
 * @param doing resolves when the news are shown
 */
export async function expectNothingToMove(page: Page | Frame, doing: () => Promise<unknown>): Promise<void> {
  // What moves sooner after a click or a key counts as asked for.
  await page.evaluate("new Promise((done) => setTimeout(done, lastInput + 500 - performance.now()))");
  await shiftsOf(page);
  await doing();
  const shifts = await shiftsOf(page);
  const sum = shifts.reduce((moved, { value }) => moved + value, 0);
  expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST_BY_NEWS);
}

/** Since they were asked for last. */
async function shiftsOf(page: Page | Frame): Promise<readonly Shift[]> {
  await drawn(page);
  return page.evaluate<readonly Shift[]>("takeShifts()");
}

/** Runs in the browser, where the types of this project do not reach. */
const IN_THE_PAGE = `(() => {
  window.lastInput = -500;
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => (window.lastInput = performance.now()), true);
  const shifts = [];
  const nameOf = ({ node }) => (node?.outerHTML ?? node?.data ?? "something that is gone").slice(0, 120);
  const take = (entries) => {
    for (const { value, startTime, hadRecentInput, sources } of entries)
      if (!hadRecentInput) shifts.push({ value, at: startTime, moved: sources.map(nameOf) });
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  window.takeShifts = () => {
    take(observer.takeRecords());
    return shifts.splice(0);
  };
})()`;
