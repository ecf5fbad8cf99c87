/**
 * Every screen over a workspace in which whatever can be named is named by somebody hostile: nothing runs, nothing is asked of
 * elsewhere, and axe finds nothing, in light on a desk and in the dark on a phone.
 */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ADashboard, openDashboard } from "./a-dashboard.ts";
import { inBrowser } from "./a-page.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const run = promisify(execFile);

let dashboard: ADashboard;

/** Would show a dialog, or ask something of another server, if it were taken for anything but text. */
const HOSTILE = [
  `<img src=x onerror=alert(1)>`,
  `"><svg onload=alert(2)>`,
  `javascript:alert(3)`,
  `{{constructor.constructor("alert(4)")()}}`,
  `<link rel=stylesheet href=//evil.example>`,
  `\u202Eevil\u202C <script src=//evil.example></script>`,
] as const;

const NAME = HOSTILE.join(" ").slice(0, 190);
const COLLECTION = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c11";

const SCHEMA = `openapi: 3.1.0
info:
  title: ${JSON.stringify(NAME)}
  version: "1.0"
paths:
  ${JSON.stringify(`/${HOSTILE[0]}`)}:
    get: {responses: {"200": {}}}
`;

/** Answers the id of the link that needs a choice. */
async function fillWorkspace(): Promise<string> {
  const { sandbox, folder } = dashboard;
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<unknown> => {
    const answer = await sandbox.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text}`);
    return answer.at("id") ?? answer.at("slug");
  };
  const plain = { "content-type": "text/plain" };
  const message = { ...plain, "lockstep-message": encodeURIComponent(NAME) };
  const slug = String(await call("POST", "apis", { name: NAME, description: NAME }));
  await call("POST", `apis/${slug}/versions`, { name: "1.0" });
  await call("POST", `apis/${slug}/versions`, { name: `"'><img src=x>`.slice(0, 90) });
  await call("PUT", `apis/${slug}/versions/1.0/schema`, SCHEMA, message);
  const file = `api/${HOSTILE[0].replaceAll("/", "")}.yaml`;
  const clone = join(folder, "clone");
  await run("git", ["clone", "-q", `${sandbox.githubUrl}/acme/petstore.git`, clone]);
  await mkdir(join(clone, "api"), { recursive: true });
  await writeFile(join(clone, file), SCHEMA.replace("3.1.0", "3.0.0"));
  const git = (...args: readonly string[]) =>
    run("git", ["-C", clone, "-c", "user.email=e@example.com", ...args]);
  await git("add", ".");
  await git("-c", `user.name=${HOSTILE[2]}`, "commit", "-qm", NAME);
  await git("push", "-q");
  const place = { repository: "petstore", directory: "", file };
  const link = await call("PUT", `apis/${slug}/versions/1.0/link`, place);
  const info = {
    _postman_id: COLLECTION,
    name: NAME,
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  };
  const item = [
    {
      name: NAME,
      request: {
        method: "GET",
        url: `https://x/${HOSTILE[0]}`,
        auth: {
          type: "bearer",
          bearer: [{ key: "token", value: "ghp_0123456789012345678901234567890123456" }],
        },
      },
    },
  ];
  await call("PUT", `collections/${COLLECTION}`, { info, item });
  await call("PUT", `collections/${COLLECTION}`, { info, item: [...item, ...item] });
  await call("POST", `collections/${COLLECTION}/backups`, { repository: "petstore" });
  await vi.waitFor(async () => {
    const { text } = await sandbox.call("GET", `links/${String(link)}`);
    if (!text.includes('"choose"')) throw new Error(text);
  });
  return `${slug} ${String(link)}`;
}

let slug = "";
let link = "";

