/** The outline beside the editor and the rendered documentation, of friendly texts and of one that tries all it can. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import type { Frame, Page } from "playwright-core";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { ADashboard } from "./a-dashboard.ts";
import { aHostileDescription } from "./a-hostile-description.ts";
import { press } from "./a-page.ts";
import { inBothLooks } from "./both-looks.ts";
import { expectNothingToMove, shiftFaultsOf } from "./layout-shifts.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dashboard: ADashboard;

/** An API whose version 1.0 has the text. */
async function anApi(name: string, text: string): Promise<string> {
  const { sandbox } = dashboard;
  await sandbox.call("POST", "apis", { name });
  await sandbox.call("POST", `apis/${name}/versions`, { name: "1.0" });
  await save(name, text);
  return `/apis/${name}/versions/1.0`;
}

async function save(name: string, text: string): Promise<void> {
  const headers = { "content-type": "text/plain", "if-match": "*" };
  const { status } = await dashboard.sandbox.call("PUT", `apis/${name}/versions/1.0/schema`, text, headers);
  expect(status).toBeLessThan(300);
}

function fixture(name: string): Promise<string> {
  return readFile(new URL(`../../fixtures/schemas/${name}`, import.meta.url), "utf8");
}

const rendered = (page: Page) => page.frameLocator("iframe");

async function frameOf(page: Page): Promise<Frame> {
  await rendered(page).getByRole("heading", { level: 1 }).waitFor();
  const frame = page.frames().find((it) => it.parentFrame() !== null);
  if (frame === undefined) throw new Error("There is no frame.");
  return frame;
}

/** The line in which the cursor stands, from 1. */
function lineOf(page: Page): Promise<string | null> {
  return page.locator(".cm-gutterElement.cm-activeLineGutter").first().textContent();
}

/** The button of the menu that a narrow page has no room for. */
const MENU = ".menu-content + button";

