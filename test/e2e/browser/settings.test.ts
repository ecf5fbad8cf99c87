/** What a workspace's admins do beside the documents: watch, mend, agree, give tokens, and set how commits are worded. */
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import type { ADashboard } from "./a-dashboard.ts";
import { focusIn, follow, goTo, press } from "./a-page.ts";
import { inBothLooks } from "./both-looks.ts";
import { expectNothingToMove, shiftFaultsOf } from "./layout-shifts.ts";
import { expectEverybodyCanUse } from "./axe-faults.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

let dashboard: ADashboard;

/** As Paul does it, with git; what was there stays. */
async function push(repository: string, path: string, text: string): Promise<void> {
  const clone = join(dashboard.folder, `settings-${repository}`);
  const git = (...args: readonly string[]) =>
    run("git", ["-C", clone, "-c", "user.name=Paul", "-c", "user.email=paul@example.com", ...args]);
  await run("git", [
    "clone",
    "-q",
    `${dashboard.sandbox.githubUrl}/${dashboard.account}/${repository}.git`,
    clone,
  ]).catch(() => git("pull", "-q"));
  await mkdir(dirname(join(clone, path)), { recursive: true });
  await writeFile(join(clone, path), text);
  await git("add", ".");
  await git("commit", "-qm", `Edit ${path}`);
  await git("push", "-q");
}

const SENT = "5d6a8f0e-7c1b-4a2d-9e3f-0a1b2c3d4e5f";
const KEPT = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c32";
const ONE = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c31";
const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

/** At the moment at which the address follows what was typed before. */
const TYPE_NA_WHILE_THE_ADDRESS_CHANGES = `(() => {
  const change = history.replaceState;
  history.replaceState = (...changed) => {
    history.replaceState = change;
    change.apply(history, changed);
    const field = document.activeElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, field.value + "NA");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
})()`;

/** Of a token, by whoever is signed in. */
const makeAndRevoke = (account: string, name: string): string => `(async () => {
  const tokens = "/api/v1/workspaces/${account}/tokens";
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ name: "${name}", scopes: ["read"] });
  const made = await (await fetch(tokens, { method: "POST", headers, body })).json();
  await fetch(tokens + "/" + made.id, { method: "DELETE" });
})()`;

const dialog = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

