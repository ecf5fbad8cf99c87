/** What people do in the dashboard, from nothing to two sides in step and a conflict that is solved. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { SEED_COLLECTION } from "../../../src/sandbox/seed-sandbox.ts";
import { type ADashboard, openDashboard } from "./a-dashboard.ts";
import { expectHeading, follow, inBrowser, press } from "./a-page.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

let dashboard: ADashboard;

/** Commits a file of petstore as a person does it, with git. */
async function push(path: string, change: (text: string) => string, name = "petstore"): Promise<void> {
  const clone = join(dashboard.folder, `clone-${name}`);
  const git = (...args: readonly string[]) => run("git", ["-C", clone, ...args]);
  await run("git", ["clone", "-q", `${dashboard.sandbox.githubUrl}/acme/${name}.git`, clone]).catch(() =>
    git("pull", "-q"),
  );
  await writeFile(join(clone, path), change(await readFile(join(clone, path), "utf8")));
  await git("-c", "user.name=Paul", "-c", "user.email=paul@example.com", "commit", "-qam", "Edit");
  await git("push", "-q");
}

async function fileOnGitHub(path: string): Promise<string> {
  const { text } = await dashboard.sandbox.call(
    "GET",
    `/api/v1/workspaces/acme/links?q=${encodeURIComponent(path)}`,
  );
  const [link] = (JSON.parse(text) as { items: { repository: string; branch: string }[] }).items;
  const clone = join(dashboard.folder, "look");
  await run("git", ["clone", "-q", `${dashboard.sandbox.githubUrl}/${link?.repository}.git`, clone]).catch(
    () => run("git", ["-C", clone, "pull", "-q"]),
  );
  return readFile(join(clone, path), "utf8");
}

const editor = (page: Page, label: string | RegExp) => page.getByRole("textbox", { name: label });

/** Types at the beginning of the editor's text. */
async function typeFirst(page: Page, label: string | RegExp, text: string): Promise<void> {
  await editor(page, label).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(text);
}

