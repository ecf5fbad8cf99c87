import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { drawn, layoutFaultsAt } from "./layout-faults.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

const DESK = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

/** Sentences; none where nobody is kept out. */
export async function axeFaultsOf(page: Page): Promise<readonly string[]> {
  // Frames are looked into by way of a blank page that reads all of axe anew, which takes longer than the look itself.
  const hasFrames = page.frames().length > 1;
  // It stays in the page until another is loaded: then nothing is read in its place.
  const isRead = !hasFrames && (await page.evaluate<boolean>("'axe' in window"));
  const { violations } = await new AxeBuilder({ page, ...(isRead && { axeSource: "0" }) })
    .options({ resultTypes: ["violations"] })
    .withTags(TAGS)
    .setLegacyMode(!hasFrames)
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}: ${nodes[0]?.failureSummary}`);
}

/** Of what is shown just now, in light and dark; on a phone it is looked at whether it fits, too. */
export async function expectEverybodyCanUse(page: Page): Promise<void> {
  const found: string[] = [];
  const size = page.viewportSize() ?? DESK;
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await drawn(page);
    found.push(...(await axeFaultsOf(page)).map((fault) => `${colorScheme}: ${fault}`));
  }
  found.push(...(await layoutFaultsAt(page, PHONE)));
  await page.setViewportSize(size);
  expect(found).toEqual([]);
}
