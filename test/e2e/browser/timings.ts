/** How soon pages show something and answer to a key or a click, as the browser itself measures it. */
import type { BrowserContext } from "playwright-core";

export type Kind = "first paint" | "interaction" | "layout shift";

export class Timings {
  readonly #values = new Map<Kind, { value: number; at: string }[]>();

  /** From now on, on every page of the context. */
  async follow(context: BrowserContext): Promise<void> {
    await context.exposeFunction("tellTiming", (kind: Kind, value: number, at: string) => {
      this.#values.set(kind, [...(this.#values.get(kind) ?? []), { value, at }]);
    });
    await context.addInitScript(IN_THE_PAGE);
  }

  /** A line a kind; none where nothing of it was seen. */
  report(): readonly string[] {
    return [...this.#values].map(([kind, seen]) => {
      const sorted = seen.toSorted((a, b) => a.value - b.value);
      const median = sorted[Math.floor(sorted.length / 2)]?.value ?? 0;
      const worst = sorted.at(-1);
      const unit = kind === "layout shift" ? "" : " ms";
      const shown = (value: number): string => `${Number(value.toPrecision(2))}${unit}`;
      return `${kind}: ${seen.length} seen, median ${shown(median)}, worst ${shown(worst?.value ?? 0)} at ${worst?.at}`;
    });
  }
}

/** Runs in the browser, where the types of this project do not reach. Shorter interactions than 16 ms are not told by browsers. */
const IN_THE_PAGE = `(() => {
  const tell = (kind, value) => window.tellTiming(kind, value, location.pathname).catch(() => {});
  const observe = (type, options, heard) =>
    new PerformanceObserver((list) => list.getEntries().forEach(heard)).observe({ type, buffered: true, ...options });
  observe("paint", {}, (entry) => entry.name === "first-contentful-paint" && tell("first paint", entry.startTime));
  observe("event", { durationThreshold: 16 }, (entry) => entry.interactionId > 0 && tell("interaction", entry.duration));
  observe("layout-shift", {}, (entry) => entry.hadRecentInput || tell("layout shift", entry.value));
})()`;
