import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ABrowser, type Visited } from "../support/a-browser.ts";
import { appToken, ask, aSandbox, at, type Asked } from "../support/a-sandbox.ts";
import { faultsOf } from "./github-description.ts";

const SERVER = "http://127.0.0.1:1";

const MANIFEST = {
  name: "My Lockstep",
  url: SERVER,
  hook_attributes: { url: `${SERVER}/webhooks` },
  redirect_url: `${SERVER}/setup/registered`,
  callback_urls: [`${SERVER}/auth/callback`],
  setup_url: `${SERVER}/setup/installed`,
  setup_on_update: true,
  public: false,
  default_permissions: { contents: "write", metadata: "read" },
  default_events: ["push"],
};

const aBrowser = (): ABrowser => new ABrowser((url) => url.port === "1");

/** Posts the manifest as its server's page does, and signs in. */
async function begin(
  sandbox: Sandbox,
  manifest: unknown = MANIFEST,
  path = "/settings/apps/new",
  login = "mona",
): Promise<ABrowser> {
  const browser = aBrowser();
  const form = new URLSearchParams({
    manifest: typeof manifest === "string" ? manifest : JSON.stringify(manifest),
  });
  await browser.post(`${sandbox.url}${path}?state=a-state`, form);
  expect(browser.page.url.pathname, "signs in first").toBe("/login");
  await browser.send({ fields: { login } });
  return browser;
}

function convert(sandbox: Sandbox, code: string): Promise<Asked> {
  return ask(sandbox, `/app-manifests/${code}/conversions`, { method: "POST" });
}

async function register(sandbox: Sandbox, manifest: object = MANIFEST, path?: string): Promise<Asked> {
  const browser = await begin(sandbox, manifest, path);
  await browser.send({ form: "Create GitHub App for" });
  return convert(sandbox, browser.page.url.searchParams.get("code") ?? "");
}

function problemOf({ status, text }: Visited): string {
  expect(status).toBe(422);
  const shown = /<section class="problem">(.*?)<\/section>/s.exec(text)?.[1] ?? "";
  return shown.replaceAll("&#34;", '"').replaceAll("&#39;", "'").trim();
}

/** The App that a delivery is for. */
function hookOf(delivery: unknown): number {
  return Number(at(delivery, "headers.x-github-hook-id")) - 1000;
}

