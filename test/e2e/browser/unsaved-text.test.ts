/** What somebody writes stays theirs until it is saved: through slow saves, lost connections, other tabs and other people's pushes. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import type { ADashboard } from "./a-dashboard.ts";
import { expectHeading, follow, press } from "./a-page.ts";
import { inBothLooks } from "./both-looks.ts";
import { expectEverybodyCanUse } from "./axe-faults.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

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

/** Commits a change of the seeded schema, as a person does it with git. */
async function push(change: (text: string) => string): Promise<void> {
  const clone = join(dashboard.folder, "clone");
  const git = (...args: readonly string[]) => run("git", ["-C", clone, ...args]);
  const url = `${dashboard.sandbox.githubUrl}/${dashboard.account}/petstore.git`;
  await run("git", ["clone", "-q", url, clone]).catch(() => git("pull", "-q"));
  const file = join(clone, "api/petstore.yaml");
  await writeFile(file, change(await readFile(file, "utf8")));
  await git("-c", "user.name=Paul", "-c", "user.email=paul@example.com", "commit", "-qam", "Edit");
  await git("push", "-q");
}

/** A version and its file that both changed; answers the link. */
async function aConflict(): Promise<string> {
  const { sandbox } = dashboard;
  const repository = (await sandbox.call("GET", "repositories?q=petstore")).at("items.0.id");
  await sandbox.call("POST", "apis", { name: "Both", from: { repository, path: "api/petstore.yaml" } });
  const link = `links/${String((await sandbox.call("GET", "links?q=petstore.yaml")).at("items.0.id"))}`;
  await sandbox.call("PATCH", link, { paused: true });
  const [version] = (await sandbox.call("GET", "apis/both")).at("versions") as { name: string }[];
  const schema = `apis/both/versions/${version?.name}/schema`;
  const { text } = await sandbox.call("GET", schema);
  await sandbox.call("PUT", schema, `# store\n${text}`, {
    "content-type": "text/plain",
    "if-match": "*",
  });
  await push((pushed) => `# github\n${pushed}`);
  await sandbox.call("PATCH", link, { paused: false });
  return link;
}

/** What is asked for meanwhile is answered by nothing, and only then. */
async function failSlowly(page: Page, address: string, meanwhile: () => Promise<void>): Promise<void> {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await promise;
    await route.abort();
  });
  await meanwhile();
  end();
  await page.getByText("Lockstep did not answer").first().waitFor();
  await page.unroute(address);
  dashboard.faults.length = 0;
}

/** As somebody does who goes to another tab. */
const LOOK_AWAY_AND_BACK = `for (const state of ["hidden", "visible"]) {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}`;

