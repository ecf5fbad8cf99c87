/** The pages on a phone, in the dark, and without a mouse. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { type AFreshLockstep, aFreshLockstep } from "../../support/a-fresh-lockstep.ts";
import { aSandbox } from "../../support/a-sandbox.ts";
import { aPage, expectHeading, expectInstalled, follow, inBrowser, press } from "./a-page.ts";
import { axeFaultsOf } from "./axe-faults.ts";
import { faultsOf } from "./page-faults.ts";

vi.setConfig({ testTimeout: 180_000 });

interface Scene {
  readonly sandbox: Sandbox;
  readonly lockstep: AFreshLockstep;
  readonly url: string;
  readonly page: Page;
}

const DESK = { viewport: { width: 1280, height: 800 }, colorScheme: "light" } as const;
const PHONE = { viewport: { width: 320, height: 640 }, colorScheme: "dark" } as const;

async function aScene(options: BrowserContextOptions): Promise<Scene> {
  const sandbox = await aSandbox({ app: false, seed: true });
  const lockstep = await aFreshLockstep({ config: { publicUrl: "" } });
  const url = await lockstep.start();
  return { sandbox, lockstep, url, page: await aPage(options) };
}

/** What stands in the focused element or labels it; where nothing shows the focus, that. */
const FOCUSED = `(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 1) return "unseen: " + element.outerHTML;
  return (element.labels?.[0] ?? element).innerText;
})()`;

/** Presses Tab until the focus is there, seen on every step. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (!(passed.at(-1) ?? "").includes(name)) {
    await page.keyboard.press("Tab");
    passed.push(await page.evaluate<string>(FOCUSED));
    if (passed.length > 20 || passed.some((it) => it.startsWith("unseen")))
      throw new Error(`Tab led not to ${name}, but to: ${passed.join(" | ")}`);
  }
}

async function enterOn(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Enter");
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

/** Chosen with the arrow that leads there from the choice before. */
async function choose(page: Page, before: string, name: string): Promise<void> {
  await tabTo(page, before);
  await page.keyboard.press("ArrowDown");
  expect(await page.getByLabel(name).isChecked()).toBe(true);
}

inBrowser("everybody", () => {
  test("sets up, installs and signs in with the keyboard alone, and sees where they are", async () => {
    const { sandbox, lockstep, url, page } = await aScene({});
    await page.goto(url);
    await page.getByLabel("One-time code").and(page.locator(":focus")).waitFor();
    await page.keyboard.type(lockstep.gate.code ?? "");
    await page.keyboard.press("Enter");
    await expectHeading(page, "Register the GitHub App");
    await choose(page, "github.com", "A GitHub Enterprise Server");
    await typeInto(page, "Name of the server", sandbox.host);
    await tabTo(page, "Protocol");
    await page.keyboard.press("ArrowDown");
    await choose(page, "My personal account", "An organisation that I own");
    await typeInto(page, "Login of the organisation", "acme");
    await enterOn(page, "Continue");
    await expectHeading(page, "Create the App");
    await enterOn(page, "Create the App on");
    await expectHeading(page, "Sign in to the GitHub sandbox");
    await enterOn(page, "mona");
    await expectHeading(page, "Create GitHub App");
    await enterOn(page, "Create GitHub App for acme");
    await expectHeading(page, "Install the App");
    await enterOn(page, "Install the App");
    await page.getByRole("link", { name: "Install on acme" }).waitFor();
    await enterOn(page, "Install on acme");
    await page.getByText("All repositories").waitFor();
    await enterOn(page, "Install");
    await expectInstalled(page);
    await enterOn(page, "Sign in with GitHub");
    await page.getByRole("button", { name: "Authorize" }).waitFor();
    await enterOn(page, "Authorize");
    await page.waitForURL(`${url}/`);
    await enterOn(page, "Sign out");
    await expectHeading(page, "Signed out");
  });

  test("can read every page on a phone in the dark and on a desk in the light, and knows what each field is for", async () => {
    const { sandbox, lockstep, url, page } = await aScene(PHONE);
    const faults: string[] = [];
    const look = async (): Promise<void> => {
      for (const { viewport, colorScheme } of [DESK, PHONE]) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        faults.push(...(await faultsOf(page)).map((fault) => `${colorScheme}: ${fault}`));
      }
      const path = new URL(page.url()).pathname;
      faults.push(...(await axeFaultsOf(page)).map((fault) => `${path}: ${fault}`));
    };
    const at = async (heading: string): Promise<void> => {
      await expectHeading(page, heading);
      await look();
    };
    await page.goto(url);
    await page.getByLabel("One-time code").fill("2222");
    await press(page, "Continue");
    await page.getByRole("alert").waitFor();
    await at("Set up Lockstep");
    await page.getByLabel("One-time code").fill(lockstep.gate.code ?? "");
    await press(page, "Continue");
    await at("Register the GitHub App");
    await page.getByLabel("A GitHub Enterprise Server").check();
    await page.getByLabel("An organisation that I own").check();
    await press(page, "Continue");
    await page.getByRole("alert").waitFor();
    await at("Register the GitHub App");
    await page.getByLabel("Name of the server").fill(sandbox.host);
    await page.getByLabel("Protocol").selectOption("http");
    await page.getByLabel("Login of the organisation").fill("acme");
    await press(page, "Continue");
    await at("Create the App");
    await press(page, `Create the App on ${sandbox.host}`);
    await at("Sign in to the GitHub sandbox");
    await page.getByRole("button", { name: "mona" }).click();
    await at("Create GitHub App");
    await press(page, "Create GitHub App for acme");
    await at("Install the App");
    await follow(page, "Install the App");
    await follow(page, "Install on acme");
    await page.getByLabel("All repositories").waitFor();
    await look();
    await press(page, "Install");
    await expectInstalled(page);
    await at("The App is installed");
    await page.goto(`${url}/setup/registered?code=unknown&state=unknown`);
    await at("The App was not registered");
    await follow(page, "Begin again");
    await at("GitHub servers");
    await page.goto(`${url}/auth/callback?state=unknown&code=unknown`);
    await at("Not signed in");
    await follow(page, "To the start");
    await at("Sign in");
    await follow(page, `Sign in with GitHub on ${sandbox.host}`);
    await page.getByRole("button", { name: "Authorize" }).waitFor();
    await look();
    await page.getByRole("button", { name: "Authorize" }).click();
    await at("Workspaces");
    await page.goto(`${url}/setup`);
    await at("Add a GitHub server");
    await page.goto(`${url}/nothing-is-here`);
    await at("Nothing is here");
    await page.goto(url);
    await press(page, "Sign out");
    await at("Signed out");
    expect((await page.goto(`${url}/nothing-is-here`))?.status()).toBe(404);
    await at("Nothing is here");
    await follow(page, "To the start");
    await expectHeading(page, "Sign in");
    expect(faults).toEqual([]);
  });
});
