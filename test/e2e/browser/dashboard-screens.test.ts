/**
 * Every screen over a workspace in which whatever can be named is named by somebody hostile: nothing runs, nothing is asked of
 * elsewhere, axe finds nothing, in light on a desk and in the dark on a phone, and all can be read and reached at every width.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ADashboard, openDashboard } from "./a-dashboard.ts";
import { fillWorkspace, type HostileWorkspace } from "./a-hostile-workspace.ts";
import { inBrowser } from "./a-page.ts";
import { axeFaultsOf, expectEverybodyCanUse } from "./axe-faults.ts";
import { drawn, layoutFaultsAt, layoutFaultsOf } from "./layout-faults.ts";
import { ManyLinks } from "./many-links.ts";
import { shiftFaultsOf } from "./layout-shifts.ts";
import { addressOf, SCREENS } from "./screens.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let dashboard: ADashboard;
let workspace: HostileWorkspace;

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

/** Between a phone and a desk, and beyond the desk: a tablet upright and lying, and two large monitors. */
const OTHER_WIDTHS = [768, 1024, 2560, 3840] as const;

async function turnTo(page: Page, { colorScheme, size }: Way): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.setViewportSize(size);
  await drawn(page);
}

inBrowser("the dashboard's screens", () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
    // Who has two is asked at the start which one.
    for (const action of ["create-account", "install"])
      await dashboard.sandbox.control("POST", "actions", { action, login: "globex", account: "globex" });
    workspace = await fillWorkspace(dashboard);
  });
  afterAll(() => dashboard.close());

  test("can be used by everybody, in light and dark, from a phone to a wall of pixels, and run nothing that they show", async () => {
    const page = await dashboard.open("");
    const found: string[] = [];
    for (const [index, screen] of SCREENS.entries()) {
      const [name, , ready] = screen;
      // Each is loaded one way and turned to the other, every second the other way round.
      const ways = index % 2 === 0 ? [DESK, PHONE] : [PHONE, DESK];
      for (const [turn, way] of ways.entries()) {
        await turnTo(page, way);
        if (turn === 0) {
          await page.goto(`${dashboard.sandbox.lockstepUrl}${addressOf(screen, workspace)}`);
          await ready(page);
        }
        const faults = [...(await axeFaultsOf(page)), ...(await layoutFaultsOf(page))];
        if (turn === 0) faults.push(...(await shiftFaultsOf(page)));
        found.push(...faults.map((fault) => `${name} ${way.where}: ${fault}`));
      }
      for (const width of OTHER_WIDTHS) {
        const faults = await layoutFaultsAt(page, { width, height: Math.round(width * 0.6) });
        found.push(...faults.map((fault) => `${name} at ${width} px: ${fault}`));
      }
    }
    expect(found).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  test("begin with an overview that nothing moves on, in whatever order its parts come", async () => {
    const page = await dashboard.open("/activity", { viewport: PHONE.size, colorScheme: "dark" });
    const [counts, links, activity] = [
      "workspaces/acme",
      "workspaces/acme/links?*",
      "workspaces/acme/activity?*",
    ];
    for (const [late, early] of [
      [counts, activity],
      [links, counts],
      [activity, links],
    ]) {
      const { promise: othersAreDrawn, resolve: letGo } = Promise.withResolvers<void>();
      await page.route(`**/api/v1/${late}`, async (route) => {
        await othersAreDrawn;
        await route.continue();
      });
      const others = page.waitForResponse(`**/api/v1/${early}`);
      await page.goto(`${dashboard.sandbox.lockstepUrl}/workspaces/acme`);
      await (await others).finished();
      await page.locator("main [aria-busy=true]").first().waitFor();
      await drawn(page);
      letGo();
      await page.getByText("Needs you first").waitFor();
      await page.locator("main [aria-busy=true]").first().waitFor({ state: "detached" });
      expect(await shiftFaultsOf(page), late).toEqual([]);
      await page.unroute(`**/api/v1/${late}`);
    }
  });

  test("have more contrast where the device asks for it", async () => {
    const page = await dashboard.open("", { contrast: "more" });
    await page.locator("time").first().waitFor();
    await page.locator("html[data-light-theme=light_high_contrast]").waitFor();
    const muted = () => page.evaluate<string>("getComputedStyle(document.querySelector('time')).color");
    const strong = await muted();
    await expectEverybodyCanUse(page);
    await page.emulateMedia({ contrast: "more", colorScheme: "dark" });
    await page.locator("html[data-dark-theme=dark_high_contrast]").waitFor();
    await expectEverybodyCanUse(page);
    const strongInTheDark = await muted();
    await page.emulateMedia({ contrast: "no-preference", colorScheme: "dark" });
    await page.locator("html[data-dark-theme=dark]").waitFor();
    expect(await muted()).not.toBe(strongInTheDark);
    await page.emulateMedia({ contrast: "no-preference", colorScheme: "light" });
    await page.locator("html[data-light-theme=light]").waitFor();
    expect(await muted()).not.toBe(strong);
  });

  test("can be read beneath the pointer and while they are pressed, with more contrast, too", async () => {
    const page = await dashboard.open("/integrations", { reducedMotion: "reduce" });
    for (const [contrast, theme] of [
      ["no-preference", "light"],
      ["more", "light_high_contrast"],
    ] as const) {
      await page.emulateMedia({ contrast });
      await page.locator(`html[data-light-theme=${theme}]`).waitFor();
      await page.getByRole("link", { name: "Sync API schemas" }).hover();
      await expectEverybodyCanUse(page);
      await page.mouse.down();
      await expectEverybodyCanUse(page);
      // Let go elsewhere, it leads nowhere.
      await page.mouse.move(0, 0);
      await page.mouse.up();
    }
  });

  test("show and change more than fit a page: from page to page and back, and all that fit in one go", async () => {
    const page = await dashboard.open("");
    const [like] = JSON.parse((await dashboard.sandbox.call("GET", "links")).text).items;
    const many = new ManyLinks(like, 250);
    await many.standIn(page);
    const shown = (number: string) => page.getByRole("link", { name: `made/${number}.yaml` }).waitFor();
    await page.goto(`${page.url()}/integrations?after=100`);
    await shown("0101");
    await page.getByRole("button", { name: "First page" }).click();
    await shown("0001");
    await page.getByRole("button", { name: "Next page" }).click();
    await shown("0051");
    await page.getByRole("button", { name: "Next page" }).click();
    await shown("0101");
    await page.getByRole("button", { name: "Previous page" }).click();
    await shown("0051");
    await page.goBack();
    await shown("0101");
    await page.getByLabel("Choose all on this page").check();
    await page.getByText("50 chosen").waitFor();
    await page.getByRole("button", { name: "Choose all that fit, on every page" }).click();
    await page.getByText("250 chosen").waitFor();
    const letGo = many.hold();
    await page.getByRole("button", { name: "Sync now" }).click();
    await page.getByText(/^[1-9]\d* of 250 done$/).waitFor();
    letGo();
    await page.getByText("250 will be looked at on GitHub now.").filter({ visible: true }).first().waitFor();
    await page.getByText("Choose some to sync").waitFor();
    expect(many.asked.reduce((sum, links) => sum + links, 0)).toBe(250);
    expect(Math.max(...many.asked)).toBeLessThanOrEqual(200);
    expect(dashboard.faults).toEqual([]);
  });

  test("say so, and offer to try again, where the server does not answer", async () => {
    const page = await dashboard.open("");
    await page.getByText("Needs you first").waitFor();
    await page.route("**/api/v1/workspaces/acme/links?state=*", (route) => route.abort());
    await page.reload();
    await page.getByText("These cannot be shown").waitFor();
    await page.unroute("**/api/v1/workspaces/acme/links?state=*");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("These cannot be shown").waitFor({ state: "detached" });
    await page.route("**/api/v1/workspaces/acme/apis**", (route) => route.abort());
    await page.getByRole("link", { name: "APIs" }).click();
    await page.getByText("Lockstep did not answer").waitFor();
    await page.unroute("**/api/v1/workspaces/acme/apis**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("no schema yet").waitFor();
    const { promise: isSeen, resolve: letGo } = Promise.withResolvers<void>();
    await page.route("**/assets/activity-page*", async (route) => {
      await isSeen;
      await route.continue();
    });
    await page.getByRole("navigation").getByRole("link", { name: "Activity" }).click();
    await page.locator("main [aria-busy=true]:only-child").waitFor();
    letGo();
    await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
    dashboard.faults.length = 0;
  });
});
