/** What people do in the dashboard, from nothing to two sides in step and a conflict that is solved. */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { SEED_COLLECTION } from "../../../src/sandbox/seed-sandbox.ts";
import { HOSTNAME } from "../../../src/sandbox/start-lockstep.ts";
import type { ADashboard } from "./a-dashboard.ts";
import { aPage, expectHeading, expectToBeSignedIn, focusIn, follow, goTo, press } from "./a-page.ts";
import { inBothLooks } from "./both-looks.ts";
import { expectNothingToMove } from "./layout-shifts.ts";
import { step } from "./step.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

let dashboard: ADashboard;

const ELSEWHERE = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c31";

/** Commits a file of petstore as a person does it, with git. */
async function push(path: string, change: (text: string) => string, name = "petstore"): Promise<void> {
  const clone = join(dashboard.folder, `clone-${name}`);
  const git = (...args: readonly string[]) => run("git", ["-C", clone, ...args]);
  await run("git", [
    "clone",
    "-q",
    `${dashboard.sandbox.githubUrl}/${dashboard.account}/${name}.git`,
    clone,
  ]).catch(() => git("pull", "-q"));
  await writeFile(join(clone, path), change(await readFile(join(clone, path), "utf8")));
  await git("-c", "user.name=Paul", "-c", "user.email=paul@example.com", "commit", "-qam", "Edit");
  await git("push", "-q");
}