describe("registering an App by a manifest", () => {
  test("goes back with code and state, and the code is exchanged once", async () => {
    const sandbox = await aSandbox({ seed: true, app: false });
    const browser = await begin(sandbox);
    expect(browser.page.text).toContain("Create GitHub App for mona");
    await browser.send({ form: "Create GitHub App for" });
    const { url } = browser.page;
    expect([url.origin + url.pathname, url.searchParams.get("state")]).toEqual([
      MANIFEST.redirect_url,
      "a-state",
    ]);
    const made = await convert(sandbox, url.searchParams.get("code") ?? "");
    expect(faultsOf("POST /app-manifests/{code}/conversions", made.status, made.body)).toEqual([]);
    expect(made.body).toMatchObject({
      slug: "my-lockstep",
      name: "My Lockstep",
      owner: { login: "mona" },
      html_url: `${sandbox.url}/github-apps/my-lockstep`,
      webhook_secret: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const again = await convert(sandbox, url.searchParams.get("code") ?? "");
    expect(again.status).toBe(404);
    expect(faultsOf("POST /app-manifests/{code}/conversions", 404, again.body)).toEqual([]);
  });

  test("is over after an hour, before the form as after it", async () => {
    let now = Date.now();
    const sandbox = await aSandbox({ seed: true, app: false, now: () => now });
    const browser = await begin(sandbox);
    await browser.send({ form: "Create GitHub App for" });
    const late = await begin(sandbox, { ...MANIFEST, name: "Another" });
    now += 3_600_000;
    expect((await convert(sandbox, browser.page.url.searchParams.get("code") ?? "")).status).toBe(404);
    expect((await late.send({ form: "Create GitHub App for" })).status).toBe(404);
    expect(sandbox.apps.list().map((it) => it.name)).toEqual(["My Lockstep"]);
  });

  test("for an organisation needs one of its owners", async () => {
    const sandbox = await aSandbox({ seed: true, app: false });
    const path = "/organizations/acme/settings/apps/new";
    expect((await begin(sandbox, MANIFEST, path, "paul")).page.status).toBe(404);
    const made = await register(sandbox, MANIFEST, path);
    expect(at(made.body, "owner.login")).toBe("acme");
  });

  test("asks for another name where it is taken, too long or somebody's login", async () => {
    const sandbox = await aSandbox({ seed: true });
    const browser = await begin(sandbox, { ...MANIFEST, name: "Lockstep Sandbox" });
    expect(problemOf(await browser.send({ fields: { name: "Lockstep sandbox" } }))).toBe(
      "Name has already been taken",
    );
    expect(problemOf(await browser.send({ fields: { name: "x".repeat(35) } }))).toContain("too long");
    expect(problemOf(await browser.send({ fields: { name: "Acme" } }))).toContain("@acme");
    expect(problemOf(await browser.send({ fields: { name: " " } }))).toBe("Name can't be blank");
    await browser.send({ fields: { name: "Free" } });
    expect(browser.page.url.searchParams.get("code")).toMatch(/^[0-9a-f]{40}$/);
  });

  test.each([
    ["no JSON", "{", "not valid JSON"],
    ["no url", { ...MANIFEST, url: undefined }, `"url" wasn't supplied.`],
    ["a hook without url", { ...MANIFEST, hook_attributes: { active: false } }, `"url" wasn't supplied.`],
    ["a secret", { ...MANIFEST, hook_attributes: { url: SERVER, secret: "s" } }, `"secret" is not`],
    ["a url that is none", { ...MANIFEST, redirect_url: "lockstep" }, "not a valid URL"],
    ["an odd level", { ...MANIFEST, default_permissions: { contents: "all" } }, "not included in the list"],
    ["an event that all get", { ...MANIFEST, default_events: ["installation"] }, "unsupported: installation"],
    ["an event without its permission", { ...MANIFEST, default_events: ["member"] }, "permissions: member"],
  ])("is refused with %s", async (_, manifest, words) => {
    const sandbox = await aSandbox({ seed: true, app: false });
    const { page } = await begin(sandbox, manifest);
    expect(page.text).toContain("Invalid GitHub App configuration");
    expect(problemOf(page)).toContain(words);
  });

  test("takes what this project asks for", async () => {
    const sandbox = await aSandbox({ seed: true, app: false });
    const own = load(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")) as object;
    const made = await register(sandbox, { ...MANIFEST, ...own });
    expect(made.body).toMatchObject({ permissions: at(own, "default_permissions"), name: "Lockstep" });
  });
});

describe("an App that was registered", () => {
  test("is itself by its key, and no other App is", async () => {
    const sandbox = await aSandbox({ seed: true });
    const { body } = await register(sandbox);
    const [id, key] = [Number(at(body, "id")), String(at(body, "pem"))];
    const own = await ask(sandbox, "/app", { token: appToken(sandbox, { issuer: id, key }) });
    expect(own.body).toMatchObject({ id, slug: "my-lockstep", events: ["push"] });
    expect(faultsOf("GET /app", 200, own.body)).toEqual([]);
    const forged = await ask(sandbox, "/app", { token: appToken(sandbox, { issuer: id }) });
    expect(forged.status).toBe(401);
    const foreign = sandbox.installations.list()[0]?.id ?? 0;
    const token = appToken(sandbox, { issuer: id, key });
    expect((await ask(sandbox, "/app/installations", { token })).body).toEqual([]);
    const path = `/app/installations/${foreign}/access_tokens`;
    expect((await ask(sandbox, path, { method: "POST", token, body: {} })).status).toBe(404);
  });

  test("takes no other App's tokens, and ends none", async () => {
    const sandbox = await aSandbox({ seed: true });
    const { body } = await register(sandbox);
    const foreign = sandbox.users.token("mona");
    const client = {
      client_id: String(at(body, "client_id")),
      client_secret: String(at(body, "client_secret")),
    };
    const asked = { ...client, grant_type: "refresh_token", refresh_token: foreign.refreshToken };
    const answer = await fetch(`${sandbox.url}/login/oauth/access_token`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams(asked),
    });
    expect(await answer.json()).toMatchObject({ error: "bad_refresh_token" });
    const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString("base64");
    const statuses = [];
    for (const id of [client.client_id, sandbox.app.clientId]) {
      const options = { method: "DELETE", headers: { authorization: `Basic ${basic}` } };
      const sent = { ...options, body: { access_token: foreign.accessToken } };
      statuses.push((await ask(sandbox, `/applications/${id}/token`, sent)).status);
    }
    expect(statuses).toEqual([422, 404]);
    expect((await ask(sandbox, "/user", { token: foreign.accessToken })).status).toBe(200);
  });

  test("is installed by itself: people see through an App only where that App is", async () => {
    const sandbox = await aSandbox({ seed: true });
    await register(sandbox);
    const own = sandbox.installations.create("mona", { app: "my-lockstep" });
    const token = sandbox.users.token("mona").accessToken;
    const listed = await ask(sandbox, "/user/installations", { token });
    expect(at(listed.body, "total_count")).toBe(1);
    expect(at(listed.body, "installations.0.account.login")).toBe("acme");
    const path = `/user/installations/${own.id}/repositories`;
    expect((await ask(sandbox, path, { token })).status).toBe(404);
  });

  test("takes no other App's codes", async () => {
    const sandbox = await aSandbox({ seed: true });
    const callback = `${SERVER}/auth/callback`;
    sandbox.apps.configure({ callbackUrls: [callback] });
    const { body } = await register(sandbox);
    const browser = aBrowser();
    const authorize = `${sandbox.url}/login/oauth/authorize?client_id=${sandbox.app.clientId}`;
    await browser.open(sandbox.users.loginLink("mona", authorize));
    const answer = await fetch(`${sandbox.url}/login/oauth/access_token`, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({
        client_id: String(at(body, "client_id")),
        client_secret: String(at(body, "client_secret")),
        code: browser.page.url.searchParams.get("code") ?? "",
      }),
    });
    expect(await answer.json()).toMatchObject({ error: "bad_verification_code" });
  });

  test("hears only what it asked for, at its own address, with its own secret", async () => {
    const sandbox = await aSandbox({ seed: true });
    const { body } = await register(sandbox);
    sandbox.installations.create("acme", { app: "my-lockstep" });
    const before = sandbox.webhooks.deliveries().length;
    await sandbox.repositories.get("acme/petstore")?.commit({ files: { a: "1" } });
    await sandbox.repositories.get("acme/petstore")?.createBranch("other");
    const sent = sandbox.webhooks.deliveries().slice(before);
    const own = sent.filter((it) => hookOf(it) === at(body, "id"));
    expect(own.map((it) => it.event)).toEqual(["push", "push"]);
    expect(sent.filter((it) => hookOf(it) === sandbox.app.id).map((it) => it.event)).toEqual([
      "push",
      "push",
      "create",
    ]);
    const signature = createHmac("sha256", String(at(body, "webhook_secret")))
      .update(JSON.stringify(own[0]?.payload))
      .digest("hex");
    expect(at(own[0], "headers.x-hub-signature-256")).toBe(`sha256=${signature}`);
    await sandbox.webhooks.idle();
    const [first] = sandbox.webhooks.deliveries().filter((it) => hookOf(it) === at(body, "id"));
    expect(first?.status, "nobody listens there").toBe("failed to connect to host");
  });

  test("with an inactive hook hears nothing, and may set its hook's secret and address", async () => {
    const sandbox = await aSandbox({ seed: true, app: false });
    const hook_attributes = { url: `${SERVER}/webhooks`, active: false };
    const { body } = await register(sandbox, { ...MANIFEST, hook_attributes });
    sandbox.installations.create("acme");
    expect(sandbox.webhooks.deliveries()).toEqual([]);
    const token = appToken(sandbox, { issuer: Number(at(body, "id")), key: String(at(body, "pem")) });
    const change = { url: `${SERVER}/other`, secret: "another secret" };
    for (const [method, sent] of [
      ["PATCH", { body: change }],
      ["GET", {}],
    ] as const) {
      const answer = await ask(sandbox, "/app/hook/config", { method, token, ...sent });
      expect(faultsOf(`${method} /app/hook/config`, answer.status, answer.body)).toEqual([]);
      expect(answer.body).toMatchObject({ url: change.url, secret: "********" });
    }
    expect(sandbox.apps.list()[0]?.hook.secret).toBe("another secret");
  });

  test("outlives a restart, its private key nowhere in the folder", async () => {
    const first = await aSandbox({ seed: true });
    const { body } = await register(first);
    await first.close();
    const dir = first.app.privateKeyPath.replace(/\/[^/]+$/, "");
    const state = readFileSync(`${dir}/state.json`, "utf8");
    expect(state).not.toContain("PRIVATE KEY");
    const second = await aSandbox({ dir, seed: true });
    const token = appToken(second, { issuer: Number(at(body, "id")), key: String(at(body, "pem")) });
    expect(at((await ask(second, "/app", { token })).body, "slug")).toBe("my-lockstep");
  });
});

test("two sandboxes give the same ids to what is registered and installed in the same way", async () => {
  const ids = [];
  for (const _ of [1, 2]) {
    const sandbox = await aSandbox({ seed: true, app: false });
    const { body } = await register(sandbox);
    const { id, account } = sandbox.installations.create("acme");
    ids.push([at(body, "id"), id, account.id, sandbox.repositories.get("acme/petstore")?.id]);
  }
  expect(ids[0]).toEqual(ids[1]);
});

test("a sandbox without an App says so", async () => {
  const sandbox = await aSandbox({ seed: true, app: false });
  expect(() => sandbox.app).toThrow("made without an App");
  expect(sandbox.installations.list()).toEqual([]);
});
