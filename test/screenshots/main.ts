/**
 * `npm run screenshots`: the dashboard over a sandbox of its own, photographed into docs/screenshots; `npm run screenshots conflict`
 * only the one of that name.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchChromium } from "../e2e/browser/chromium.ts";
import { type SignedIn, signInOnce } from "../e2e/browser/sign-in-once.ts";
import { type RunningSandbox, startSandbox } from "../e2e/running-sandbox.ts";
import { fillWorkspace } from "./fill-workspace.ts";
import { type Shot, SHOTS } from "./shots.ts";
import { until } from "../e2e/until.ts";

const ENTRY = fileURLToPath(new URL("../../src/sandbox/main.ts", import.meta.url));
const OUTPUT = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const wished = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), "lockstep-screenshots-"));
mkdirSync(OUTPUT, { recursive: true });
const sandbox = await startSandbox({ command: process.execPath, args: [ENTRY], cwd: folder });
const browser = await launchChromium();
try {
  await untilBuilt(sandbox);
  const filled = await fillWorkspace(sandbox, folder);
  const state = await signInOnce(browser, sandbox);
  for (const shot of SHOTS.filter(({ name }) => wished.length === 0 || wished.includes(name))) {
    await take(shot, {
      browser,
      state,
      address: `${sandbox.lockstepUrl}/workspaces/acme${shot.path(filled)}`,
    });
    console.log(`docs/screenshots/${shot.name}.png`);
  }
} finally {
  await browser.close();
  await sandbox.dispose();
  rmSync(folder, { recursive: true, force: true });
}

interface Scene {
  readonly browser: Browser;
  readonly state: SignedIn;
  readonly address: string;
}

async function take(shot: Shot, { browser: chromium, state, address }: Scene): Promise<void> {
  const { name, ready, colours = "light", width = 1280, height = 800 } = shot;
  const context = await chromium.newContext({
    storageState: state,
    colorScheme: colours,
    reducedMotion: "reduce",
    viewport: { width, height },
  });
  const page = await context.newPage();
  await page.goto(address);
  await ready(page);
  await page.waitForLoadState("networkidle").catch(() => {});
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) });
  await context.close();
}

function untilBuilt({ lockstepUrl, token }: RunningSandbox): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  return until("the dashboard is built", async () => {
    const { status } = await fetch(`${lockstepUrl}/workspaces/acme`, { headers });
    return status === 200;
  });
}