/** What says that the screen is there. */
const SCREENS: readonly (readonly [
  name: string,
  path: () => string,
  ready: (page: Page) => Promise<unknown>,
])[] = [
  ["overview", () => "", (page) => page.getByText("Needs you first").waitFor()],
  ["integrations", () => "/integrations", (page) => page.getByText("Needs a choice").last().waitFor()],
  ["an integration", () => `/integrations/${link}`, (page) => page.getByText("Last verified").waitFor()],
  ["none found", () => "/integrations?q=zzz", (page) => page.getByText("None is like that").waitFor()],
  ["nothing there", () => "/integrations/999999", (page) => page.getByText("This cannot be shown").waitFor()],
  [
    "a choice",
    () => `/integrations/${link}/choice`,
    (page) => page.getByRole("textbox", { name: "Merged text" }).waitFor(),
  ],
  ["APIs", () => "/apis", (page) => page.getByText("no schema yet").waitFor()],
  ["a new API", () => "/apis/new", (page) => page.getByLabel("acme/petstore").waitFor()],
  ["an API", () => `/apis/${slug}`, (page) => page.getByText("no schema yet").waitFor()],
  ["a version", () => `/apis/${slug}/versions/1.0`, (page) => page.getByText("Choose a text").waitFor()],
  ["a history", () => `/apis/${slug}/versions/1.0/history`, (page) => page.getByText("Revision 1").waitFor()],
  [
    "connecting",
    () => `/apis/${slug}/versions/1.0/connect`,
    (page) => page.getByLabel("acme/petstore").waitFor(),
  ],
  ["collections", () => "/collections", (page) => page.getByText("Postman Collections/").waitFor()],
  ["uploading", () => "/collections/new", (page) => page.getByLabel("Collection file").waitFor()],
  ["a collection", () => `/collections/${COLLECTION}`, (page) => page.getByText("Revision 2").waitFor()],
  [
    "backing up",
    () => `/collections/${COLLECTION}/backup`,
    (page) => page.getByLabel("acme/petstore").waitFor(),
  ],
];

/** Sentences; none where nobody is kept out. */
async function faultsOf(page: Page, name: string): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const beyond = await page.evaluate<number>(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  return [
    ...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}: ${nodes[0]?.failureSummary}`),
    ...(beyond > 0 ? [`${name} scrolls to the side by ${beyond}`] : []),
  ];
}

const WAYS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["in light on a desk", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["in the dark on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
];

inBrowser("the dashboard's screens", () => {
  beforeAll(async () => {
    dashboard = await openDashboard();
    [slug = "", link = ""] = (await fillWorkspace()).split(" ");
  });
  afterAll(() => dashboard.close());

  test.each(WAYS)("can be used by everybody %s, and run nothing that they show", async (_where, options) => {
    const page = await dashboard.open("", { ...options, reducedMotion: "reduce" });
    const found: string[] = [];
    for (const [name, path, ready] of SCREENS) {
      await page.goto(`${dashboard.sandbox.lockstepUrl}/workspaces/acme${path()}`);
      await ready(page);
      found.push(...(await faultsOf(page, name)));
    }
    expect(found).toEqual([]);
    expect(dashboard.faults).toEqual([]);
  });

  test("have more contrast where the device asks for it", async () => {
    const page = await dashboard.open("", { contrast: "more" });
    await page.getByText("Needs you first").waitFor();
    await page.locator("html[data-light-theme=light_high_contrast]").waitFor();
    const muted = () => page.evaluate<string>("getComputedStyle(document.querySelector('time')).color");
    const strong = await muted();
    await page.emulateMedia({ contrast: "no-preference" });
    await page.locator("html[data-light-theme=light]").waitFor();
    expect(await muted()).not.toBe(strong);
  });

  test("say so, and offer to try again, where the server does not answer", async () => {
    const page = await dashboard.open("");
    await page.getByText("Needs you first").waitFor();
    await page.route("**/api/v1/workspaces/acme/apis**", (route) => route.abort());
    await page.getByRole("link", { name: "APIs" }).click();
    await page.getByText("Lockstep did not answer").waitFor();
    await page.unroute("**/api/v1/workspaces/acme/apis**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("no schema yet").waitFor();
    dashboard.faults.length = 0;
  });
});