/** A server that nothing should ask for anything. */
async function aServerElsewhere(): Promise<{ readonly origin: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ url = "" }, answer) => {
    asked.push(url);
    answer.setHeader("content-type", "text/html").end("<p>Elsewhere</p>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

inBothLooks("documentation", (here, look) => {
  const isPhone = (look.options.viewport?.width ?? 0) < 768;
  beforeAll(() => {
    dashboard = here();
    // What the frame's policy refused in the other look is in the browser's log.
    dashboard.faults.length = 0;
  });

  test("has an outline beside a text that was pasted: it finds, leads to the line, and outlasts what is half written", async () => {
    const page = await dashboard.open("/apis/new");
    await page.getByRole("textbox", { name: "Name" }).fill("lights");
    await page.getByLabel("From a text that I paste").check();
    await page.getByRole("textbox", { name: "Schema" }).fill(await fixture("streetlights-3.yaml"));
    await press(page, "Make API");
    await page.getByText("No problems were found in the saved text").waitFor();
    const outline = page.getByRole("region", { name: "Outline" });
    const entry = outline.getByRole("button", { name: "receiveMeasurement" });
    // Where there is no room for both, the text is what is seen at first.
    if (isPhone) await outline.getByRole("button", { name: "Outline" }).click();
    await entry.waitFor();
    await outline.getByRole("textbox", { name: "Filter the outline" }).fill("messages meas");
    await entry.waitFor({ state: "detached" });
    await outline.getByRole("textbox", { name: "Filter the outline" }).fill("");
    await entry.focus();
    await page.keyboard.press("Enter");
    await page.locator("[role=textbox]:focus").waitFor();
    await vi.waitFor(async () => expect(await lineOf(page)).toBe("19"));
    await page.keyboard.insertText("  added: [");
    await outline.getByText("As it was when the text could last be read").waitFor();
    await page.keyboard.insertText("]\n");
    await outline.getByRole("button", { name: "added" }).waitFor();
    await entry.waitFor();
    await outline.getByRole("button", { name: "Outline" }).click();
    await entry.waitFor({ state: "detached" });
  });

  test("is rendered of OpenAPI, AsyncAPI and GraphQL; of others it is said that it is not", async () => {
    const page = await dashboard.open(
      `${await anApi("tictactoe", await fixture("tictactoe-3.2.yaml"))}/docs`,
    );
    await rendered(page).getByRole("link", { name: "/board" }).first().click();
    await rendered(page).getByRole("heading", { name: "find-board" }).waitFor();
    await page.goto(
      `${dashboard.sandbox.lockstepUrl}/workspaces/${dashboard.account}/apis/lights/versions/1.0/docs`,
    );
    await rendered(page)
      .getByRole("heading", { level: 1, name: /^Streetlights/ })
      .waitFor();
    await anApi("blog", await fixture("blog.graphql"));
    await page.goto(
      `${dashboard.sandbox.lockstepUrl}/workspaces/${dashboard.account}/apis/blog/versions/1.0/docs`,
    );
    await rendered(page).getByText("A blog: posts, and what readers say of them").waitFor();
    await page.getByLabel("Rendering").waitFor({ state: "detached" });
    expect(await shiftFaultsOf(page)).toEqual([]);
    await expectNothingToMove(await frameOf(page), () =>
      expectNothingToMove(page, async () => {
        await save("blog", "type Query { other: Int }");
        await page.getByText("Revision 2 was saved since").first().waitFor();
        await rendered(page).getByText("A blog: posts").waitFor();
      }),
    );
    await press(page, "Show it");
    await rendered(page).getByText("other").first().waitFor();
    await anApi("orders", await fixture("orders.proto"));
    await page.goto(
      `${dashboard.sandbox.lockstepUrl}/workspaces/${dashboard.account}/apis/orders/versions/1.0/docs`,
    );
    await page.getByText("Protocol Buffers is not rendered here").waitFor();
    await page.getByRole("link", { name: "Outline and text" }).click();
    const outline = page.getByRole("region", { name: "Outline" });
    if (isPhone) await outline.getByRole("button", { name: "Outline" }).click();
    await outline.getByRole("button", { name: "GetOrder" }).first().waitFor();
    expect(dashboard.faults).toEqual([]);
  });

  test("runs nothing of a hostile text, asks nothing of elsewhere, and reaches neither session nor page", async () => {
    const elsewhere = await aServerElsewhere();
    const path = await anApi("hostile", aHostileDescription(elsewhere.origin));
    const page = await dashboard.open(`${path}/docs`);
    const told: string[] = [];
    await page.exposeFunction("tell", (what: string) => told.push(what));
    await page.evaluate("addEventListener('message', ({data}) => tell(JSON.stringify(data)))");
    const frame = await frameOf(page);
    await rendered(page).getByText("Good link").waitFor();
    if (isPhone) await rendered(page).locator(MENU).click();
    await rendered(page).getByText("__proto__").first().click();
    await rendered(page)
      .getByRole("heading", { name: /Remote schema/ })
      .waitFor();
    if (isPhone) await rendered(page).locator(MENU).click();
    expect(await frame.evaluate("window.pwned")).toBeUndefined();
    expect(await frame.evaluate("self.origin")).toBe("null");
    const refused = `(async () => [
      (() => { try { return parent.document.cookie } catch { return "refused" } })(),
      // Not the one that stands in for it.
      (() => { try { return Object.getOwnPropertyDescriptor(Document.prototype, "cookie").get.call(document) } catch { return "refused" } })(),
      await fetch("/api/v1/me").then(() => "asked", () => "refused"),
      await fetch(${JSON.stringify(elsewhere.origin)}).then(() => "asked", () => "refused"),
      (() => { try { top.location = ${JSON.stringify(elsewhere.origin)} } catch { return "refused" } })(),
    ])()`;
    expect(await frame.evaluate(refused)).toEqual(Array(5).fill("refused"));
    await rendered(page).getByText("Own link").click();
    await page
      .getByText(/This link is not opened/)
      .first()
      .waitFor();
    await rendered(page).getByText("javascript:window.pwned=6").click();
    await page.getByText("is none to a website: javascript:").first().waitFor();
    expect(elsewhere.asked).toEqual([]);
    const [opened] = await Promise.all([
      page.context().waitForEvent("page"),
      rendered(page).getByText("Good link").click(),
    ]);
    await opened.getByText("Elsewhere").waitFor();
    expect(await opened.evaluate("[opener, document.referrer]")).toEqual([null, ""]);
    expect(elsewhere.asked.filter((url) => url !== "/favicon.ico")).toEqual(["/good"]);
    expect(await page.evaluate("window.pwned")).toBeUndefined();
    expect(page.frames().length).toBe(2);
    expect(told.filter((what) => what.includes("pwned") && !what.includes('"leave"'))).toEqual([]);
    // What the frame's policy refused is in the browser's log, and nothing else.
    const others = dashboard.faults.filter(
      (fault) => !/Content Security Policy|^\S+ request to|sandboxed|Failed to load resource/.test(fault),
    );
    expect(others).toEqual([]);
  });
});
