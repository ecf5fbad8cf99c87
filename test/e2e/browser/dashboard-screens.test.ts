/**
 * Every screen over a workspace in which whatever can be named is named by somebody hostile: nothing runs, nothing is asked of
 * elsewhere, and axe finds nothing, in light on a desk and in the dark on a phone.
 */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ADashboard, openDashboard } from "./a-dashboard.ts";
import { fillWorkspace, type HostileWorkspace } from "./a-hostile-workspace.ts";
import { inBrowser } from "./a-page.ts";
import { SCREENS } from "./screens.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let dashboard: ADashboard;
let workspace: HostileWorkspace;

/** Sentences; none where nobody is kept out. */
async function faultsOf(page: Page, name: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const beyond = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  return [
    ...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}: ${nodes[0]?.failureSummary}`),
    ...(beyond > 0 ? [`${name} scrolls to the side by ${beyond}`] : []),
  ];
}

interface Way {
  readonly where: string;
  readonly colorScheme: "light" | "dark";
  readonly size: { readonly width: number; readonly height: number };
}

const DESK: Way = { where: "in light on a desk", colorScheme: "light", size: { width: 1280, height: 900 } };
const PHONE: Way = {
  where: "in the dark on a phone",
  colorScheme: "dark",
  size: { width: 390, height: 844 },
};

async function turnTo(page: Page, { colorScheme, size }: Way): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize(size);
  await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
}

inBrowser("the dashboard's screens", () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
    workspace = await fillWorkspace(dashboard);
  });
  afterAll(() => dashboard.close());

  test("can be used by everybody, in light on a desk and in the dark on a phone, and run nothing that they show", async () => {
    const page = await dashboard.open("");
    const found: string[] = [];
    for (const [index, [name, path, ready]] of SCREENS.entries()) {
      // Each is loaded one way and turned to the other, every second the other way round.
      const ways = index % 2 === 0 ? [DESK, PHONE] : [PHONE, DESK];
      for (const [turn, way] of ways.entries()) {
        await turnTo(page, way);
        if (turn === 0) {
          await page.goto(`${dashboard.sandbox.lockstepUrl}/workspaces/acme${path(workspace)}`);
          await ready(page);
        }
        found.push(...(await faultsOf(page, `${name} ${way.where}`)));
      }
    }
    expect(found).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  test("have more contrast where the device asks for it", async () => {
    const page = await dashboard.open("", { contrast: "more" });
    await page.locator("time").first().waitFor();
    await page.locator("html[data-light-theme=light_high_contrast]").waitFor();
    const muted = () => page.evaluate<string>("getComputedStyle(document.querySelector('time')).color");
    const strong = await muted();
    await page.emulateMedia({ contrast: "no-preference" });
    await page.locator("html[data-light-theme=light]").waitFor();
    expect(await muted()).not.toBe(strong);
  });

  test("say so, and offer to try again, where the server does not answer", async () => {
    const page = await dashboard.open("");
    await page.getByText("Needs you first").waitFor();
    await page.route("**/api/v1/workspaces/acme/apis**", (route) => route.abort());
    await page.getByRole("link", { name: "APIs" }).click();
    await page.getByText("Lockstep did not answer").waitFor();
    await page.unroute("**/api/v1/workspaces/acme/apis**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("no schema yet").waitFor();
    dashboard.faults.length = 0;
  });
});