async function fileOnGitHub(path: string): Promise<string> {
  const { text } = await dashboard.sandbox.call("GET", `links?q=${encodeURIComponent(path)}`);
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

/** By keyboard alone. */
async function makeFromFile(page: Page): Promise<void> {
  await page.getByText("Nothing is connected yet").waitFor();
  await page.getByRole("link", { name: "New API" }).focus();
  await page.keyboard.press("Enter");
  await expectHeading(page, "New API");
  await page.getByRole("textbox", { name: "Name" }).focus();
  await page.keyboard.type("Petstore");
  await page.getByLabel(`${dashboard.account}/petstore`).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "api/petstore.yaml" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel(`File in ${dashboard.account}/petstore`).focus();
  await page.keyboard.press("Enter");
  await expectHeading(page, "Petstore");
  await page.getByText("In sync").waitFor();
  await page.getByRole("link", { name: "1.0.0" }).focus();
  await page.keyboard.press("Enter");
  await expectHeading(page, "petstore 1.0.0");
  await editor(page, /^Schema of/).focus();
  await page.keyboard.press("Tab");
  await page.locator("[role=textbox]:focus").waitFor({ state: "detached" });
}

/** Leaves the page of its version 1.0. */
async function uploadWithProblems(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByLabel("From a file on this machine").check();
  const file = { name: "schema.yaml", mimeType: "application/yaml" };
  await page.getByLabel("Schema file").setInputFiles({ ...file, buffer: Buffer.from([0xff]) });
  await page.getByText("The file is not UTF-8 text").waitFor();
  await page.getByRole("button", { name: "Make API", disabled: true }).waitFor();
  await page.getByLabel("Schema file").setInputFiles({ ...file, buffer: Buffer.from(text) });
  await press(page, "Make API");
  await expectHeading(page, `${name.toLowerCase()} 1.0`);
  await page.locator(".cm-lintRange-error").first().waitFor();
  const problems = page.getByRole("region", { name: /^\d+ errors?, \d+ warnings?$/ });
  await problems
    .getByRole("button", { name: /^Error/ })
    .first()
    .click();
  await page.locator("[role=textbox]:focus").waitFor();
}

/** Leaves revision 3, and the page of the history. */
async function saveAndPush(page: Page): Promise<void> {
  await typeFirst(page, /^Schema of/, "# saved here\n");
  await page.getByLabel("What did you change?").fill("Say where it was saved");
  await page.getByRole("button", { name: "Save" }).focus();
  await page.keyboard.press("Enter");
  await page
    .getByText(/^Saved as revision 2, and committed as/)
    .first()
    .waitFor();
  await page.locator("input:focus").waitFor();
  expect(await fileOnGitHub("api/petstore.yaml")).toMatch(/^# saved here\nopenapi/);
  await expectNothingToMove(page, async () => {
    await push("api/petstore.yaml", (text) => `# pushed\n${text}`);
    await page.getByText("# pushed").waitFor();
  });
  await follow(page, "History");
  await page.getByText("Revision 3").waitFor();
  await page.getByText("Say where it was saved").waitFor();
  await page.getByRole("button", { name: "Show" }).first().click();
  await page.getByRole("textbox", { name: "What revision 3 changed" }).getByText("# pushed").waitFor();
}

/** Not lost to the push, to a reload, or to the save that is stale. */
async function saveOverAPush(page: Page): Promise<void> {
  await follow(page, "petstore 1.0.0");
  await typeFirst(page, /^Schema of/, "# mine\n");
  await expectNothingToMove(page, async () => {
    await push("api/petstore.yaml", (text) => `# theirs\n${text}`);
    await page.getByText("Somebody saved another text meanwhile").waitFor();
  });
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
}

/** Leaves the page of the integration. */
async function solveAConflict(page: Page): Promise<void> {
  const found = await dashboard.sandbox.call("GET", "links?q=petstore.yaml");
  const link = `links/${String(found.at("items.0.id"))}`;
  await dashboard.sandbox.call("PATCH", link, { paused: true });
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
  await page.getByRole("textbox", { name: "What changed in the store" }).getByText("# both: store").waitFor();
  await page.getByRole("textbox", { name: "What changed on GitHub" }).getByText("# both: github").waitFor();
  await page.getByRole("button", { name: "Save the merged text", disabled: true }).waitFor();
  const merged = editor(page, "Merged text");
  await merged.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("openapi: 3.0.0\ninfo: {title: Merged, version: 1.0.0}\npaths: {}\n");
  await page.reload();
  await merged.getByText("title: Merged").waitFor();
  await press(page, "Save the merged text");
  await page.getByRole("region", { name: "State" }).getByText("In sync").waitFor();
  expect(await fileOnGitHub("api/petstore.yaml")).toMatch(/^openapi: 3.0.0\ninfo: \{title: Merged/);
}

/** Leaves the file at another path. */
async function tendTheLink(page: Page): Promise<void> {
  await goTo(page, "Integrations");
  await page.getByRole("textbox", { name: /^Search by document/ }).fill("nothing is called so");
  await page.getByText("None is like that").waitFor();
  await page.getByRole("textbox", { name: /^Search by document/ }).fill("petstore");
  const row = page.getByRole("row").filter({ hasText: "api/petstore.yaml" });
  await row.getByText("Commits or pull requests").waitFor();
  await row.getByRole("cell", { name: /\bDashboard$/ }).waitFor();
  await row.getByRole("cell", { name: /\bat [0-9a-f]{7}$/ }).waitFor();
  await follow(page, "petstore 1.0.0");
  await press(page, "Pause");
  await page.getByRole("region", { name: "State" }).getByText("Paused").waitFor();
  await press(page, "Resume");
  await page.getByRole("region", { name: "State" }).getByText("In sync").waitFor();
  await press(page, "Change this");
  await page.getByLabel("Saves become").selectOption("pull_request");
  await page.getByLabel("How often").selectOption("1m");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("Pull requests. At most one a minute").waitFor();
  const link = `links/${page.url().split("/").at(-1)}`;
  await dashboard.sandbox.call("PATCH", link, { mode: "auto", quiet: "0s" });
  await page.getByText("Commits; by a pull request where the branch takes none").waitFor();
  await press(page, "Move");
  await page.getByRole("dialog").getByLabel("File").fill("api/moved.yaml");
  await page.getByRole("dialog").getByRole("button", { name: "Move" }).click();
  await page.getByRole("link", { name: "api/moved.yaml" }).waitFor();
  await press(page, "Sync now");
  await page
    .getByText(/^Looked at GitHub: in sync/)
    .first()
    .waitFor();
}

/** As one does with many. */
async function tendManyLinks(page: Page): Promise<void> {
  await goTo(page, "Integrations");
  await page.getByRole("checkbox", { name: /^Choose petstore 1.0.0/ }).check();
  await press(page, "Pause");
  await page.getByText("1 paused.").first().waitFor();
  await page.locator(":focus").waitFor();
  await page.getByRole("row").getByText("Paused", { exact: true }).waitFor();
  await page.getByRole("checkbox", { name: /^Choose petstore 1.0.0/ }).check();
  await press(page, "Resume");
  await page.getByRole("row").getByText("In sync").waitFor();
  await page.getByRole("checkbox", { name: /^Choose petstore 1.0.0/ }).check();
  await follow(page, "As a config file");
  await page.getByRole("heading", { name: "One of its links as a config file" }).waitFor();
  await page.getByRole("textbox", { name: "Config file" }).getByText("petstore").first().waitFor();
  const written = page.getByRole("link", { name: "Download" });
  expect(await written.getAttribute("href")).toMatch(/\/config\/export\?links=\d+$/);
  await follow(page, "Write all of its links out");
  await page.getByRole("heading", { name: "Its links as a config file" }).waitFor();
}

inBothLooks("the dashboard", (here, look) => {
  beforeAll(() => {
    dashboard = here();
  });

  // Only it needs the workspace as it is at first.
  test("keeps an API in step with its file, from nothing to a conflict that is solved and a file that moves", async () => {
    const page = await dashboard.open("");
    await step("makes it from a file", () => makeFromFile(page));
    await step("commits a save with its message, and shows a push without a reload", () => saveAndPush(page));
    await step("never loses what is being written", () => saveOverAPush(page));
    await step("shows three texts where both sides changed, and saves the merged one", () =>
      solveAConflict(page),
    );
    await step("finds the integration, pauses, moves, syncs and resumes it", () => tendTheLink(page));
    await step("does the same to many at once", () => tendManyLinks(page));
  });

  test("keeps what an API is to be made from, says what is wrong with a file that cannot be read, and makes nothing", async () => {
    const page = await dashboard.open("/apis/new");
    await page.getByRole("textbox", { name: "Name" }).fill("Nowhere");
    const held = Promise.withResolvers<void>();
    await page.route(/\/discovery/, async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.getByLabel(`${dashboard.account}/petstore`).check();
    await page.getByText("Looking for schemas in the repository").waitFor();
    await expectNothingToMove(page, async () => {
      held.resolve();
      await page.getByText("Looking for schemas in the repository").waitFor({ state: "hidden" });
    });
    await page.getByLabel(`File in ${dashboard.account}/petstore`).fill("api/Petstore.yaml");
    await page.reload();
    await press(page, "Make API");
    await page.getByText("Check the branch and the path, in exact letter case").waitFor();
    expect((await dashboard.sandbox.call("GET", "apis/nowhere")).status).toBe(404);
  });

  test("marks what is wrong in an upload, keeps its CRLF through an edit, connects a version step by step, and ends that with both copies left", async () => {
    const address = "apis/windows/versions/1.1/schema";
    const page = await dashboard.open("/apis/new");
    await uploadWithProblems(page, "Windows", "openapi: 3.1.0\r\ninfo: {}\r\n");
    await typeFirst(page, /^Schema of/, "# one\n# two\n");
    await press(page, "Rename");
    await focusIn(page.getByRole("dialog"));
    await page.getByRole("dialog").getByLabel("Name").fill("1.1");
    await page.keyboard.press("Enter");
    await expectHeading(page, "windows 1.1");
    await page.getByText("# two").waitFor();
    await press(page, "Save");
    await page
      .getByText(/^Saved as revision 2/)
      .first()
      .waitFor();
    expect((await dashboard.sandbox.call("GET", address)).text).toBe(
      "# one\r\n# two\r\nopenapi: 3.1.0\r\ninfo: {}\r\n",
    );
    await follow(page, "Connect repository");
    await page.getByLabel("Search repositories").fill("bla");
    await page.getByLabel(`${dashboard.account}/blank`).check();
    await page.getByLabel("File").fill("schemas/windows.yaml");
    await press(page, "Connect");
    await page.getByText("In sync").waitFor();
    expect(await page.getByRole("link", { name: "schemas/windows.yaml" }).getAttribute("href")).toContain(
      `/${dashboard.account}/blank/blob/`,
    );
    await press(page, "Disconnect (keeps both copies)");
    await press(page, "Disconnect");
    await expectHeading(page, "Integrations");
    expect((await dashboard.sandbox.call("GET", address)).text).toContain("# one");
  });

  test("shows what happens elsewhere as it happens, and moves nothing that is read", async () => {
    const call: ADashboard["sandbox"]["call"] = (...sent) => dashboard.sandbox.call(...sent);
    const plain = { "content-type": "text/plain", "if-match": "*" };
    const page = await dashboard.open("/apis/new");
    await page.getByRole("textbox", { name: "Name" }).fill("Elsewhere");
    await page.getByLabel("Empty", { exact: true }).check();
    await press(page, "Make API");
    await expectHeading(page, "elsewhere 1.0");
    const list = page.getByRole("main");
    const schema = "apis/elsewhere/versions/1.0/schema";
    const place = { repository: "catalog", directory: "api", file: "elsewhere.yaml" };
    const text = "openapi: 3.1.0\ninfo: {title: Elsewhere, version: '1.0'}\n";
    await list.getByText("Not connected").waitFor();
    await editor(page, /^Schema of/).waitFor();
    let link = "";
    await expectNothingToMove(page, async () => {
      link = `links/${String((await call("PUT", "apis/elsewhere/versions/1.0/link", place)).at("id"))}`;
      await list.getByText("Neither side has a text yet").waitFor();
      await call("PUT", schema, text, plain);
      await editor(page, /^Schema of/)
        .getByText("title: Elsewhere")
        .waitFor();
      await call("POST", `${link}/sync`, undefined, { prefer: "wait=20" });
      await list.getByText("Both sides hold the same text").waitFor();
    });
    await goTo(page, "APIs");
    const collection = JSON.parse(await readFile(SEED_COLLECTION, "utf8"));
    collection.info = { ...collection.info, _postman_id: ELSEWHERE, name: "Elsewhere" };
    await call("PUT", `collections/${ELSEWHERE}`, collection);
    await list.getByRole("link", { name: "Elsewhere", exact: true }).waitFor();
    await expectNothingToMove(page, async () => {
      await call("POST", "apis", { name: "Made elsewhere" });
      await list.getByRole("link", { name: "Made elsewhere" }).waitFor();
    });
    await follow(page, "Elsewhere");
    await list.getByText("In sync").first().waitFor();
    await expectNothingToMove(page, async () => {
      await call("PATCH", link, { paused: true });
      await list.getByText("Paused").first().waitFor();
    });
    await goTo(page, "Integrations");
    const row = page.getByRole("row").filter({ hasText: "elsewhere.yaml" });
    await row.getByText("Paused").waitFor();
    await expectNothingToMove(page, async () => {
      await call("PATCH", link, { paused: false });
      await row.getByText("In sync").waitFor();
    });
    await row.getByRole("link", { name: "elsewhere 1.0" }).click();
    const standing = page.getByRole("region", { name: "State" });
    await standing.getByText("In sync").waitFor();
    for (const [paused, words] of [
      [true, "Paused"],
      [false, "In sync"],
    ] as const) {
      await expectNothingToMove(page, async () => {
        await call("PATCH", link, { paused });
        await standing.getByText(words).waitFor();
      });
    }
    await goTo(page, "Overview");
    await list.getByText("made the API Made elsewhere").waitFor();
    await expectNothingToMove(page, async () => {
      await call("PATCH", link, { paused: true });
      await list.getByRole("link", { name: /^1\s*Paused/ }).waitFor();
    });
    await expectNothingToMove(page, async () => {
      await call("POST", "apis", { name: "Made later" });
      await list.getByText("made the API Made later").waitFor();
    });
    await goTo(page, "Collections");
    await follow(page, "Elsewhere");
    await page.getByText("Revision 1").waitFor();
    await expectNothingToMove(page, async () => {
      await call("PUT", `collections/${ELSEWHERE}`, { ...collection, item: [] });
      await page.getByRole("button", { name: "Show 1 new" }).waitFor();
    });
  });

  test("backs a collection up, takes it by its sending URL, and restores an old text", async () => {
    const page = await dashboard.open("/collections");
    await page.getByRole("link", { name: "Upload a collection" }).first().click();
    await page.getByLabel("Collection file").setInputFiles(SEED_COLLECTION);
    await press(page, "Upload");
    await expectHeading(page, "Petstore");
    await follow(page, "Add a backup");
    await page.getByLabel(`${dashboard.account}/catalog`).check();
    await press(page, "Back it up");
    await page.getByText("In sync").waitFor();
    await press(page, "Make the URL");
    const url = await page.getByLabel(/^For Postman/).inputValue();
    expect(await page.getByLabel("With curl", { exact: true }).inputValue()).toMatch(`curl -sS ${url} `);
    expect(await page.getByLabel("With curl and a token").inputValue()).toMatch(/ -X PUT \S+\/collections\//);
    const text = await readFile(SEED_COLLECTION, "utf8");
    const sent = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ collection: JSON.parse(text.replace("Add a new pet", "Add a pet")) }),
    });
    expect(sent.status).toBeLessThan(300);
    await press(page, "Show 1 new");
    await page.getByText("Revision 2").waitFor();
    await press(page, "Restore");
    await page.getByText("Revision 3", { exact: true }).waitFor();
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

  test("signs in by the sandbox's links once each, keeps the colours that were chosen, and signs out", async () => {
    const { sandbox } = dashboard;
    const page = await aPage(look.options);
    const printed = /^ {2}(http\S+\/login\/once\/\S+)$/m.exec(sandbox.log())?.[1] ?? "";
    expect((await page.goto(printed))?.status()).toBe(410);
    await expectHeading(page, "This link was used, or is too old");
    const target = `${sandbox.lockstepUrl}/auth/login?host=${HOSTNAME}`;
    const link = await sandbox.control("POST", "actions", { action: "login-link", login: "mona", target });
    await page.goto(String(link.at("result")));
    await expectToBeSignedIn(page, "mona", HOSTNAME);
    await press(page, "Colour mode");
    await page.getByRole("menuitemradio", { name: "Dark" }).click();
    await page.reload();
    await page.locator("html[data-color-mode=dark]").waitFor();
    await press(page, "Account: mona");
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expectHeading(page, "Signed out");
    await page.goto(`${sandbox.lockstepUrl}/workspaces/${dashboard.account}/apis`);
    expect(new URL(page.url()).search).toBe(
      `?returnTo=${encodeURIComponent(`/workspaces/${dashboard.account}/apis`)}`,
    );
  });

  test("did nothing on the way that its own policy refuses", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
