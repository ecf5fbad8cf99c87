/** The whole way, over sockets: from a server that nobody has set up to a person who sees their workspace. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { ABrowser } from "../../support/a-browser.ts";
import { aFreshLockstep, type AFreshLockstep, enterpriseForm } from "../../support/a-fresh-lockstep.ts";
import { aSandbox } from "../../support/a-sandbox.ts";

vi.setConfig({ testTimeout: 60_000 });

interface Scene {
  readonly lockstep: AFreshLockstep;
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly browser: ABrowser;
}

/** The code is entered, and mona, who owns acme, has the form before her. */
async function atTheForm(): Promise<Scene> {
  const sandbox = await aSandbox({ app: false, seed: true });
  const lockstep = await aFreshLockstep({ config: { publicUrl: "" } });
  const url = await lockstep.start();
  const browser = new ABrowser();
  await browser.open(url);
  expect(browser.page.url.pathname).toBe("/setup");
  await browser.send({ fields: { code: lockstep.gate.code ?? "" } });
  return { lockstep, sandbox, url, browser };
}

/** Through GitHub's pages, signing in there on the way. */
async function registered(scene: Scene, sandbox = scene.sandbox): Promise<void> {
  const { browser } = scene;
  await browser.send({ fields: enterpriseForm(sandbox.host) });
  expect(browser.page.text).toContain(`Create the App on ${sandbox.host}`);
  await browser.send({ form: "manifest" });
  if (browser.page.text.includes('name="login"')) await browser.send({ fields: { login: "mona" } });
  expect(browser.page.text).toContain("Create GitHub App for acme");
  await browser.send({ form: "Create GitHub App" });
  expect(browser.page.url.pathname).toBe(`/setup/hosts/${encodeURIComponent(sandbox.host)}`);
}

async function installed({ browser, lockstep }: Scene): Promise<void> {
  const [, href = ""] = /href="([^"]+\/installations\/new)"/.exec(browser.page.text) ?? [];
  await browser.open(href);
  const [, target = ""] = /href="([^"]+)"\s*>Install on acme/.exec(browser.page.text) ?? [];
  await browser.open(new URL(target.replaceAll("&amp;", "&"), browser.page.url));
  await browser.send({ form: "Install" });
  expect(browser.page.url.pathname).toMatch(/^\/setup\/installed(?:\/|$)/);
  const here = browser.page.url;
  await vi.waitFor(
    async () => {
      await lockstep.engine.idle();
      expect((await browser.open(here)).text).toContain("acme/petstore");
    },
    { timeout: 20_000, interval: 50 },
  );
}

test("from the terminal's code to a workspace, with nothing copied by hand and no restart", async () => {
  const scene = await atTheForm();
  const { browser, sandbox, url, lockstep } = scene;
  await registered(scene);
  expect(browser.page.text).toContain("The App is registered");
  await installed(scene);
  expect(browser.page.text).toContain("<strong>acme</strong>");

  await browser.open(`${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`);
  await browser.send({ fields: { authorize: "1" } });
  expect(browser.page.url.href).toBe(`${url}/`);
  expect(browser.page.text).toContain(`Signed in as mona on ${sandbox.host}`);
  expect(browser.page.text).toContain("acme");

  const pushed = sandbox.repositories.get("acme/petstore");
  await pushed?.commit({ files: { "new.txt": "new" } });
  await sandbox.webhooks.idle();
  const deliveries = await lockstep.store.read.selectFrom("deliveries").select("event").execute();
  expect(deliveries.map(({ event }) => event)).toContain("push");
});

test("an admin of the account that was there first adds a second GitHub, and people sign in at both", async () => {
  const scene = await atTheForm();
  const { browser, url, sandbox, lockstep } = scene;
  await registered(scene);
  await installed(scene);
  await browser.open(`${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`);
  await browser.send({ fields: { authorize: "1" } });

  const other = await aSandbox({ app: false, seed: true });
  await browser.open(`${url}/setup`);
  expect(browser.page.text).toContain("Add a GitHub server");
  await registered(scene, other);
  await installed(scene);
  const slugs = await lockstep.store.read.selectFrom("workspaces").select("slug").orderBy("id").execute();
  expect(slugs.map(({ slug }) => slug)).toEqual(["acme", `acme@${other.host}`]);

  const rita = new ABrowser();
  await rita.open(`${url}/auth/login?host=${encodeURIComponent(other.host)}`);
  await rita.send({ fields: { login: "rita" } });
  await rita.send({ fields: { authorize: "1" } });
  expect(rita.page.text).toContain(`Signed in as rita on ${other.host}`);
  expect((await rita.open(`${url}/setup`)).status).toBe(404);
  expect((await rita.open(`${url}/setup/hosts`)).status).toBe(404);
});

test("a code that was spent elsewhere is refused by GitHub, and beginning again works", async () => {
  const scene = await atTheForm();
  const { browser, sandbox, url, lockstep } = scene;
  const stopped = new ABrowser((at) => at.pathname === "/setup/registered");
  lockstep.gate.open();
  await stopped.open(`${url}/setup`);
  await stopped.send({ fields: { code: lockstep.gate.code ?? "" } });
  await stopped.send({ fields: enterpriseForm(sandbox.host) });
  await stopped.send({ form: "manifest" });
  await stopped.send({ fields: { login: "mona" } });
  await stopped.send({ form: "Create GitHub App" });
  const back = stopped.page.url;
  const code = back.searchParams.get("code") ?? "";
  const spent = await fetch(`${sandbox.url}/api/v3/app-manifests/${code}/conversions`, { method: "POST" });
  expect(spent.status).toBe(201);
  const refused = await stopped.open(back);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("GitHub does not give the App&#39;s keys for this code");
  expect(JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts).toEqual([]);
  await browser.send({ fields: enterpriseForm(sandbox.host, { name: "Lockstep again" }) });
  expect(browser.page.text).toContain('name="manifest"');
});
