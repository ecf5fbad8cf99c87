/** What moved on a page by itself: not within half a second of a click or a key, nor because the window got another size. */
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { drawn } from "./layout-faults.ts";

/** Good for a page that loads, as https://web.dev/articles/cls has it. */
const MOST_AT_ONCE = 0.1;
/** A line that gets a little longer. */
const MOST_BY_NEWS = 0.02;

interface Shift {
  readonly value: number;
  /** The beginnings of the elements that moved. */
  readonly moved: readonly string[];
}

/** From now on, on every page of the context: what moves much in one go is a fault, wherever that happens. */
export async function followShifts(context: BrowserContext, faults: string[]): Promise<void> {
  await context.exposeFunction("tellShift", (path: string, value: number, moved: readonly string[]) => {
    faults.push(`${path}: moved by ${value.toFixed(3)}: ${moved.join(", ")}`);
  });
  await context.addInitScript(IN_THE_PAGE);
}

/**
 * Does what others would: news come, and nothing that is read moves away.
 * @param doing resolves when the news are shown
 */
export async function expectNothingToMove(page: Page, doing: () => Promise<unknown>): Promise<void> {
  await shiftsOf(page);
  await doing();
  const shifts = await shiftsOf(page);
  const sum = shifts.reduce((moved, { value }) => moved + value, 0);
  expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(MOST_BY_NEWS);
}

/** Since they were asked for last. */
async function shiftsOf(page: Page): Promise<readonly Shift[]> {
  await drawn(page);
  return page.evaluate<readonly Shift[]>("takeShifts()");
}

/** Runs in the browser. Sums up as the browsers' own measure does: pauses of a second part one go from the next. */
const IN_THE_PAGE = `(() => {
  // A frame is given other sizes by its page.
  if (window !== top) return;
  const shifts = [];
  let sum = 0;
  let begun = 0;
  let last = 0;
  const nameOf = ({ node }) => (node?.outerHTML ?? node?.data ?? "something that is gone").slice(0, 120);
  const take = (entries) => {
    for (const { value, startTime, hadRecentInput, sources } of entries) {
      if (hadRecentInput) continue;
      const moved = sources.map(nameOf);
      shifts.push({ value, moved });
      if (startTime - last > 1000 || startTime - begun > 5000) [sum, begun] = [0, startTime];
      const before = sum;
      sum += value;
      last = startTime;
      if (before <= ${MOST_AT_ONCE} && sum > ${MOST_AT_ONCE}) window.tellShift(location.pathname, sum, moved).catch(() => {});
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  window.takeShifts = () => {
    take(observer.takeRecords());
    return shifts.splice(0);
  };
})()`;