inBothLooks("unsaved text", (here) => {
  beforeAll(() => {
    dashboard = here();
  });

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
    await expect.poll(() => page.getByLabel("What did you change?").inputValue()).toBe("Two");
    expect(await page.getByText("Somebody saved another text").count()).toBe(0);
    await press(page, "Save");
    await page.getByText("Saved as revision 3.").first().waitFor();
  });

  test("that the browser has no room for is not left without a question", async () => {
    const page = await dashboard.open(await aVersion("full"));
    await editor(page).waitFor();
    await page.evaluate(
      "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    );
    await typeFirst(page, "# mine\n");
    await page.getByText("This browser has no room to keep what you write").waitFor();
    await follow(page, "full");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText("Leave what you wrote?").waitFor();
    await expectEverybodyCanUse(page);
    await dialog.getByRole("button", { name: "Stay here" }).click();
    expect(await textOf(page)).toMatch(/^# mine\n/);
    await follow(page, "full");
    await dialog.getByRole("button", { name: "Leave and lose it" }).click();
    await expectHeading(page, "full");
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
    await expectEverybodyCanUse(two);
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

  test("outlives its version, of which it is said that it is gone", async () => {
    const page = await dashboard.open(await aVersion("gone"));
    await typeFirst(page, "# mine\n");
    await dashboard.sandbox.call("DELETE", "apis/gone/versions/1.0");
    await page.getByText("This is gone, or not open to you any more").waitFor();
    expect(await textOf(page)).toMatch(/^# mine\n/);
    await page.reload();
    await page.getByText("This cannot be shown").first().waitFor();
    await expect.poll(() => page.getByLabel("Your text").inputValue()).toMatch(/^# mine\n/);
    await editor(page).waitFor({ state: "detached" });
  });

  test("of a merge is not put in place of what was pushed since, and is not hidden when somebody else chooses", async () => {
    const link = await aConflict();
    const page = await dashboard.open(`/integrations/${link.split("/")[1]}/choice`);
    const region = page.getByRole("region", { name: "Merged text" });
    const merged = page.getByRole("textbox", { name: "Merged text" });
    await merged.getByText("# github").waitFor();
    await merged.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("openapi: 3.1.0\ninfo: {}\npaths: {}\n");
    await region.getByText(/^[1-9] errors?, \d+ warnings? in it\.$/).waitFor();
    await page.locator(".cm-lintRange-error").first().waitFor();
    await page
      .getByRole("button", { name: /^Error.* line 2$/ })
      .first()
      .click();
    await page.locator("[role=textbox]:focus").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("openapi: 3.1.0\ninfo: {title: Mine, version: 1.0.0}\npaths: {}\n");
    await region.getByText(/^(?:0 errors, \d+ warnings? in it|No problems were found)\.$/).waitFor();
    const save = page.getByRole("button", { name: "Save the merged text" });
    await failSlowly(page, "**/resolution", async () => {
      await save.click();
      await page.locator("button[data-loading=true]").waitFor();
    });
    await vi.waitFor(async () => expect(await save.isEnabled()).toBe(true));
    await merged.click();
    await page.keyboard.press("Control+End");
    await push((text) => `# newer\n${text}`);
    await page.getByText("One side has moved on since you wrote this").waitFor();
    await page.keyboard.type("# still mine");
    expect(await merged.innerText()).toContain("paths: {}\n# still mine");
    await expect.poll(() => save.isDisabled()).toBe(true);
    await expectEverybodyCanUse(page);
    await page.reload();
    await page.getByText("One side has moved on since you wrote this").waitFor();
    await press(page, "Show the difference");
    await page
      .getByRole("textbox", { name: /^From the present proposal/ })
      .getByText("# newer")
      .waitFor();
    await press(page, "Go on with mine");
    await vi.waitFor(async () => expect(await save.isEnabled()).toBe(true));
    const { expected } = JSON.parse((await dashboard.sandbox.call("GET", `${link}/conflict`)).text) as {
      expected: unknown;
    };
    await dashboard.sandbox.call("POST", `${link}/resolution`, { expected, keep: "github" });
    await page.getByText("There is nothing to choose any more").waitFor();
    await expect
      .poll(() => page.getByLabel("Your merged text").inputValue())
      .toContain("paths: {}\n# still mine");
  });

  test("that was pasted for a new API survives a reload, is not shown to who signs in next in another tab, and is there again after them", async () => {
    const page = await dashboard.open("/apis/new");
    await page.getByLabel("From a text that I paste").check();
    await page.getByLabel("Schema").fill("openapi: 3.1.0");
    await page.reload();
    await expect.poll(() => page.getByLabel("Schema").inputValue()).toBe("openapi: 3.1.0");
    await page.route("**/api/v1/me", async (route) => {
      const response = await route.fetch();
      const mona = (await response.json()) as { accountId: number };
      await route.fulfill({ response, json: { ...mona, accountId: mona.accountId + 1, login: "paul" } });
    });
    await page.evaluate(LOOK_AWAY_AND_BACK);
    await page.getByRole("button", { name: "Account: paul" }).waitFor();
    await expect.poll(() => page.getByLabel("From a text that I paste").isChecked()).toBe(false);
    await page.unroute("**/api/v1/me");
    await page.evaluate(LOOK_AWAY_AND_BACK);
    await page.getByRole("button", { name: "Account: mona" }).waitFor();
    await expect.poll(() => page.getByLabel("Schema").inputValue()).toBe("openapi: 3.1.0");
  });
});
