/** What a page does while an answer is on its way: it leads nobody away who has left, sends nothing twice, and says that it waits. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { SEED_COLLECTION } from "../../../src/sandbox/seed-sandbox.ts";
import { ACCOUNT, type ADashboard, openDashboard } from "./a-dashboard.ts";
import { expectNothingToMove, shiftFaultsOf } from "./layout-shifts.ts";
import { expectHeading, goTo, inBrowser, press } from "./a-page.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const KEPT = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c32";
const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
const PLAIN = { "content-type": "text/plain", "if-match": "*" };

let dashboard: ADashboard;

async function call(method: string, path: string, body?: unknown, headers = {}) {
  const answer = await dashboard.sandbox.call(method, path, body, headers);
  if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text}`);
  return answer;
}

interface HeldBack {
  /** Of the requests that came. */
  readonly count: () => number;
  readonly letGo: () => void;
}

/** Requests wait until they are let go. */
async function holdBack(page: Page, method: string, path: RegExp): Promise<HeldBack> {
  const gate = Promise.withResolvers<void>();
  let count = 0;
  await page.route(
    ({ pathname }) => path.test(pathname),
    async (route) => {
      if (route.request().method() !== method) return route.fallback();
      count += 1;
      await gate.promise;
      await route.continue();
    },
  );
  return { count: () => count, letGo: () => gate.resolve() };
}

/** Long enough for a page to lead on, did it. */
const rest = (page: Page): Promise<unknown> => page.evaluate("new Promise((done) => setTimeout(done, 500))");

/** Goes elsewhere while what was pressed is carried out, and is there still when it is. */
async function expectToStayElsewhere(page: Page, held: HeldBack, isDone: () => Promise<unknown>) {
  await vi.waitFor(() => expect(held.count()).toBe(1));
  await goTo(page, "Activity");
  await expectHeading(page, "Activity");
  held.letGo();
  await vi.waitFor(isDone, { timeout: 20_000, interval: 100 });
  await rest(page);
  await expectHeading(page, "Activity");
}

