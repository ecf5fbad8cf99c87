/** Who has a sandbox's terminal is signed in as mona by the link that it printed. */
import type { Browser, BrowserContext } from "playwright-core";
import type { RunningSandbox } from "../running-sandbox.ts";

/** What a browser context keeps of it. */
export type SignedIn = Awaited<ReturnType<BrowserContext["storageState"]>>;

export function signInOnce(browser: Browser, sandbox: RunningSandbox): Promise<SignedIn> {
  const link = /^ {2}(http\S+\/login\/once\/\S+)$/m.exec(sandbox.log())?.[1] ?? "";
  return signInBy(browser, sandbox, link);
}

/** @param link signs somebody in with GitHub, and leads to Lockstep */
export async function signInBy(browser: Browser, sandbox: RunningSandbox, link: string): Promise<SignedIn> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.waitForURL(`${sandbox.lockstepUrl}/**`);
  const state = await context.storageState();
  await context.close();
  return state;
}
