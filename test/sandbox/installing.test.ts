import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ABrowser } from "../support/a-browser.ts";
import { aSandbox, at } from "../support/a-sandbox.ts";

const SETUP = "http://127.0.0.1:1/setup/installed";
const APP = "/github-apps/lockstep-sandbox";

/** With its App installed nowhere, and somebody signed in. */
async function aScene(login = "mona"): Promise<{ sandbox: Sandbox; browser: ABrowser }> {
  const sandbox = await aSandbox({ seed: true });
  sandbox.installations.uninstall(sandbox.installations.list()[0]?.id ?? 0);
  sandbox.apps.configure({ setupUrl: SETUP });
  const browser = new ABrowser((url) => url.port === "1");
  await browser.open(`${sandbox.url}/login`);
  await browser.send({ fields: { login } });
  return { sandbox, browser };
}

/** Follows the link with this text. */
async function follow(browser: ABrowser, text: string): Promise<void> {
  const links = [...browser.page.text.matchAll(/<a\s+href="([^"]*)"\s*>\s*([^<]*?)\s*<\/a/g)];
  const found = links.find((it) => it[2]?.replaceAll(/\s+/g, " ") === text);
  if (found === undefined) throw new Error(`No link "${text}" on the page:\n${browser.page.text}`);
  await browser.open(new URL((found[1] ?? "").replaceAll("&#38;", "&"), browser.page.url));
}

function idOf(sandbox: Sandbox, name: string): string {
  return String(sandbox.repositories.get(`acme/${name}`)?.id);
}

function told(sandbox: Sandbox): unknown[] {
  return sandbox.webhooks
    .deliveries()
    .filter((it) => it.event.startsWith("installation"))
    .map((it) => [`${it.event}.${it.action}`, at(it.payload, "sender.login")]);
}

describe("installing", () => {
  test("on an organisation, with all repositories, tells the App and leads to its setup URL", async () => {
    const { sandbox, browser } = await aScene();
    await browser.open(`${sandbox.url}${APP}`);
    await follow(browser, "Install or configure");
    await follow(browser, "Install on acme");
    await browser.send({ form: "target_id" });
    const [installation] = sandbox.installations.list();
    expect(installation).toMatchObject({ account: { login: "acme" }, repositories: "all" });
    expect(browser.page.url.href).toBe(`${SETUP}?installation_id=${installation?.id}&setup_action=install`);
    expect(told(sandbox).at(-1)).toEqual(["installation.created", "mona"]);
  });

  test("with some repositories, and the state that was given", async () => {
    const { sandbox, browser } = await aScene();
    await browser.open(`${sandbox.url}${APP}/installations/new?state=mine`);
    await follow(browser, "Install on acme");
    await browser.send({
      form: "target_id",
      fields: { selection: "selected", repository_id: [idOf(sandbox, "petstore"), idOf(sandbox, "blank")] },
    });
    expect(browser.page.url.searchParams.get("state")).toBe("mine");
    expect(sandbox.installations.list()[0]?.repositories).toEqual(
      [idOf(sandbox, "petstore"), idOf(sandbox, "blank")].map(Number),
    );
  });

  test("needs a repository of the account", async () => {
    const { sandbox, browser } = await aScene();
    const own = await sandbox.repositories.create({ owner: "mona", name: "own" });
    const open = async (): Promise<void> => {
      await browser.open(`${sandbox.url}${APP}/installations/new`);
      await follow(browser, "Install on acme");
    };
    for (const repository_id of [[], [String(own.id)]]) {
      await open();
      const sent = { form: "target_id", fields: { selection: "selected", repository_id } };
      expect((await browser.send(sent)).status).toBe(422);
    }
    expect(sandbox.installations.list()).toEqual([]);
  });

  test("is for those who administer the account; members ask, others see nothing of it", async () => {
    const { sandbox, browser } = await aScene("paul");
    await browser.open(`${sandbox.url}${APP}/installations/new`);
    await follow(browser, "Request on acme");
    await browser.send({ form: "target_id" });
    expect(browser.page.url.href).toBe(`${SETUP}?setup_action=request`);
    expect(sandbox.installations.list()).toEqual([]);
    await browser.open(`${sandbox.url}/login`);
    await browser.send({ fields: { login: "rita" } });
    await browser.open(`${sandbox.url}${APP}/installations/new`);
    expect(browser.page.text).toContain("Install on rita");
    expect(browser.page.text).not.toContain("acme");
    const acme = sandbox.accounts.get("acme")?.id;
    const there = `${sandbox.url}${APP}/installations/new/permissions?target_id=${acme}`;
    expect((await browser.open(there)).status).toBe(404);
  });

  test("what is installed already leads to its settings", async () => {
    const { sandbox, browser } = await aScene();
    const { id } = sandbox.installations.create("acme");
    await browser.open(`${sandbox.url}${APP}/installations/new`);
    await follow(browser, "Configure on acme");
    expect(browser.page.url.pathname).toBe(`/settings/installations/${id}`);
    expect(() => sandbox.installations.create("acme")).toThrow("installed on acme already");
  });

  test("without a setup URL ends at the settings; the page of no App is not found", async () => {
    const { sandbox, browser } = await aScene();
    sandbox.apps.configure({ setupUrl: null });
    await browser.open(`${sandbox.url}${APP}/installations/new`);
    await follow(browser, "Install on mona");
    await browser.send({ form: "target_id" });
    expect(browser.page.url.pathname).toBe(`/settings/installations/${sandbox.installations.list()[0]?.id}`);
    expect((await browser.open(`${sandbox.url}/github-apps/none`)).status).toBe(404);
  });
});