inBrowser("an answer that comes late", () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
  });
  afterAll(() => dashboard.close());

  describe("leads nobody away who has gone elsewhere", () => {
    test("from a new API", async () => {
      const page = await dashboard.open("/apis/new");
      await page.getByRole("textbox", { name: "Name" }).fill("Late");
      await page.getByLabel("Empty", { exact: true }).check();
      const held = await holdBack(page, "POST", /\/apis$/);
      await press(page, "Make API");
      await expectToStayElsewhere(page, held, () => call("GET", "apis/late/versions/1.0"));
    });

    test("from a new API of a repository", async () => {
      const page = await dashboard.open("/apis/new");
      await page.getByRole("textbox", { name: "Name" }).fill("Stock");
      await page.getByLabel(`${ACCOUNT}/catalog`).check();
      await page.getByLabel(`File in ${ACCOUNT}/catalog`).fill("asyncapi/stock.yaml");
      await page.getByLabel("Description").fill("What is in stock.");
      await page.getByLabel("Version").fill("7.7");
      const held = await holdBack(page, "POST", /\/apis$/);
      await press(page, "Make API");
      await expectToStayElsewhere(page, held, () => call("GET", "apis/stock"));
      expect((await call("GET", "apis/stock")).at("description")).toBe("What is in stock.");
      await call("GET", "apis/stock/versions/7.7");
    });

    test("from an upload", async () => {
      const page = await dashboard.open("/collections/new");
      await page.getByLabel("Collection file").setInputFiles(SEED_COLLECTION);
      const held = await holdBack(page, "POST", /\/imports\/upload$/);
      await press(page, "Upload");
      await expectToStayElsewhere(page, held, async () =>
        expect((await call("GET", "collections")).text).toContain("Petstore"),
      );
    });

    test("from connecting a version", async () => {
      const page = await dashboard.open("/apis/late/versions/1.0/connect");
      await page.getByLabel(`${ACCOUNT}/blank`).check();
      await page.getByLabel("File").fill("api/late.yaml");
      const held = await holdBack(page, "PUT", /\/link$/);
      await press(page, "Connect");
      await expectToStayElsewhere(page, held, async () =>
        expect((await call("GET", "links?q=late.yaml")).at("items.0.id")).toBeTypeOf("number"),
      );
    });

    test("from backing a collection up", async () => {
      await call("PUT", `collections/${KEPT}`, {
        info: { _postman_id: KEPT, name: "Kept", schema: SCHEMA },
        item: [],
      });
      const page = await dashboard.open(`/collections/${KEPT}/backup`);
      await page.getByLabel(`${ACCOUNT}/catalog`).check();
      const held = await holdBack(page, "POST", /\/backups$/);
      await press(page, "Back it up");
      await expectToStayElsewhere(page, held, async () =>
        expect((await call("GET", `collections/${KEPT}`)).at("backups.0.id")).toBeTypeOf("number"),
      );
    });

    test("from the choice of a text", async () => {
      await call("POST", "apis", { name: "Both" });
      await call("POST", "apis/both/versions", { name: "1.0" });
      await call("PUT", "apis/both/versions/1.0/schema", "openapi: 3.1.0\n", PLAIN);
      const place = { repository: "petstore", directory: "api", file: "petstore.yaml" };
      const id = String((await call("PUT", "apis/both/versions/1.0/link", place)).at("id"));
      const page = await dashboard.open(`/integrations/${id}/choice`);
      const held = await holdBack(page, "POST", /\/resolution$/);
      await press(page, "Keep GitHub's text");
      await expectToStayElsewhere(page, held, async () =>
        expect((await call("GET", `links/${id}`)).at("state")).toBe("in_sync"),
      );
    });

    test("from a dialog", async () => {
      const page = await dashboard.open("/apis/stock");
      await press(page, "Delete API");
      const held = await holdBack(page, "DELETE", /\/apis\/stock$/);
      await page.getByRole("alertdialog").getByRole("button", { name: "Delete API" }).click();
      await vi.waitFor(() => expect(held.count()).toBe(1));
      await page.keyboard.press("Escape");
      await expectToStayElsewhere(page, held, async () =>
        expect((await dashboard.sandbox.call("GET", "apis/stock")).status).toBe(404),
      );
    });
  });

  describe("is asked for once, however often Enter is pressed", () => {
    test("by a new API", async () => {
      const page = await dashboard.open("/apis/new");
      await page.getByRole("textbox", { name: "Name" }).fill("Once");
      await page.getByLabel("Empty", { exact: true }).check();
      const held = await holdBack(page, "POST", /\/apis$/);
      const version = page.getByRole("textbox", { name: "Version" });
      for (let presses = 0; presses < 3; presses += 1) await version.press("Enter");
      held.letGo();
      await expectHeading(page, "once 1.0");
      expect(held.count()).toBe(1);
    });

    test("by a save", async () => {
      const page = await dashboard.open("/apis/once/versions/1.0");
      const editor = page.getByRole("textbox", { name: "Schema of once 1.0" });
      await editor.click();
      await page.keyboard.insertText("openapi: 3.1.0\n");
      const held = await holdBack(page, "PUT", /\/schema$/);
      const message = page.getByLabel("What did you change?");
      for (let presses = 0; presses < 3; presses += 1) await message.press("Enter");
      held.letGo();
      await page
        .getByText(/^Saved as revision 1/)
        .first()
        .waitFor();
      expect(held.count()).toBe(1);
      expect((await call("GET", "apis/once/versions/1.0/revisions")).at("items.1")).toBeUndefined();
    });

    test("by backups of many", async () => {
      const page = await dashboard.open("/integrations/new/backups");
      await page.getByRole("checkbox", { name: /^Kept/ }).check();
      await page.getByLabel(`${ACCOUNT}/petstore`).check();
      const held = await holdBack(page, "POST", /\/backups$/);
      const file = page.getByRole("listitem", { name: "Kept" }).getByRole("textbox", { name: "Kept" });
      for (let presses = 0; presses < 3; presses += 1) await file.press("Enter");
      held.letGo();
      await page.getByRole("region", { name: "Connected" }).waitFor();
      expect(held.count()).toBe(1);
    });
  });

  describe("moves nothing when it comes", () => {
    test("with the files of a repository", async () => {
      const page = await dashboard.open("/integrations/new/schemas");
      const held = await holdBack(page, "GET", /\/discovery$/);
      await page.getByLabel(`${ACCOUNT}/petstore`).check();
      await page.getByLabel("Another file, there or not yet").waitFor();
      await expectNothingToMove(page, async () => {
        held.letGo();
        await page.getByLabel("api/petstore.yaml").waitFor();
      });
    });

    test("with the secrets that a backup would make known", async () => {
      const variable = [{ key: "apiToken", value: "ghp_0123456789012345678901234567890123456" }];
      const info = { _postman_id: KEPT, name: "Kept", schema: SCHEMA };
      await call("PUT", `collections/${KEPT}`, { info, item: [], variable });
      const page = await dashboard.open(`/collections/${KEPT}/backup`);
      const held = await holdBack(page, "GET", new RegExp(`/api/v1/.*/collections/${KEPT}$`));
      await page.reload();
      await page.locator("main [aria-busy=true]").first().waitFor();
      held.letGo();
      await page.getByLabel(`${ACCOUNT}/petstore`).check();
      await page
        .getByText(/secret/i)
        .first()
        .waitFor();
      await rest(page);
      expect(await shiftFaultsOf(page)).toEqual([]);
    });
  });

  test("is waited for with something to see, from before the first script on", async () => {
    const page = await dashboard.open("");
    const script = await holdBack(page, "GET", /\/assets\/.*\.js$/);
    const list = await holdBack(page, "GET", /^\/api\/v1\/.*\/collections$/);
    await page.goto(page.url().replace(/\/?$/, "/collections"), { waitUntil: "commit" });
    await page.getByRole("status").getByText("Loading …").waitFor();
    script.letGo();
    await expectHeading(page, "Collections");
    const placeholder = page.getByRole("main").locator("[aria-busy=true]");
    await placeholder.first().waitFor();
    await rest(page);
    list.letGo();
    await page.getByRole("link", { name: "Kept" }).waitFor();
    await placeholder.first().waitFor({ state: "detached" });
  });

  test("that the browser refuses is said: what cannot be copied is to be copied by hand", async () => {
    const page = await dashboard.open("");
    await page.addInitScript(
      `navigator.clipboard.writeText = () => Promise.reject(new DOMException("No", "NotAllowedError"));`,
    );
    await page.goto(page.url().replace(/\/?$/, `/collections/${KEPT}`));
    await press(page, "Make the URL");
    const url = page.getByLabel(/^For Postman/);
    await page.getByRole("button", { name: "Copy", exact: true }).first().click();
    await page.getByRole("button", { name: "Copy it by hand" }).waitFor();
    await page
      .getByText("The browser did not let it be copied: copy it by hand.")
      .waitFor({ state: "attached" });
    await url.focus();
    expect(await page.evaluate("String(getSelection())")).toBe(await url.inputValue());
  });

  test("of a long list is drawn in parts, and the focus stays when the last is there", async () => {
    const item = Array.from({ length: 230 }, (_, index) => ({
      name: `Request ${index}`,
      request: "https://a.example",
    }));
    await call("PUT", `collections/${KEPT}`, {
      info: { _postman_id: KEPT, name: "Kept", schema: SCHEMA },
      item,
    });
    const page = await dashboard.open(`/collections/${KEPT}`);
    const last = page.getByRole("button", { name: /Request 229/ });
    await page.getByRole("button", { name: "Show 100 of 130 more" }).focus();
    await page.keyboard.press("Enter");
    const more = page.getByRole("button", { name: "Show 30 of 30 more" });
    await more.and(page.locator(":focus")).waitFor();
    expect(await last.count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.locator(":focus").and(page.getByText("All 230 are shown.")).waitFor();
    await last.waitFor();
    await page.keyboard.press("Shift+Tab");
    await page.locator(":focus").and(last).waitFor();
  });

  test("made no page do what its own policy refuses", () => {
    expect(dashboard.faults).toEqual([]);
  });
});