inBothLooks("a workspace's settings", (here) => {
  beforeAll(async () => {
    dashboard = here();
    const from = { repository: "petstore", path: "api/petstore.yaml", version: "1.0" };
    await dashboard.sandbox.call("POST", "apis", { name: "Petstore", from });
  });

  test("give a token, show it once, and take it back, by keyboard alone", async () => {
    const { sandbox } = dashboard;
    const { lockstepUrl } = sandbox;
    const info = { _postman_id: ONE, name: "One of many", schema: SCHEMA };
    await sandbox.call("PUT", `collections/${ONE}`, { info, item: [] });
    const page = await dashboard.open("/settings/tokens");
    // As though it were beyond all those that are read together.
    await page.route("**/collections?limit=200*", (route) =>
      route.fulfill({ json: { items: [], next: null } }),
    );
    await page.getByText("No token yet").waitFor();
    await page.getByRole("button", { name: "New token" }).focus();
    await page.keyboard.press("Enter");
    await focusIn(dialog(page));
    await dialog(page).getByLabel("Name").focus();
    await page.keyboard.type("nightly build");
    await dialog(page).getByLabel("Read").focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Make token", disabled: true }).waitFor();
    await page.keyboard.press("Space");
    await dialog(page).getByLabel("Save collections").focus();
    await page.keyboard.press("Space");
    await dialog(page).getByLabel("Which collection it may save").focus();
    await page.keyboard.type("of many");
    await dialog(page).getByRole("radio", { name: "One of many" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Make token" }).focus();
    await page.keyboard.press("Enter");
    const shown = page.getByRole("textbox", { name: "Token nightly build" });
    const secret = await shown.inputValue();
    const asking = async (): Promise<number> => {
      const headers = { authorization: `Bearer ${secret}` };
      return (await fetch(`${lockstepUrl}/api/v1/workspaces/${dashboard.account}/apis`, { headers })).status;
    };
    expect(await asking()).toBe(200);
    await sandbox.call("POST", "apis", { name: "Something else" });
    expect(await shown.inputValue()).toBe(secret);
    await page.reload();
    await page.getByText(`Ends in ${secret.slice(-4)}`).waitFor();
    await page.getByText("Only for the collection One of many.").waitFor();
    expect(await page.content()).not.toContain(secret);
    await press(page, "Revoke");
    await dialog(page).getByRole("button", { name: "Revoke" }).click();
    await page.getByText("No token yet").waitFor();
    await page.locator("h1:focus").waitFor();
    expect(await asking()).toBe(401);
  });

  test("make a URL that saves any collection into a directory, and take it back", async () => {
    const { sandbox } = dashboard;
    const page = await dashboard.open("/settings/sending-urls");
    await follow(page, "New sending URL");
    await page.getByLabel(`${dashboard.account}/catalog`).check();
    await page.getByLabel("Directory").fill(".git/x");
    await press(page, "Make the URL");
    await page.getByText("It was not made").waitFor();
    await page.getByLabel("Directory").fill("sent");
    await page.getByLabel("Addresses that may send").fill("127.0.0.1, 192.0.2.0/24");
    await press(page, "Make the URL");
    const url = await page.getByLabel(/^For Postman/).inputValue();
    const body = JSON.stringify({ info: { name: "Sent", schema: SCHEMA, _postman_id: SENT }, item: [] });
    const send = async (): Promise<number> =>
      (await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body })).status;
    expect(await send()).toBeLessThan(300);
    expect((await sandbox.call("GET", `collections/${SENT}`)).at("backups.0.path")).toBe(
      "sent/Sent.postman_collection.json",
    );
    await follow(page, "Done");
    await page.getByText("from 127.0.0.1 and 1 more only").waitFor();
    await press(page, "Take back");
    await dialog(page).getByRole("button", { name: "Take it back" }).click();
    await page.getByText("No sending URL yet").waitFor();
    expect(await send()).toBe(404);
  });

  test("tell what happens, counted on top while somebody reads, and filtered by the address", async () => {
    const { sandbox } = dashboard;
    const hook = await sandbox.call("POST", "hooks", { repository: "catalog", directory: "told" });
    await sandbox.call("DELETE", `hooks/${String(hook.at("id"))}`);
    const page = await dashboard.open("/settings");
    await page.evaluate(makeAndRevoke(dashboard.account, "told"));
    await page.goto(page.url().replace(/settings$/, "activity"));
    const events = page.getByRole("main").getByRole("listitem");
    const first = events.first();
    await page.getByText("took a sending URL back").first().waitFor();
    const read = await first.getByRole("paragraph").innerText();
    const before = await first.boundingBox();
    await sandbox.call("POST", "apis", { name: "Made meanwhile" });
    const fresh = page.getByRole("button", { name: /^Show \d+ new$/ });
    await fresh.waitFor();
    expect(await first.boundingBox()).toEqual(before);
    expect(await first.getByRole("paragraph").innerText()).toBe(read);
    await fresh.click();
    await page.getByText("made the API Made meanwhile").waitFor();
    await page.getByLabel("What").selectOption("Tokens");
    await page.evaluate(TYPE_NA_WHILE_THE_ADDRESS_CHANGES);
    await page.getByLabel("Who").fill("MO");
    await page.waitForURL(/type=token.*actor=MONA|actor=MONA.*type=token/);
    await events.filter({ hasText: "the token told" }).nth(1).waitFor();
    await events
      .filter({ hasNotText: /the token/ })
      .first()
      .waitFor({ state: "detached" });
    const exported = page.waitForEvent("download");
    await follow(page, "Download as JSON lines");
    const lines = (await readFile(await (await exported).path(), "utf8")).trim().split("\n");
    const told = lines.filter((line) => line.includes('"told"'));
    expect(told.map((line) => JSON.parse(line).type)).toEqual(["token.made", "token.revoked"]);
    expect(lines.filter((line) => !JSON.parse(line).type.startsWith("token."))).toEqual([]);
    await page.reload();
    await page.getByText("made the token told").waitFor();
    await page.getByLabel("Who").fill("nobody");
    await page.getByText("Nothing like that has happened").waitFor();
    await press(page, "Show all");
    await page.getByText("made the API Made meanwhile").waitFor();
  });

  test("word commits as the preview shows it, and keep what was not saved", async () => {
    const { sandbox } = dashboard;
    const page = await dashboard.open("/settings");
    const headline = page.getByLabel("Headline");
    await headline.fill("thanks @mona: {summary}");
    await page.getByText("would be obeyed").waitFor();
    await page.getByRole("button", { name: "Save", exact: true, disabled: true }).waitFor();
    await headline.fill("docs: {summary} [skip ci]");
    await page.reload();
    await expect.poll(() => headline.inputValue()).toBe("docs: {summary} [skip ci]");
    await page.getByText(/^docs: petstore 1\.0: \+2 operations/).waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved: it counts from the next commit on.").first().waitFor();
    await page.getByLabel("One issue a repository with such links").click();
    await vi.waitFor(async () => {
      const settings = await sandbox.call("GET", "settings");
      expect(settings.at("alerts.statusIssue")).toBe(true);
      expect(settings.at("commitMessage.headline")).toBe("docs: {summary} [skip ci]");
    });
    await page.getByRole("link", { name: "Config files" }).click();
    await page.getByRole("link", { name: `${dashboard.account}/petstore` }).click();
    await page.getByRole("textbox", { name: "Config file" }).getByText("api/petstore.yaml").waitFor();
    const download = page.waitForEvent("download");
    await follow(page, "Download");
    expect((await download).suggestedFilename()).toBe("lockstep.yml");
  });

  test("show what a webhook led to, and take it once more", async () => {
    await push("petstore", "README.md", "# Pets\n");
    const page = await dashboard.open("/settings/deliveries");
    const pushes = page.getByRole("link", { name: "push" });
    await pushes.first().waitFor();
    await page.getByText(`${dashboard.account}/petstore,`).first().waitFor();
    const before = await pushes.count();
    const more = page.getByRole("button", { name: "Show 1 new" });
    await expectNothingToMove(page, async () => {
      const newest = async () => (await dashboard.sandbox.call("GET", "deliveries?limit=1")).at("items.0.id");
      const last = await newest();
      await push("petstore", "README.md", "# More pets\n");
      await vi.waitFor(async () => expect(await newest()).not.toBe(last), { timeout: 20_000 });
      // It changed nothing that is kept here: the list is read again with what happens next.
      await dashboard.sandbox.call("POST", "apis", { name: "News" });
      await more.waitFor();
    });
    expect(await pushes.count()).toBe(before);
    await more.click();
    await pushes.nth(before).waitFor();
    await pushes.first().click();
    await page.getByRole("textbox", { name: "Payload" }).getByText("refs/heads/main").first().waitFor();
    await press(page, "Replay push");
    await page.getByText("taken as if it had just come").first().waitFor();
    await goTo(page, "Activity");
    await page.getByText("mona replayed a delivery").waitFor();
  });

  test("let admins alone agree to what a config file claims, and tell others why", async () => {
    const claim = "version: 1\nschemas:\n  - {api: petstore, version: '2.0', file: pets.yaml}\n";
    await push("catalog", ".github/lockstep.yml", claim);
    const page = await dashboard.open("/settings/approvals");
    const paul = await dashboard.openAs("paul", "/settings/approvals");
    await paul
      .getByText(`Agreeing to it is for the owners of the organization ${dashboard.account}`)
      .waitFor();
    await paul.getByRole("link", { name: "petstore 2.0" }).waitFor();
    expect(await paul.getByRole("button", { name: "Approve" }).count()).toBe(0);
    await paul.getByRole("link", { name: "Tokens" }).click();
    await paul.getByText("For admins only").waitFor();
    await page.getByText("by Paul").waitFor();
    await press(page, "Approve");
    await dialog(page).getByRole("button", { name: "Approve" }).click();
    await page.getByText("Nothing waits for an approval").waitFor();
    await page.locator("h1:focus").waitFor();
    await follow(page, "Look at config files");
    await page.getByRole("link", { name: `${dashboard.account}/catalog` }).click();
    await page.getByText("Applied").waitFor();
    await follow(page, "petstore 2.0");
    await press(page, "Take the approval back");
    await dialog(page).getByRole("button", { name: "Take it back" }).waitFor();
    await expectEverybodyCanUse(page);
    await dialog(page).getByRole("button", { name: "Take it back" }).click();
    await page.getByRole("region", { name: "State" }).getByText("Awaiting approval").waitFor();
  });

  test("let whoever may only read do just that, and say why", async () => {
    const { sandbox } = dashboard;
    const from = { repository: "catalog", path: "asyncapi/stock.yaml", version: "1.0" };
    await sandbox.call("POST", "apis", { name: "Stock", from });
    const text = "asyncapi: 3.0.0\ninfo: {title: Stock, version: '2'}\n";
    const change = { "content-type": "text/plain", "if-match": "*" };
    await sandbox.call("PUT", "apis/stock/versions/1.0/schema", text, change);
    const info = { _postman_id: KEPT, name: "Kept", schema: SCHEMA };
    await sandbox.call("PUT", `collections/${KEPT}`, { info, item: [] });
    await sandbox.call("POST", `collections/${KEPT}/backups`, { repository: "catalog" });
    const page = await dashboard.open("/apis/stock/versions/1.0");
    await page.getByRole("button", { name: "Delete version" }).waitFor();
    const rita = await dashboard.openAs("rita", "/apis/stock/versions/1.0");
    const why = rita.getByText(
      `This needs push access to ${dashboard.account}/catalog. Ask its admins on GitHub.`,
    );
    const offered = async (): Promise<readonly string[]> => {
      await why.waitFor();
      const names = await rita.getByRole("main").getByRole("button").allInnerTexts();
      return names.filter((name) => /Save|Delete|Disconnect|Restore|Sync|Pause|Move|New|Make|Add/.test(name));
    };
    const editor = rita.getByRole("textbox", { name: "Schema of stock 1.0" });
    await editor.getByText("title: Stock").waitFor();
    expect(await editor.getAttribute("contenteditable")).toBe("false");
    const held = Promise.withResolvers<void>();
    await rita.route("**/apis/stock/versions/1.0", async (route) => {
      if (route.request().resourceType() !== "document") await held.promise;
      await route.continue();
    });
    await rita.reload();
    await rita.getByRole("link", { name: "History" }).waitFor();
    expect(await rita.getByRole("button", { name: /Rename|Delete/ }).count()).toBe(0);
    held.resolve();
    await editor.getByText("title: Stock").waitFor();
    expect(await shiftFaultsOf(rita)).toEqual([]);
    expect(await offered()).toEqual([]);
    await expectEverybodyCanUse(rita);
    await follow(rita, "History");
    await rita.getByText("Revision 2").waitFor();
    expect(await offered()).toEqual([]);
    await follow(rita, "stock 1.0");
    await follow(rita, "stock");
    await rita.getByRole("link", { name: "1.0", exact: true }).waitFor();
    expect(await offered()).toEqual([]);
    await goTo(rita, "Integrations");
    await follow(rita, "stock 1.0");
    expect(await offered()).toEqual([]);
    await goTo(rita, "Collections");
    await follow(rita, "Kept");
    await rita.getByRole("heading", { name: "Backups" }).waitFor();
    expect(await offered()).toEqual([]);
    expect(await rita.getByRole("heading", { name: "Send it here" }).count()).toBe(0);
    const link = `links/${String((await sandbox.call("GET", "links?q=stock.yaml")).at("items.0.id"))}`;
    await sandbox.call("PATCH", link, { paused: true });
    await sandbox.call("PUT", "apis/stock/versions/1.0/schema", `${text}# here\n`, change);
    await push("catalog", "asyncapi/stock.yaml", `${text}# there\n`);
    await sandbox.call("PATCH", link, { paused: false });
    await vi.waitFor(async () => expect((await sandbox.call("GET", link)).at("state")).toBe("conflict"), {
      timeout: 20_000,
      interval: 100,
    });
    const id = link.replace("links/", "");
    await rita.goto(`${sandbox.lockstepUrl}/workspaces/${dashboard.account}/integrations/${id}/choice`);
    await rita.getByRole("textbox", { name: "What changed on GitHub" }).getByText("# there").waitFor();
    await why.waitFor();
    expect(await rita.getByRole("button", { name: /Keep|Save|Leave/, disabled: false }).count()).toBe(0);
    await expectEverybodyCanUse(rita);
  });

  test("find out why an integration does not work, and that it is mended", async () => {
    const { sandbox } = dashboard;
    await sandbox.control("POST", "actions", {
      action: "archive",
      repository: `${dashboard.account}/petstore`,
    });
    const change = { "content-type": "text/plain", "if-match": "*" };
    await sandbox.call("PUT", "apis/petstore/versions/1.0/schema", "openapi: 3.1.0\npaths: {}\n", change);
    const page = await dashboard.open("/integrations?q=api/petstore.yaml");
    await follow(page, "petstore 1.0");
    await page.getByRole("region", { name: "State" }).getByText("Error").waitFor();
    await follow(page, "Diagnose");
    await page
      .getByText(/problems were found: mend the first one first/)
      .first()
      .waitFor();
    const check = page.getByRole("listitem").filter({ hasText: "Whether the repository is archived" });
    expect(await check.innerText()).toMatch(/^Problem/);
    expect(await check.getByRole("link").getAttribute("href")).toMatch(/^https?:/);
    await sandbox.control("POST", "actions", {
      action: "unarchive",
      repository: `${dashboard.account}/petstore`,
    });
    await Promise.all([page.waitForResponse(/links\/\d+\/diagnosis$/), press(page, "Look again")]);
    await page.goto(
      `${sandbox.lockstepUrl}/workspaces/${dashboard.account}/settings/diagnosis?repository=petstore`,
    );
    await check.getByText("Good").waitFor();
    await follow(page, "Another repository");
    await page.getByLabel("Search repositories").fill("cat");
    await follow(page, `${dashboard.account}/catalog`);
    await page.getByText("No problem was found").first().waitFor();
  });

  test("did nothing on the way that their own policy refuses", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