describe("an installation's settings", () => {
  test("change its repositories: what came and went is told, and the App's page is next", async () => {
    const { sandbox, browser } = await aScene();
    const { id } = sandbox.installations.create("acme", { repositories: ["petstore", "blank"] });
    const path = `/organizations/acme/settings/installations/${id}`;
    await browser.open(`${sandbox.url}${path}`);
    const before = told(sandbox).length;
    await browser.send({
      fields: { selection: "selected", repository_id: [idOf(sandbox, "petstore"), idOf(sandbox, "catalog")] },
    });
    expect(browser.page.url.href).toBe(`${SETUP}?installation_id=${id}&setup_action=update`);
    expect(told(sandbox).slice(before)).toEqual([
      ["installation_repositories.added", "mona"],
      ["installation_repositories.removed", "mona"],
    ]);
    sandbox.apps.configure({ setsUpOnUpdate: false });
    await browser.open(`${sandbox.url}${path}`);
    await browser.send({ fields: { selection: "all" } });
    expect(browser.page.url.pathname).toBe(`/settings/installations/${id}`);
    expect(sandbox.installations.get(id)?.repositories).toBe("all");
    expect(told(sandbox)).toHaveLength(before + 3);
  });

  test("suspend, unsuspend and uninstall", async () => {
    const { sandbox, browser } = await aScene();
    const { id } = sandbox.installations.create("acme");
    await browser.open(`${sandbox.url}/settings/installations`);
    await follow(browser, "lockstep-sandbox on acme");
    await browser.send({ form: "uninstall", fields: { action: "suspend" } });
    expect(sandbox.installations.get(id)?.suspended).toBe(true);
    await browser.send({ form: "uninstall", fields: { action: "unsuspend" } });
    expect(sandbox.installations.get(id)?.suspended).toBe(false);
    await browser.send({ form: "uninstall", fields: { action: "uninstall" } });
    expect(browser.page.text).toContain("Nothing is installed");
    expect(told(sandbox).slice(-3)).toEqual([
      ["installation.suspend", "mona"],
      ["installation.unsuspend", "mona"],
      ["installation.deleted", "mona"],
    ]);
  });

  test("are for the account's owners", async () => {
    const { sandbox, browser } = await aScene("paul");
    const { id } = sandbox.installations.create("acme");
    expect((await browser.open(`${sandbox.url}/settings/installations/${id}`)).status).toBe(404);
    const form = new URLSearchParams({ action: "uninstall" });
    expect((await browser.post(`${sandbox.url}/settings/installations/${id}`, form)).status).toBe(404);
    expect(sandbox.installations.list()).toHaveLength(1);
  });
});
