/** Connecting documents with GitHub, one or many, from the App that was just installed on; and what becomes of them there. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { SEED_COLLECTION } from "../../../src/sandbox/seed-sandbox.ts";
import type { ADashboard } from "./a-dashboard.ts";
import { expectHeading, follow, press } from "./a-page.ts";
import { inBothLooks } from "./both-looks.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

let dashboard: ADashboard;

const act = (body: object) => dashboard.sandbox.control("POST", "actions", body);
const call = (method: string, path: string, body?: unknown, headers = {}) =>
  dashboard.sandbox.call(method, path, body, headers);

/** Commits what a person does in a clone, with git. */
async function push(repository: string, change: (clone: string) => Promise<unknown>): Promise<void> {
  const clone = join(dashboard.folder, repository.replaceAll("/", "-"));
  const git = (...args: readonly string[]) => run("git", ["-C", clone, ...args]);
  await run("git", ["clone", "-q", `${dashboard.sandbox.githubUrl}/${repository}.git`, clone]).catch(() =>
    git("pull", "-q"),
  );
  await change(clone);
  await git("add", "-A");
  await git("-c", "user.name=Paul", "-c", "user.email=paul@example.com", "commit", "-qm", "Edit");
  await git("push", "-q", "origin", "HEAD:main");
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function linkAt(path: string): Promise<string> {
  return String((await call("GET", `links?q=${encodeURIComponent(path)}`)).at("items.0.id"));
}

const state = (page: Page, words: string): Promise<void> =>
  page.getByRole("region", { name: "State" }).getByText(words).waitFor({ timeout: 60_000 });

const PETS = "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: 2.1.0\npaths: {}\n";

inBothLooks("connecting with GitHub", (here) => {
  beforeAll(() => {
    dashboard = here();
  });

  test("leads from installing the App to the first document in sync, in six clicks and two minutes", async () => {
    const newco = `new-${dashboard.account}`;
    await act({ action: "create-account", login: newco });
    await act({ action: "set-role", login: "mona", organization: newco, role: "admin" });
    await act({ action: "create-repository", owner: newco, name: "pets" });
    await push(`${newco}/pets`, (clone) => write(join(clone, "api/pets.yaml"), PETS));
    const github = await dashboard.open("/integrations/github");
    await github.getByText("Workflows: it has no right to change anything").waitFor();
    const install = github.getByRole("link", { name: "Install on another account" });
    const page = await github.context().newPage();
    await page.goto((await install.getAttribute("href")) ?? "");
    await follow(page, `Install on ${newco}`);
    await press(page, "Install");
    await expectHeading(page, "The App is installed");
    const begun = Date.now();
    let clicks = 0;
    const click = async (what: Locator): Promise<void> => {
      clicks += 1;
      await what.click();
    };
    await click(page.getByRole("link", { name: "Continue" }));
    await click(page.getByRole("link", { name: newco }));
    await click(page.getByRole("link", { name: "Sync API schemas" }));
    await click(page.getByLabel(`${newco}/pets`));
    await click(page.getByLabel("api/pets.yaml"));
    await click(page.getByRole("button", { name: "Connect" }));
    await page.getByRole("region", { name: "Connected" }).getByText("In sync").waitFor();
    expect(clicks).toBe(6);
    expect(Date.now() - begun).toBeLessThan(120_000);
    await page.getByRole("link", { name: "pets 2.1.0" }).waitFor();
  });

  test("connects several files at once, says early what cannot be, and keeps the steps through a reload", async () => {
    await act({ action: "create-repository", owner: dashboard.account, name: "old" });
    await act({ action: "archive", repository: `${dashboard.account}/old` });
    await call("POST", "apis", { name: "Catalog" });
    await call("POST", "apis/catalog/versions", { name: "1.0" });
    await call("PUT", "apis/catalog/versions/1.0/schema", PETS, { "content-type": "text/plain" });
    const page = await dashboard.open("/integrations");
    await follow(page, "Sync API schemas");
    await page.getByText("archived: it takes no commits").waitFor();
    await page.getByRole("radio", { name: `${dashboard.account}/old`, disabled: true }).waitFor();
    const why = page.getByText("It belongs to another account");
    expect(await why.isVisible()).toBe(false);
    await page.getByText("Why is my repository not listed?").click();
    await why.waitFor();
    await page.getByLabel("Search repositories").fill(`${dashboard.account}/petstore`);
    await page.getByRole("radio", { name: `${dashboard.account}/old` }).waitFor({ state: "detached" });
    await page.getByLabel(`${dashboard.account}/petstore`).check();
    await page.getByLabel("api/petstore.yaml").check();
    const another = page.getByLabel("Another file, there or not yet");
    await another.fill("api");
    await press(page, "Add the file");
    await page.getByText("api is a directory. Name a file in it.").waitFor();
    await another.fill("api/catalog.yaml");
    await another.press("Enter");
    const row = page.getByRole("listitem", { name: "api/catalog.yaml" });
    await row.getByLabel("Name of the API").fill("catalog");
    await row.getByText("An API is called so already").waitFor();
    await page.getByRole("button", { name: "Connect 2 files", disabled: true }).waitFor();
    await row.getByRole("button", { name: "API A new one" }).click();
    await row.getByRole("textbox", { name: "Search APIs" }).fill("catal");
    await row.getByRole("radio", { name: "Catalog" }).click();
    await row.getByRole("button", { name: "API Catalog" }).waitFor();
    await row.getByText("Commits the text of version 1.0 as api/catalog.yaml").waitFor();
    await another.fill("api/later.yaml");
    await page.reload();
    await row.getByText("Commits the text of version 1.0 as api/catalog.yaml").waitFor();
    await press(page, "Connect 2 files");
    const added = page.getByRole("region", { name: "Connected: 2" });
    await added.getByText("In sync").nth(1).waitFor();
    await page.getByRole("listitem", { name: "api/catalog.yaml" }).waitFor({ state: "detached" });
    // Typed before the reload, and never added.
    await expect.poll(() => another.inputValue()).toBe("api/later.yaml");
  });

  test("shows both texts where both are there, and does what is chosen", async () => {
    await push(`${dashboard.account}/petstore`, (clone) =>
      write(join(clone, "api/both.yaml"), PETS.replace("Pets", "Theirs")),
    );
    await call("POST", "apis/catalog/versions", { name: "2.0" });
    await call("PUT", "apis/catalog/versions/2.0/schema", PETS.replace("Pets", "Ours"), {
      "content-type": "text/plain",
    });
    // A branch's head that was seen is shown for some seconds.
    await vi.waitFor(
      async () => {
        const { text } = await call("GET", "repositories/petstore/files?path=api");
        expect(text).toContain("both.yaml");
      },
      { timeout: 20_000, interval: 200 },
    );
    const page = await dashboard.open("/apis/catalog/versions/2.0/connect");
    await page.getByLabel(`${dashboard.account}/petstore`).check();
    await page.getByText("api/catalog.yaml is connected already.").waitFor();
    await page.getByRole("textbox", { name: "File" }).fill("api/another.yaml");
    await page.getByText("Nothing is there yet: the file is made.").waitFor();
    await chooseBranchByKeys(page, "main");
    await press(page, "Browse the directories");
    await press(page, "Directory api");
    await press(page, "File both.yaml");
    await expect.poll(() => page.getByRole("textbox", { name: "File" }).inputValue()).toBe("api/both.yaml");
    await page.getByText("A file is there: it is read.").waitFor();
    await press(page, "Connect");
    await expectHeading(page, "Choose a text for catalog 2.0");
    const link = await call("GET", "links?q=api/both.yaml");
    expect([link.at("items.0.branch"), link.at("items.0.followsDefault")]).toEqual(["main", false]);
    // Beside each other on a desk, and one through the other on a phone.
    await page
      .getByRole("textbox", { name: /^(The|From the) store's text/ })
      .getByText("Ours")
      .waitFor();
    await page
      .getByRole("textbox", { name: /GitHub's( text)?$/ })
      .getByText("Theirs")
      .waitFor();
    await press(page, "Keep GitHub's text");
    await state(page, "In sync");
    expect((await call("GET", "apis/catalog/versions/2.0/schema")).text).toContain("Theirs");
  });

  test("backs several collections up at once, and takes an edit on GitHub by choice", async () => {
    const seed = JSON.parse(await readFile(SEED_COLLECTION, "utf8"));
    const ids = ["0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c21", "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c22"];
    const uploads = ids.map((id, index) => ({
      name: `${index + 1}.json`,
      mimeType: "application/json",
      buffer: Buffer.from(
        JSON.stringify({ ...seed, info: { ...seed.info, _postman_id: id, name: `Checks ${index + 1}` } }),
      ),
    }));
    const broken = { name: "broken.json", mimeType: "application/json", buffer: Buffer.from([0xff]) };
    const schema = { name: "uploaded.yaml", mimeType: "application/yaml", buffer: Buffer.from(PETS) };
    const page = await dashboard.open("/collections/new");
    await page.getByLabel("Collection files").setInputFiles([...uploads, broken, schema]);
    const { promise: isEnded, resolve: letGo } = Promise.withResolvers<void>();
    await page.route("**/api/v1/workspaces/**", async (route) => {
      if (route.request().method() === "GET") await isEnded;
      await route.continue();
    });
    await press(page, "Upload 4 files");
    const became = page.getByRole("list", { name: "What they became" });
    await became.getByRole("listitem").nth(3).waitFor();
    await page.getByRole("button", { name: "Upload", exact: true, disabled: true }).waitFor();
    letGo();
    await became.getByRole("link", { name: "pets" }).waitFor();
    await became.getByRole("link", { name: "Checks 2" }).waitFor();
    await became.getByRole("listitem", { name: "broken.json" }).getByText("save it as UTF-8").waitFor();
    // A branch that has just taken commits rests between them: this one has taken none.
    await page.goto(
      `${dashboard.sandbox.lockstepUrl}/workspaces/${dashboard.account}/integrations/new/backups`,
    );
    await press(page, "Choose all");
    await page.getByLabel(`${dashboard.account}/blank`).check();
    await page.getByText("Nothing keeps saves from getting there.").waitFor();
    expect(await page.getByLabel("Directory").inputValue()).toBe("Postman Collections");
    await page.getByLabel("Directory").fill("checks");
    await page.getByRole("listitem", { name: "Checks 2" }).getByRole("textbox").fill("second.json");
    await page.getByLabel("Saves become").selectOption("commit");
    await press(page, "Back up 2 collections");
    await page.getByRole("region", { name: "Connected: 2" }).getByText("In sync").nth(1).waitFor();
    expect((await call("GET", "links?q=checks/second.json")).at("items.0.mode")).toBe("commit");
    await press(page, "Choose all");
    await page.getByLabel(`${dashboard.account}/blank`).check();
    await page.getByText("on main already, as checks/second.json").waitFor();
    await push(`${dashboard.account}/blank`, async (clone) => {
      const file = join(clone, "checks/second.json");
      await writeFile(file, (await readFile(file, "utf8")).replace("Add a new pet", "Add an edited pet"));
    });
    const link = await linkAt("checks/second.json");
    await page.goto(`${dashboard.sandbox.lockstepUrl}/workspaces/${dashboard.account}/integrations/${link}`);
    await state(page, "Edited on GitHub");
    await follow(page, "Choose a text");
    await page.getByText("Somebody edited the backup on GitHub. Nothing was overwritten.").waitFor();
    await press(page, "Keep GitHub's text");
    await state(page, "In sync");
    const { text } = await call("GET", `collections/${ids[1]}/revisions/2/content`);
    expect(text).toContain("Add an edited pet");
    await page.goto(`${dashboard.sandbox.lockstepUrl}/workspaces/${dashboard.account}/collections/${ids[1]}`);
    await press(page, "Make the URL");
    await press(page, "Addresses");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Addresses that may send").fill("192.0.2.1 192.0.2.0/24");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("It takes saves from 192.0.2.1 and 1 more only.").waitFor();
  });

  test("follows a file that was renamed, and makes one again that is missing", async () => {
    const link = await linkAt("api/petstore.yaml");
    const page = await dashboard.open(`/integrations/${link}`);
    await state(page, "In sync");
    await push(`${dashboard.account}/petstore`, (clone) =>
      rename(join(clone, "api/petstore.yaml"), join(clone, "api/pets.yaml")),
    );
    await state(page, "File missing");
    await follow(page, "Choose a text");
    await press(page, "Follow to api/pets.yaml");
    await state(page, "In sync");
    await page.getByRole("link", { name: "api/pets.yaml" }).waitFor();
    await push(`${dashboard.account}/petstore`, (clone) => rm(join(clone, "api/pets.yaml")));
    await state(page, "File missing");
    await follow(page, "Choose a text");
    await page.getByText("The file is made again at api/pets.yaml, with the store's text.").waitFor();
    await press(page, "Keep the store's text");
    await state(page, "In sync");
    await press(page, "Move");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("It is there already").waitFor();
    await dialog.getByLabel("Another repository").check();
    await dialog.getByText("Choose the repository.").waitFor();
    await dialog.getByLabel(`${dashboard.account}/blank`).check();
    await dialog.getByText(`api/pets.yaml stays in ${dashboard.account}/petstore as it is`).waitFor();
    await dialog.getByText("No file is there yet: it is made with the text here.").waitFor();
    await dialog.getByRole("button", { name: "Move" }).click();
    await page.getByRole("definition").getByText(`${dashboard.account}/blank`).waitFor();
    await state(page, "In sync");
  });

  test("moves many at once, says beforehand what that will do, and afterwards of each that stayed why", async () => {
    await call("POST", "apis/catalog/versions", { name: "3.0" });
    const place = { repository: "petstore", directory: "checks", file: "both.yaml" };
    await call("PUT", "apis/catalog/versions/3.0/link", place);
    const page = await dashboard.open("/integrations");
    await page.getByLabel("Choose all on this page").check();
    await page.getByText("6 chosen").waitFor();
    await page.getByRole("checkbox", { name: /checks\/both\.yaml/ }).uncheck();
    await press(page, "Move");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Choose what is to change.").waitFor();
    await dialog.getByLabel("Another directory").check();
    await dialog.getByLabel("New directory").fill("checks");
    await dialog.getByText("The old files stay where they are.").waitFor();
    await dialog.getByText("2 will stay, as is said below.").waitFor();
    await dialog.getByText(`${dashboard.account}/blank, main: checks/pets.yaml`).waitFor();
    await dialog.getByRole("button", { name: "Move 3" }).click();
    const stayed = page.getByRole("region", { name: "1 stayed as they were" });
    await stayed.getByText("Another link already uses this path on this branch").waitFor();
    await stayed.getByRole("link", { name: "catalog 2.0" }).waitFor();
    await page.getByText("2 moved.").filter({ visible: true }).first().waitFor();
    await page.getByRole("link", { name: "checks/catalog.yaml" }).waitFor();
    await page.getByLabel("State", { exact: true }).selectOption("In sync");
    await page.getByRole("row").nth(1).getByText("In sync").waitFor();
    const chosen = page.getByRole("checkbox", { name: /checks\/(catalog|pets)\.yaml/ });
    await page.getByLabel("State", { exact: true }).selectOption("Every state");
    const chooseTwo = async (): Promise<void> => {
      await chosen.nth(1).waitFor();
      for (const box of await chosen.all()) await box.check();
      await page.getByText("2 chosen").waitFor();
    };
    await chooseTwo();
    const list = "**/links?*";
    const { promise: isChosenAgain, resolve: letGo } = Promise.withResolvers<void>();
    const readAgain = page.waitForResponse(list);
    await page.route(list, async (route) => {
      await isChosenAgain;
      await route.continue();
    });
    await press(page, "Sync now");
    await page.getByText("2 will be looked at on GitHub now.").filter({ visible: true }).first().waitFor();
    await chooseTwo();
    letGo();
    await (await readAgain).finished();
    await press(page, "Disconnect");
    const asking = page.getByRole("alertdialog", { name: "Disconnect 2 from GitHub?" });
    await asking.getByRole("button", { name: "Disconnect" }).click();
    await page
      .getByText("2 disconnected; both copies of each stay.")
      .filter({ visible: true })
      .first()
      .waitFor();
    await chosen.first().waitFor({ state: "detached" });
    expect((await call("GET", "apis/catalog/versions/1.0/schema")).status).toBe(200);
  });

  test("two people at one conflict: one solves it, the other sees that, and keeps what they wrote", async () => {
    // Of another repository: a branch that has just taken many commits rests longer and longer between them.
    const plain = { "content-type": "text/plain" };
    const right = { login: "paul", repository: `${dashboard.account}/catalog`, level: "push" };
    await act({ action: "set-permission", ...right });
    await call("POST", "apis", { name: "Duel" });
    await call("POST", "apis/duel/versions", { name: "1.0" });
    await call("PUT", "apis/duel/versions/1.0/schema", PETS, plain);
    const place = { repository: "catalog", directory: "api", file: "duel.yaml" };
    const link = String((await call("PUT", "apis/duel/versions/1.0/link", place)).at("id"));
    const atRest = () => call("POST", `links/${link}/sync`, undefined, { prefer: "wait=20" });
    expect((await atRest()).at("state")).toBe("in_sync");
    await call("PATCH", `links/${link}`, { paused: true });
    await call("PUT", "apis/duel/versions/1.0/schema", `# store\n${PETS}`, { ...plain, "if-match": "*" });
    await push(`${dashboard.account}/catalog`, (clone) =>
      write(join(clone, "api/duel.yaml"), `# github\n${PETS}`),
    );
    await call("PATCH", `links/${link}`, { paused: false });
    expect((await atRest()).at("state")).toBe("conflict");
    const [one, other] = [
      await dashboard.open(`/integrations/${link}/choice`),
      await dashboard.openAs("paul", `/integrations/${link}/choice`),
    ];
    const deaf = await dashboard.open(`/integrations/${link}`);
    await deaf.route("**/events", (route) => route.abort());
    await follow(deaf, "Choose a text");
    for (const page of [other, deaf]) {
      const merged = page.getByRole("textbox", { name: "Merged text" });
      await merged.click();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(PETS.replace("Pets", "Written by hand"));
      await merged.getByText("Written by hand").waitFor();
    }
    // Neither hears nor reads anything: what it shows gets old.
    const { promise: isPressed, resolve: letGo } = Promise.withResolvers<void>();
    await deaf.route("**/api/v1/**", async (route) => {
      if (route.request().url().endsWith("/events")) return route.fallback();
      if (route.request().method() === "GET") await isPressed;
      await route.continue();
    });
    await press(one, "Keep the store's text");
    await state(one, "In sync");
    await other.getByText("There is nothing to choose any more").waitFor();
    await expect.poll(() => other.getByLabel("Your merged text").inputValue()).toContain("Written by hand");
    await other.reload();
    await other.getByLabel("Your merged text").waitFor();
    await press(other, "Throw it away");
    await other.getByLabel("Your merged text").waitFor({ state: "hidden" });
    await press(deaf, "Save the merged text");
    letGo();
    await deaf.getByText("There is nothing to choose any more").waitFor();
    await expect.poll(() => deaf.getByLabel("Your merged text").inputValue()).toContain("Written by hand");
    expect((await call("GET", "apis/duel/versions/1.0/schema")).text).toContain("# store");
  });

  test("did nothing on the way that its own policy refuses", () => {
    expect(dashboard.faults.filter((fault) => !fault.includes("ERR_FAILED"))).toEqual([]);
  });
});

/** By the keyboard alone: searched for on GitHub, come to, and taken. */
async function chooseBranchByKeys(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Branch Follow the default branch" }).press("Enter");
  const search = page.getByRole("textbox", { name: "Search branches" });
  await page.locator(":focus").and(search).waitFor();
  await search.fill("no-such");
  await page.getByText("None is called so.").waitFor();
  await search.fill(name.slice(0, 2));
  await page.getByRole("radio", { name, exact: true }).waitFor();
  await search.press("Tab");
  await page.getByRole("radio", { name: "Follow the default branch" }).press("ArrowDown");
  await page.getByRole("radio", { name, exact: true, checked: true }).press("Enter");
  await page
    .locator(":focus")
    .and(page.getByRole("button", { name: `Branch ${name}` }))
    .waitFor();
}
