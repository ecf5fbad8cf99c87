/** What was before: revisions compared, what a collection holds, and what was deleted brought back. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { SEED_COLLECTION } from "../../../src/sandbox/seed-sandbox.ts";
import type { ADashboard } from "./a-dashboard.ts";
import { expectHeading, focusIn, follow, goTo, press } from "./a-page.ts";
import { inBothLooks } from "./both-looks.ts";
import { expectNothingToMove } from "./layout-shifts.ts";
import { expectEverybodyCanUse } from "./axe-faults.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dashboard: ADashboard;

async function call(method: string, path: string, body?: unknown, headers = {}): Promise<void> {
  const { status, text } = await dashboard.sandbox.call(method, path, body, headers);
  if (status >= 300) throw new Error(`${method} ${path} answers ${status}: ${text}`);
}

const schema = (filter: string, more = ""): string =>
  [
    "openapi: 3.1.0",
    "info: {title: Pets, version: '1'}",
    "paths:",
    "  /pets:",
    "    get:",
    "      parameters:",
    `        - {name: ${filter}, in: query, required: true, schema: {type: string}}`,
    "      responses: {'200': {description: Fine}}",
    more,
  ].join("\n");

async function makeApi(): Promise<void> {
  await call("POST", "apis", { name: "Pets" });
  await call("POST", "apis/pets/versions", { name: "1.0" });
  const texts = [schema("status"), schema("condition"), schema("condition", "tags: [{name: pets}]\n")];
  for (const text of texts) await save(text);
}

const save = (text: string) =>
  call("PUT", "apis/pets/versions/1.0/schema", text, { "content-type": "text/plain", "if-match": "*" });

/** The seed's, and then with another name of a folder and with secrets. */
async function makeCollection(): Promise<{ readonly info: { readonly _postman_id: string } }> {
  const collection = JSON.parse(await readFile(SEED_COLLECTION, "utf8"));
  await call("POST", "collections", collection);
  collection.item[0].name = "Animals";
  collection.item[0].item[0].request.auth = {
    type: "bearer",
    bearer: [{ key: "token", value: "ghp_0123456789012345678901234567890123456" }],
  };
  collection.variable = [{ key: "apiToken", value: "correct horse", type: "secret" }];
  await call("PUT", `collections/${collection.info._postman_id}`, collection);
  return collection;
}

const difference = (page: Page, from: number, to: number) =>
  page.getByRole("textbox", { name: `From revision ${from} to revision ${to}` });

/** How far down the last of them stands. */
function topOfLast(page: Page, selector: string): Promise<number> {
  const last = `[...document.querySelectorAll(${JSON.stringify(selector)})].at(-1)`;
  return page.evaluate(`Math.round(${last}.getBoundingClientRect().top)`);
}