inBrowser("the dashboard", () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(() => dashboard.close());

  test("leads from nothing to an API that is kept in step, by keyboard alone", async () => {
    const page = await dashboard.open("");
    await page.getByText("Nothing is connected yet").waitFor();
    await page.getByRole("link", { name: "New API" }).focus();
    await page.keyboard.press("Enter");
    await expectHeading(page, "New API");
    await page.getByLabel("Name").focus();
    await page.keyboard.type("Petstore");
    await page.getByLabel("acme/petstore").focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "api/petstore.yaml" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("File in acme/petstore").focus();
    await page.keyboard.press("Enter");
    await expectHeading(page, "Petstore");
    await page.getByText("In sync").waitFor();
    await page.getByRole("link", { name: "1.0.0" }).focus();
    await page.keyboard.press("Enter");
    await expectHeading(page, "petstore 1.0.0");
    await editor(page, /^Schema of/).focus();
    await page.keyboard.press("Tab");
    expect(await page.locator("[role=textbox]:focus").count()).toBe(0);
  });

  test("says what is wrong with a file that cannot be read, and makes nothing", async () => {
    const page = await dashboard.open("/apis/new");
    await page.getByLabel("Name").fill("Nowhere");
    await page.getByLabel("acme/petstore").check();
    await page.getByLabel("File in acme/petstore").fill("api/Petstore.yaml");
    await press(page, "Make API");
    await page.getByText("Check the branch and the path, in exact letter case").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "APIs" }).click();
    await page.getByRole("link", { name: "Petstore" }).waitFor();
    expect(await page.getByRole("link", { name: "Nowhere" }).count()).toBe(0);
  });

  test("commits a save with its message, and shows a push without a reload", async () => {
    const page = await dashboard.open("/apis/petstore/versions/1.0.0");
    await typeFirst(page, /^Schema of/, "# saved here\n");
    await page.getByLabel("What did you change?").fill("Say where it was saved");
    await press(page, "Save");
    await page
      .getByText(/^Saved as revision 2, and committed as/)
      .first()
      .waitFor();
    expect(await fileOnGitHub("api/petstore.yaml")).toMatch(/^# saved here\nopenapi/);
    await push("api/petstore.yaml", (text) => `# pushed\n${text}`);
    await page.getByText("# pushed").waitFor();
    await follow(page, "History");
    await page.getByText("Revision 3").waitFor();
    await page.getByText("Say where it was saved").waitFor();
    await page.getByRole("button", { name: "Show" }).first().click();
    await page.getByRole("textbox", { name: "What revision 3 changed" }).getByText("# pushed").waitFor();
  });

  test("never loses what is being written: not to a push, a reload, or a stale save", async () => {
    const page = await dashboard.open("/apis/petstore/versions/1.0.0");
    await typeFirst(page, /^Schema of/, "# mine\n");
    await push("api/petstore.yaml", (text) => `# theirs\n${text}`);
    await page.getByText("Somebody saved another text meanwhile").waitFor();
    expect(await editor(page, /^Schema of/).innerText()).toContain("# mine");
    await page.reload();
    await page.getByText("Your changes are still here").waitFor();
    await page.getByText("# mine").waitFor();
    await press(page, "Show the difference");
    await page.getByRole("textbox", { name: "From the saved text to yours" }).getByText("# theirs").waitFor();
    await press(page, "Save mine over it");
    await page
      .getByText(/^Saved as revision 5/)
      .first()
      .waitFor();
    expect(await fileOnGitHub("api/petstore.yaml")).toMatch(/^# mine\n# pushed/);
    await page.getByText("Somebody saved another text meanwhile").waitFor({ state: "hidden" });
  });

  test("keeps CRLF through an edit", async () => {
    const put = { "content-type": "text/plain" };
    await dashboard.sandbox.call("POST", "apis", { name: "Windows" });
    await dashboard.sandbox.call("POST", "apis/windows/versions", { name: "1.0" });
    const address = "apis/windows/versions/1.0/schema";
    await dashboard.sandbox.call("PUT", address, "openapi: 3.1.0\r\ninfo: {}\r\n", put);
    const page = await dashboard.open("/apis/windows/versions/1.0");
    await typeFirst(page, /^Schema of/, "# one\n# two\n");
    await press(page, "Save");
    await page
      .getByText(/^Saved as revision 2/)
      .first()
      .waitFor();
    expect((await dashboard.sandbox.call("GET", address)).text).toBe(
      "# one\r\n# two\r\nopenapi: 3.1.0\r\ninfo: {}\r\n",
    );
  });

  test("connects a version step by step, and ends the connection with both copies left", async () => {
    const page = await dashboard.open("/apis/windows/versions/1.0");
    await follow(page, "Connect repository");
    await page.getByLabel("Search repositories").fill("bla");
    await page.getByLabel("acme/blank").check();
    await page.getByLabel("File").fill("schemas/windows.yaml");
    await press(page, "Connect");
    await page.getByText("In sync").waitFor();
    expect(await page.getByRole("link", { name: "schemas/windows.yaml" }).getAttribute("href")).toContain(
      "/acme/blank/blob/",
    );
    await press(page, "Disconnect (keeps both copies)");
    await press(page, "Disconnect");
    await expectHeading(page, "Integrations");
    expect((await dashboard.sandbox.call("GET", "apis/windows/versions/1.0/schema")).text).toContain("# one");
  });

  test("shows three texts where both sides changed, and saves the merged one", async () => {
    const found = await dashboard.sandbox.call("GET", "links?q=petstore.yaml");
    const link = `links/${String(found.at("items.0.id"))}`;
    await dashboard.sandbox.call("PATCH", link, { paused: true });
    const page = await dashboard.open("/apis/petstore/versions/1.0.0");
    await typeFirst(page, /^Schema of/, "# both: store\n");
    await press(page, "Save");
    await page
      .getByText(/^Saved as revision 6/)
      .first()
      .waitFor();
    await push("api/petstore.yaml", (text) => `# both: github\n${text}`);
    await dashboard.sandbox.call("PATCH", link, { paused: false });
    await follow(page, "Choose a text");
    await expectHeading(page, "Choose a text for petstore 1.0.0");
    await page
      .getByRole("textbox", { name: "What changed in the store" })
      .getByText("# both: store")
      .waitFor();
    await page.getByRole("textbox", { name: "What changed on GitHub" }).getByText("# both: github").waitFor();
    expect(await page.getByRole("button", { name: "Save the merged text" }).isDisabled()).toBe(true);
    const merged = editor(page, "Merged text");
    await merged.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("openapi: 3.0.0\ninfo: {title: Merged, version: 1.0.0}\npaths: {}\n");
    await page.reload();
    await merged.getByText("title: Merged").waitFor();
    await press(page, "Save the merged text");
    await page.getByRole("region", { name: "State" }).getByText("In sync").waitFor();
    expect(await fileOnGitHub("api/petstore.yaml")).toMatch(/^openapi: 3.0.0\ninfo: \{title: Merged/);
  });

  test("finds an integration, pauses, moves, syncs and resumes it", async () => {
    const page = await dashboard.open("/integrations");
    await page.getByRole("textbox", { name: /^Search by document/ }).fill("nothing is called so");
    await page.getByText("None is like that").waitFor();
    await page.getByRole("textbox", { name: /^Search by document/ }).fill("petstore");
    await follow(page, "petstore 1.0.0");
    await press(page, "Pause");
    await page.getByRole("region", { name: "State" }).getByText("Paused").waitFor();
    await press(page, "Resume");
    await page.getByRole("region", { name: "State" }).getByText("In sync").waitFor();
    await press(page, "Move");
    await page.getByRole("dialog").getByLabel("File").fill("api/moved.yaml");
    await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
    await page.getByRole("link", { name: "api/moved.yaml" }).waitFor();
    await press(page, "Sync now");
    await page
      .getByText(/^Looked at GitHub: in sync/)
      .first()
      .waitFor();
  });

  test("does the same to many integrations at once", async () => {
    const page = await dashboard.open("/integrations");
    await page.getByRole("checkbox", { name: /^Choose petstore 1.0.0/ }).check();
    await press(page, "Pause");
    await page.getByText("1 paused.").first().waitFor();
    await page.getByRole("row").getByText("Paused", { exact: true }).waitFor();
    await page.getByRole("checkbox", { name: /^Choose petstore 1.0.0/ }).check();
    await press(page, "Resume");
    await page.getByRole("row").getByText("In sync").waitFor();
  });

  test("shows what happens elsewhere as it happens", async () => {
    const page = await dashboard.open("/apis");
    await page.getByRole("link", { name: "Petstore" }).waitFor();
    await dashboard.sandbox.call("POST", "apis", { name: "Made elsewhere" });
    await page.getByRole("link", { name: "Made elsewhere" }).waitFor();
  });

  test("backs a collection up, takes it by its sending URL, and restores an old text", async () => {
    const page = await dashboard.open("/collections");
    await follow(page, "Upload a collection");
    await page.getByLabel("Collection file").setInputFiles(SEED_COLLECTION);
    await press(page, "Upload");
    await expectHeading(page, "Petstore");
    await follow(page, "Add a backup");
    await page.getByLabel("acme/petstore").check();
    await press(page, "Back it up");
    await page.getByText("In sync").waitFor();
    await press(page, "Make the URL");
    const url = await page.getByLabel(/^For Postman/).inputValue();
    const text = await readFile(SEED_COLLECTION, "utf8");
    const sent = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ collection: JSON.parse(text.replace("Add a new pet", "Add a pet")) }),
    });
    expect(sent.status).toBeLessThan(300);
    await page.getByText("Revision 2").waitFor();
    await press(page, "Restore");
    await page.getByText("Revision 3").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).first().click(),
    ]);
    expect(await readFile(await download.path(), "utf8")).toContain("Add a new pet");
    expect(await page.getByLabel(/^For Postman/).inputValue()).toBe(url);
    await press(page, "Take it back");
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect((await fetch(url, { method: "POST", body: "{}" })).status).not.toBe(404);
    await press(page, "Take it back");
    await dialog.getByRole("button", { name: "Take it back" }).click();
    await page.getByRole("button", { name: "Make the URL" }).waitFor();
    expect((await fetch(url, { method: "POST", body: "{}" })).status).toBe(404);
  });

  test("keeps the colours that were chosen, and signs out", async () => {
    const page = await dashboard.open("");
    await press(page, "Colour mode");
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.reload();
    expect(await page.locator("html").getAttribute("data-color-mode")).toBe("dark");
    await press(page, "Account: mona");
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expectHeading(page, "Signed out");
    await page.goto(`${dashboard.sandbox.lockstepUrl}/workspaces/acme/apis`);
    expect(new URL(page.url()).search).toBe(`?returnTo=${encodeURIComponent("/workspaces/acme/apis")}`);
  });

  test("did nothing on the way that its own policy refuses", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
