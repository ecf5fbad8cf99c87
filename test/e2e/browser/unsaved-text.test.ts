/** What somebody writes stays theirs until it is saved: through slow saves, lost connections, other tabs and other people's pushes. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ADashboard, openDashboard } from "./a-dashboard.ts";
import { inBrowser, press } from "./a-page.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dashboard: ADashboard;

const editor = (page: Page) => page.getByRole("textbox", { name: /^Schema of/ });

/** Types at the beginning of the editor's text. */
async function typeFirst(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(text);
}

async function textOf(page: Page): Promise<string> {
  return editor(page).innerText();
}

/** A version with a schema, and where it is. */
async function aVersion(name: string): Promise<string> {
  const { sandbox } = dashboard;
  await sandbox.call("POST", "apis", { name });
  await sandbox.call("POST", `apis/${name}/versions`, { name: "1.0" });
  const text = "openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {}\n";
  await sandbox.call("PUT", `apis/${name}/versions/1.0/schema`, text, { "content-type": "text/plain" });
  return `/apis/${name}/versions/1.0`;
}

inBrowser("unsaved text", () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(() => dashboard.close());

  test("stays where it is typed while a save runs", async () => {
    const page = await dashboard.open(await aVersion("slow"));
    const { promise: mayGo, resolve: letGo } = Promise.withResolvers<void>();
    await page.route("**/schema", async (route) => {
      if (route.request().method() === "PUT") await mayGo;
      await route.continue();
    });
    await typeFirst(page, "# one\n");
    await page.getByLabel("What did you change?").fill("One");
    await press(page, "Save");
    await page.getByLabel("What did you change?").fill("Two");
    await typeFirst(page, "# two\n");
    letGo();
    await page.getByText("Saved as revision 2.").first().waitFor();
    expect(await textOf(page)).toMatch(/^# two\n# one\n/);
    await page.reload();
    await page.getByText("Your changes are still here").waitFor();
    await page.getByText("# two").waitFor();
    expect(await page.getByLabel("What did you change?").inputValue()).toBe("Two");
    expect(await page.getByText("Somebody saved another text").count()).toBe(0);
    await press(page, "Save");
    await page.getByText("Saved as revision 3.").first().waitFor();
  });

  test("outlives a lost connection, and nothing is done when it is back that was called off", async () => {
    const page = await dashboard.open(await aVersion("offline"));
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.method()));
    await typeFirst(page, "# mine\n");
    await page.context().setOffline(true);
    await press(page, "Save");
    await page.getByText("Lockstep did not answer").first().waitFor();
    await press(page, "Delete version");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Delete version" }).click();
    await dialog.getByText("Lockstep did not answer").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(sent.filter((method) => method === "DELETE")).toHaveLength(1);
    await page.context().setOffline(false);
    await press(page, "Save");
    await page.getByText("Saved as revision 2.").first().waitFor();
    expect(sent.filter((method) => method === "DELETE")).toHaveLength(1);
    expect(await textOf(page)).toMatch(/^# mine\n/);
  });

  test("is not taken away by another tab", async () => {
    const one = await dashboard.open(await aVersion("tabs"));
    const two = await one.context().newPage();
    await two.goto(one.url());
    await editor(two).waitFor();
    await typeFirst(one, "# one\n");
    await typeFirst(two, "# two\n");
    await two.getByText("You wrote another text of this in another tab").waitFor();
    await Promise.all([one.reload(), two.reload()]);
    await one.getByText("# one").waitFor();
    await two.getByText("# two").waitFor();
    await press(two, "Go on with that one");
    await two.getByText("# one").waitFor();
    await press(two, "Throw that one away");
    await press(two, "Save");
    await two.getByText("Saved as revision 2.").first().waitFor();
    await one.getByText("You wrote another text").waitFor({ state: "detached" });
  });
});
