/** From `npm start` in an empty folder to a person who sees their workspace, in a browser. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { aSandbox } from "../../support/a-sandbox.ts";
import { aFolder } from "../a-running-sandbox.ts";
import { INVITATION, type Server, start } from "../a-server.ts";
import {
  aPage,
  expectHeading,
  expectInstalled,
  expectToBeAskedToSignIn,
  expectToBeSignedIn,
  expectWorkspace,
  follow,
  inBrowser,
  press,
} from "./a-page.ts";

vi.setConfig({ testTimeout: 180_000 });

async function codeOf(server: Server): Promise<string> {
  return vi.waitFor(() => INVITATION.exec(server.log())?.[2] ?? Promise.reject(new Error(server.log())));
}

/** Up to the App's own page at the sandbox. */
async function register(page: Page, sandbox: Sandbox): Promise<void> {
  await page.getByLabel("A GitHub Enterprise Server").check();
  await page.getByLabel("Name of the server").fill(sandbox.host);
  await page.getByLabel("Protocol").selectOption("http");
  await page.getByLabel("An organisation that I own").check();
  await page.getByLabel("Login of the organisation").fill("acme");
  await press(page, "Continue");
  await press(page, "Back");
  expect(await page.getByLabel("Login of the organisation").inputValue()).toBe("acme");
  await press(page, "Continue");
  await press(page, `Create the App on ${sandbox.host}`);
  await page.getByRole("button", { name: "mona" }).click();
  await press(page, "Create GitHub App for acme");
  await expectHeading(page, "Install the App");
}

async function install(page: Page, repositories: readonly string[]): Promise<void> {
  await follow(page, "Install the App");
  await follow(page, "Install on acme");
  await page.getByLabel("Only select repositories").check();
  for (const name of repositories) await page.getByLabel(name).check();
  await press(page, "Install");
}

inBrowser("setup", () => {
  test("from the terminal's code to the installed App, and on after a restart", async () => {
    const [sandbox, folder] = [await aSandbox({ app: false, seed: true }), await aFolder()];
    const server = start(folder, { PORT: "0" });
    const url = await server.ready();
    const page = await aPage();
    await page.goto(url);
    await page.getByLabel("One-time code").fill("2222-2222-2222");
    await press(page, "Continue");
    expect(await page.getByRole("alert").innerText()).toContain("That is not the code");
    await page.getByLabel("One-time code").fill((await codeOf(server)).toLowerCase());
    await press(page, "Continue");
    await expectHeading(page, "Register the GitHub App");
    await register(page, sandbox);
    expect(statSync(join(folder, "data", "hosts.json")).mode & 0o777).toBe(0o600);
    await install(page, ["petstore", "blank"]);
    await expectInstalled(page);
    expect(await page.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining("acme/blank"),
      expect.stringContaining("acme/petstore"),
    ]);

    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    const again = start(folder, { PORT: new URL(url).port });
    expect(await again.ready()).toBe(url);
    await page.goto(`${url}/setup`);
    await expectHeading(page, "Setup is closed");
    await expectToBeAskedToSignIn(page, url);
    await follow(page, `Sign in with GitHub on ${sandbox.host}`);
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.waitForURL(`${url}/**`);
    await expectWorkspace(page, "acme");
    await expectToBeSignedIn(page, "mona", sandbox.host);
    expect(again.log()).not.toMatch(INVITATION);
  });

  test("says what is wrong with what was entered, keeps it through a reload, and opens to no other browser by the code that was used", async () => {
    const server = start(await aFolder(), { PORT: "0" });
    const url = await server.ready();
    const used = await codeOf(server);
    const page = await aPage();
    await page.goto(`${url}/setup`);
    await page.getByLabel("One-time code").fill(used);
    await press(page, "Continue");
    await page.getByLabel("A GitHub Enterprise Server").check();
    await page.getByLabel("Name of the server").fill("github.example.com/login");
    await page.getByLabel("An organisation that I own").check();
    await page.getByLabel("Name of the App").fill("Lockstep of the tests");
    await press(page, "Continue");
    const problems = await page.getByRole("alert").innerText();
    expect(problems).toContain("Enter the Enterprise Server's name alone");
    expect(problems).toContain("Enter the organisation's login");
    expect(await page.getByLabel("Name of the server").inputValue()).toBe("github.example.com/login");
    expect(await page.getByLabel("Name of the App").inputValue()).toBe("Lockstep of the tests");
    await page.goto(page.url());
    await expectHeading(page, "Register the GitHub App");
    const other = await aPage();
    await other.goto(`${url}/setup/hosts`);
    await expectHeading(other, "Set up Lockstep");
    await other.getByLabel("One-time code").fill(used);
    await press(other, "Continue");
    expect(await other.getByRole("alert").innerText()).toContain("That is not the code");
  });

  test("whoever puts off installing finds it again where they have signed in", async () => {
    const [sandbox, server] = [
      await aSandbox({ app: false, seed: true }),
      start(await aFolder(), { PORT: "0" }),
    ];
    const url = await server.ready();
    const page = await aPage();
    await page.goto(url);
    await page.getByLabel("One-time code").fill(await codeOf(server));
    await press(page, "Continue");
    await register(page, sandbox);
    await follow(page, "Later");
    await follow(page, `Sign in with GitHub on ${sandbox.host}`);
    await page.getByRole("button", { name: "Authorize" }).click();
    await expectHeading(page, "Workspaces");
    await install(page, ["catalog"]);
    await expectInstalled(page);
    await page.getByText("acme/catalog").waitFor();
    await follow(page, "Continue");
    await expectWorkspace(page, "acme");
  });
});
