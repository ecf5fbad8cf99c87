/** The dashboard over a sandbox of its own, in one browser where mona has signed in: for all tests of a file. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished, vi } from "vitest";
import { HOSTNAME } from "../../../src/sandbox/start-lockstep.ts";
import { type RunningSandbox, startSandbox } from "../running-sandbox.ts";
import { launchChromium } from "./chromium.ts";
import { followShifts } from "./layout-shifts.ts";
import { signInBy, signInOnce } from "./sign-in-once.ts";
import { Timings } from "./timings.ts";

const ENTRY = fileURLToPath(new URL("../../../src/sandbox/main.ts", import.meta.url));

/** The one that a sandbox holds at first. */
export const ACCOUNT = "acme";

export interface ADashboard {
  /** It calls below the workspace. */
  readonly sandbox: RunningSandbox;
  readonly folder: string;
  /** Whose workspace it is. */
  readonly account: string;
  /** Signed in as mona; at an address below the workspace. Closed when the test is over. */
  open(path: string, options?: BrowserContextOptions, account?: string): Promise<Page>;
  /** The same in a browser of somebody else. */
  openAs(login: string, path: string, options?: BrowserContextOptions, account?: string): Promise<Page>;
  /** What no page may do: errors, refusals of the page's own policy, dialogs, requests to elsewhere. */
  readonly faults: string[];
  /** Says how quick the pages were. */
  close(): Promise<void>;
}

export async function openDashboard(): Promise<ADashboard> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-dashboard-"));
  const sandbox = await startSandbox({ command: process.execPath, args: [ENTRY], cwd: folder });
  await built(sandbox);
  const browser = await launchChromium();
  const faults: string[] = [];
  const timings = new Timings();
  const storageState = await signInOnce(browser, sandbox);
  const dashboard: ADashboard = {
    sandbox,
    folder,
    account: ACCOUNT,
    faults,
    async open(path, options = {}, account = ACCOUNT) {
      const context = await browser.newContext({ storageState, ...options });
      onTestFinished(() => context.close());
      await Promise.all([timings.follow(context), followShifts(context)]);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      watch(page, faults, new URL(sandbox.lockstepUrl).origin);
      await page.goto(`${sandbox.lockstepUrl}/workspaces/${account}${path}`);
      return page;
    },
    async openAs(login, path, options = {}, account = ACCOUNT) {
      const target = `${sandbox.lockstepUrl}/auth/login?host=${HOSTNAME}`;
      const link = await sandbox.control("POST", "actions", { action: "login-link", login, target });
      const signedIn = await signInBy(browser, sandbox, String(link.at("result")));
      return dashboard.open(path, { ...options, storageState: signedIn }, account);
    },
    async close() {
      for (const line of timings.report()) console.info(line);
      await browser.close();
      await sandbox.dispose();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return dashboard;
}

/** The sandbox builds the dashboard beside itself, where it is not built yet. */
async function built(sandbox: RunningSandbox): Promise<void> {
  const { lockstepUrl, token } = sandbox;
  const headers = { authorization: `Bearer ${token}` };
  await vi.waitFor(
    async () => {
      const { status } = await fetch(`${lockstepUrl}/workspaces/${ACCOUNT}`, { headers });
      if (status !== 200) throw new Error(`The dashboard answers ${status}:\n${sandbox.log()}`);
    },
    { timeout: 60_000, interval: 100 },
  );
}

/** Answers that say that something is not there, or has changed, are an answer: the browser logs them all the same. */
const EXPECTED = /^Failed to load resource: .* status of (404|409|412|422)/;

function watch(page: Page, faults: string[], home: string): void {
  const note = (what: string): void => {
    faults.push(`${new URL(page.url()).pathname}: ${what}`);
  };
  page.on("console", (message) => {
    if (message.type() === "error" && !EXPECTED.test(message.text())) note(message.text());
  });
  page.on("pageerror", (error) => note(error.message));
  page.on("dialog", (dialog) => {
    note(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== home) note(`request to ${request.url()}`);
  });
}
