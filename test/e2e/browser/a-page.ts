/** Debian's chromium, driven as a person drives it. */
import { existsSync } from "node:fs";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, describe, expect, onTestFinished } from "vitest";
import { CHROMIUM, launchChromium } from "./chromium.ts";

/** Says in its title why its tests are skipped, where they are. */
export function inBrowser(subject: string, tests: () => void): void {
  const isThere = existsSync(CHROMIUM);
  const title = isThere ? subject : `${subject} (skipped: there is no ${CHROMIUM})`;
  describe.skipIf(!isThere)(title, () => {
    afterAll(async () => (await launched)?.close());
    tests();
  });
}

let launched: Promise<Browser> | undefined;

/** As in a browser of its own, that nobody used yet: it shares nothing with others, and ends with the test. */
export async function aPage(options: BrowserContextOptions = {}): Promise<Page> {
  launched ??= launchChromium();
  const context = await (await launched).newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** The heading that says which page it is. */
export async function expectHeading(page: Page, heading: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
}

/** All that the installation reaches has come: until then the page looks again by itself. */
export async function expectInstalled(page: Page): Promise<void> {
  await expectHeading(page, "The App is installed");
  await page.locator("meta[http-equiv=refresh]").waitFor({ state: "detached" });
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

export async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
}

/** On the dashboard, whose menu says it. */
export async function expectToBeSignedIn(page: Page, login: string, host: string): Promise<void> {
  await press(page, `Account: ${login}`);
  await page.getByText(`Signed in as ${login} on ${host}`).waitFor();
  await page.keyboard.press("Escape");
}

export async function expectWorkspace(page: Page, workspace: string): Promise<void> {
  await page.getByRole("button", { name: `Workspace: ${workspace}`, exact: true }).waitFor();
}

export async function textOf(page: Page): Promise<string> {
  return page.locator("body").innerText();
}

/** @param address leads to what only a browser without a session is shown */
export async function expectToBeAskedToSignIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expectHeading(page, "Sign in");
  expect(new URL(page.url()).pathname).toBe("/auth/login");
}

/** A dialog that opens takes the focus when it is drawn: before that, keys would go astray. */
export async function focusIn(dialog: Locator): Promise<void> {
  await dialog.locator(":focus").waitFor();
}

/** Narrower than this, not all tabs of a workspace have room. */
const ROOM_FOR_ALL = 768;

/** By the tabs of the workspace, of which those that have no room are in a menu. */
export async function goTo(page: Page, screen: string): Promise<void> {
  const tabs = page.getByRole("navigation", { name: "Screens" });
  const tab = tabs.getByRole("link", { name: screen });
  if ((page.viewportSize()?.width ?? ROOM_FOR_ALL) < ROOM_FOR_ALL) {
    // From then on it is known which have room.
    await tabs.locator("a[tabindex='-1']").first().waitFor({ state: "attached" });
    if ((await tab.count()) === 0) {
      await tabs.getByRole("button", { name: /^More/ }).click();
      return page.getByRole("menuitem", { name: screen }).click();
    }
  }
  await tab.click();
}