inBothLooks("what was before", (here) => {
  let saved: Awaited<ReturnType<typeof makeCollection>>;
  let collection = "";
  beforeAll(async () => {
    dashboard = here();
    await makeApi();
    saved = await makeCollection();
    collection = saved.info._postman_id;
  });

  test("compares any two revisions, says what breaks and where, and has an address", async () => {
    const page = await dashboard.open("/apis/pets/versions/1.0/history", { reducedMotion: "reduce" });
    await page.getByText("Choose two revisions to compare them.").waitFor();
    await page.getByRole("listitem").filter({ hasText: "Revision 2" }).getByText("1 breaking").waitFor();
    expect(await page.getByText(/\d breaking/).count()).toBe(1);
    await page.getByRole("checkbox", { name: "Choose revision 3 to compare it" }).focus();
    await page.keyboard.press("Space");
    await page.getByText("Choose one more to compare the two.").waitFor();
    await page.getByRole("checkbox", { name: "Choose revision 1 to compare it" }).check();
    await follow(page, "Compare revision 1 with 3");
    await expectHeading(page, "What changed in pets 1.0");
    const changes = page.getByRole("region", { name: "What changed" });
    await changes.getByText("1 breaking").waitFor();
    await changes.getByText("query parameter condition: added as required").waitFor();
    await changes.getByText("Callers do not send it yet, and are refused without it.").waitFor();
    await page.waitForURL("**/compare?from=1&to=3");
    await difference(page, 1, 3).getByText("condition").waitFor();
    await changes.getByRole("button", { name: "line 7", exact: true }).focus();
    await page.keyboard.press("Enter");
    await difference(page, 1, 3).and(page.locator(":focus")).waitFor();
    await page.getByLabel("From", { exact: true }).selectOption("2");
    await page.waitForURL("**/compare?from=2&to=3");
    await changes.getByText("Nothing that is used differs").waitFor();
    await press(page, "Swap");
    await difference(page, 3, 2).waitFor();
    await page.reload();
    await difference(page, 3, 2).waitFor();
    const numbersTop = await topOfLast(page, ".cm-lineNumbers .cm-gutterElement");
    expect(Math.abs(numbersTop - (await topOfLast(page, ".cm-line")))).toBeLessThan(2);
    await follow(page, "History");
    const second = page.getByRole("listitem").filter({ hasText: "Revision 2" });
    await second.getByRole("button", { name: "Restore" }).click();
    await page.getByText("Revision 4", { exact: true }).waitFor();
    await follow(page, "Compare with 1");
    await difference(page, 1, 2).waitFor();
  });

  test("holds still while somebody reads it, and restores over nothing that they have not seen", async () => {
    const page = await dashboard.open("/apis/pets/versions/1.0/history");
    const row = (number: number) =>
      page.getByRole("listitem").filter({ has: page.getByText(`Revision ${number}`, { exact: true }) });
    await row(4).getByText("present").waitFor();
    await row(2).getByRole("button", { name: "Show" }).click();
    await page.getByRole("textbox", { name: "What revision 2 changed" }).getByText("condition").waitFor();
    await expectNothingToMove(page, async () => {
      for (const tag of ["dogs", "cats"]) await save(schema("condition", `tags: [{name: ${tag}}]\n`));
      await page.getByRole("button", { name: "Show 2 new" }).waitFor();
    });
    await row(4).waitFor();
    expect(await page.getByText("present", { exact: true }).count()).toBe(0);
    await row(1).getByRole("button", { name: "Restore" }).click();
    await page.getByText("Somebody saved another text meanwhile").waitFor();
    await page.getByRole("button", { name: "Show 2 new" }).focus();
    await page.keyboard.press("Enter");
    await row(6).getByText("present").waitFor();
    await page.locator(":focus").getByText("Choose two revisions to compare them.").waitFor();
    await page.getByRole("textbox", { name: "What revision 2 changed" }).waitFor();
    await row(1).getByRole("button", { name: "Restore" }).click();
    await row(7).getByText("present").waitFor();
    await page
      .locator(":focus")
      .and(row(1).getByRole("button", { name: "Restore" }))
      .waitFor();
    await save("openapi: 3.1.0\ninfo: {}\n");
    await press(page, "Show 1 new");
    await row(8).getByText("has errors").waitFor();
    await page.getByLabel("Only those without errors").check();
    await row(8).waitFor({ state: "detached" });
    await row(7).waitFor();
    expect(await page.getByText("present", { exact: true }).count()).toBe(0);
    await row(7).getByRole("button", { name: "Restore" }).click();
    await row(9).getByText("present").waitFor();
  });

  test("offers a schema that refers to other files as one file", async () => {
    const page = await dashboard.open("/apis/pets/versions/1.0");
    await page.route("**/versions/1.0/revisions?*", async (route) => {
      const answer = await route.fetch();
      const { items, ...list } = await answer.json();
      const [first, ...others] = items;
      await route.fulfill({ json: { ...list, items: [{ ...first, closure: "of two files" }, ...others] } });
    });
    await follow(page, "History");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download as one file" }).click(),
    ]);
    expect(download.suggestedFilename()).toContain("bundled");
    expect(await readFile(await download.path(), "utf8")).toContain("title: Pets");
  });

  test("shows what a collection holds, its secrets when asked, and what changed by request", async () => {
    const page = await dashboard.open(`/collections/${collection}`);
    await page.getByRole("heading", { name: "Requests (7)" }).waitFor();
    await page.getByRole("button", { name: /^Animals/ }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /POST Add a new pet/ }).click();
    await page.getByRole("heading", { name: "Script after the answer" }).waitFor();
    await page.getByText("pm.test(").waitFor();
    await page.getByText("ghp_0123").waitFor({ state: "detached" });
    await page.getByLabel("Search requests").fill("delete animals");
    await page.getByText("1 found").waitFor();
    await page.getByRole("button", { name: /DELETE Animals \/ Delete a pet/ }).waitFor();
    await press(page, "Show Animals / Add a new pet: authorization");
    await press(page, "Show token");
    await page.getByText("ghp_0123").waitFor();
    await press(page, "Hide token");
    await page.getByText("ghp_0123").waitFor({ state: "detached" });
    expect(await page.getByText("correct horse").count()).toBe(0);
    await press(page, "Show apiToken");
    await page.getByText("correct horse").waitFor();
    await call("PUT", `collections/${collection}`, { ...saved, item: [{ name: "One alone" }] });
    await press(page, "Show 1 new");
    await page.getByText("Revision 3").waitFor();
    await page.getByText("correct horse").waitFor();
    await press(page, "Saved again: show the new text");
    await page.getByRole("heading", { name: "Requests (1)" }).waitFor();
    await call("PUT", `collections/${collection}`, saved);
    await page.goto(`${page.url()}/compare`);
    await page.waitForURL("**/compare?from=3&to=4");
    await page.getByLabel("From", { exact: true }).selectOption("1");
    await expectHeading(page, "What changed in Petstore");
    const changes = page.getByRole("region", { name: "What changed" });
    await changes.getByText("moved, was pet / Delete a pet").waitFor();
    await changes.getByText("authorization changed").waitFor();
    await difference(page, 1, 4)
      .getByText(/"value": "•••••• \d"/)
      .first()
      .waitFor();
    expect(await page.getByText("ghp_0123").count()).toBe(0);
    await press(page, "Show secrets");
    await difference(page, 1, 4).getByText("ghp_0123").waitFor();
  });

  test("brings back what was deleted, and says why where it cannot", async () => {
    const page = await dashboard.open("/apis/pets");
    await press(page, "Edit");
    await focusIn(page.getByRole("dialog"));
    await page.getByLabel("Description").fill("All about pets.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("paragraph").filter({ hasText: "All about pets." }).waitFor();
    await call("DELETE", "apis/pets/versions/1.0");
    await follow(page, "Deleted versions");
    await page.getByRole("button", { name: "Restore 1.0" }).waitFor();
    await expectEverybodyCanUse(page);
    await press(page, "Restore 1.0");
    await page.getByText("1.0 is back.").first().waitFor();
    await page.getByText("Nothing to restore").waitFor();
    await follow(page, "pets");
    await page.getByRole("link", { name: "1.0", exact: true }).waitFor();
    await press(page, "New version");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("2.0");
    await dialog.getByRole("button", { name: "Make it" }).click();
    await expectHeading(page, "pets 2.0");
    await follow(page, "pets");
    await press(page, "Delete API");
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete API" }).click();
    await follow(page, "Deleted");
    await page.getByText("29 days left to restore it").waitFor();
    await call("POST", "apis", { name: "Pets" });
    await press(page, "Restore Pets");
    await page.getByText("An API of this address exists already").waitFor();
    await call("DELETE", "apis/pets");
    await page.getByRole("button", { name: "Restore Pets" }).nth(1).waitFor();
    await call("DELETE", `collections/${collection}`);
    await goTo(page, "Collections");
    await page.getByText("No collection yet").waitFor();
    const upload = page.getByRole("main").getByRole("link", { name: "Upload a collection" });
    await upload.nth(1).waitFor();
    await page.getByLabel("Search by name").fill("nothing");
    await page.getByText("No collection has that in its name.").waitFor();
    await upload.nth(1).waitFor({ state: "detached" });
    await expect.poll(() => upload.count()).toBe(1);
    await page.getByLabel("Search by name").fill("");
    await follow(page, "Deleted");
    await page.getByRole("button", { name: "Restore Petstore" }).waitFor();
    await expectEverybodyCanUse(page);
    await press(page, "Restore Petstore");
    await page.getByRole("main").getByRole("link", { name: "Collections" }).click();
    await page.getByRole("link", { name: "Petstore" }).waitFor();
  });

  test("did nothing on the way that its own policy refuses", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
