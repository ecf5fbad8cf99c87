import { readFileSync, statSync } from "node:fs";
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { LightMyRequestResponse } from "fastify";
import {
  aFreshLockstep,
  anAppGitHub,
  type AFreshLockstep,
  type AppGitHub,
  enterpriseForm,
  manifestForm,
} from "../../support/a-fresh-lockstep.ts";
import { PERMISSION_REASONS } from "../../../src/core/access/permission-reasons.ts";
import { headersOf, signatureOf } from "../../support/a-webhook.ts";
import { ADMIN_TOKEN } from "../../support/a-lockstep.ts";

const PLANTED = [
  "a-client-secret-planted-by-the-test",
  "a-webhook-secret-planted-by-the-test",
  "PRIVATE KEY",
];

interface Scene {
  readonly lockstep: AFreshLockstep;
  readonly github: AppGitHub;
  readonly owner: Awaited<ReturnType<AFreshLockstep["settingUp"]>>;
  /** What GitHub hands back. */
  readonly state: string;
  readonly back: (code?: string, state?: string) => Promise<LightMyRequestResponse>;
}

async function atGitHub(app: Readonly<Record<string, unknown>> = {}): Promise<Scene> {
  const github = await anAppGitHub(app);
  const lockstep = await aFreshLockstep();
  const owner = await lockstep.settingUp();
  const { state } = manifestForm(await owner.post("/setup/app", enterpriseForm(github.host)));
  const back = (code = github.code(), given = state): Promise<LightMyRequestResponse> =>
    owner.get(`/setup/registered?code=${code}&state=${given}`);
  return { lockstep, github, owner, state, back };
}

test("asks GitHub for what app.yml says, at this server's addresses", async () => {
  const github = await anAppGitHub();
  const { settingUp } = await aFreshLockstep();
  const owner = await settingUp();
  const page = await owner.post("/setup/app", enterpriseForm(github.host));
  const { action, state, manifest } = manifestForm(page);
  expect(`${action.origin}${action.pathname}`).toBe(
    `http://${github.host}/organizations/acme/settings/apps/new`,
  );
  expect(state).toMatch(/^[\w-]{43}$/);
  expect(manifest).toEqual({
    name: "Lockstep of acme",
    url: "http://localhost",
    hook_attributes: { url: "http://localhost/api/github/webhooks", active: true },
    redirect_url: "http://localhost/setup/registered",
    callback_urls: ["http://localhost/auth/callback"],
    setup_url: "http://localhost/setup/installed",
    setup_on_update: true,
    description: expect.any(String),
    public: false,
    default_events: expect.arrayContaining(["push", "repository"]),
    default_permissions: expect.objectContaining({ contents: "write", metadata: "read" }),
  });
  expect(page.headers["content-security-policy"]).toContain(`form-action 'self' http://${github.host};`);
  const shown = page.body.replaceAll("&#39;", "'");
  for (const reason of Object.values(PERMISSION_REASONS)) expect(shown).toContain(reason);
  const personal = await owner.post("/setup/app", enterpriseForm(github.host, { owner: "personal" }));
  expect(manifestForm(personal).action.pathname).toBe("/settings/apps/new");
});

test("keeps what GitHub made for this server alone, works with it at once, and leads to installing it", async () => {
  const { lockstep, github, owner, back } = await atGitHub();
  const answer = await back();
  expect([answer.statusCode, answer.headers.location]).toEqual([
    303,
    `/setup/hosts/${encodeURIComponent(github.host)}`,
  ]);
  const page = await owner.get(String(answer.headers.location));
  expect(page.body).toContain(`href="http://${github.host}/github-apps/lockstep-of-acme/installations/new"`);
  expect(statSync(lockstep.hostsFile).mode & 0o777).toBe(0o600);
  const [kept] = JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts;
  expect(kept).toMatchObject({ hostname: github.host, protocol: "http", appId: 7, hasWebhook: true });
  const body = Buffer.from(JSON.stringify({ zen: "It works." }));
  const delivered = await lockstep.server.inject({
    method: "POST",
    url: "/api/github/webhooks",
    headers: {
      ...headersOf(body, { event: "ping" }),
      "x-hub-signature-256": signatureOf(body, String(github.app["webhook_secret"])),
    },
    payload: body,
  });
  expect(delivered.statusCode).toBe(202);
  await expect.poll(() => github.requests.join("\n")).toContain("GET /api/v3/app/installations");
  for (const secret of [...PLANTED, String(answer.headers.location)])
    expect(lockstep.logged()).not.toContain(secret);
});

test("a page that is loaded again while GitHub is asked waits, and leads on like the first one", async () => {
  const { github, back } = await atGitHub();
  const code = github.code();
  const [first, again] = await Promise.all([back(code), back(code)]);
  expect(first.statusCode).toBe(303);
  expect(again.statusCode).toBe(200);
  expect(again.body).toContain('http-equiv="refresh"');
  expect(again.body).not.toContain("delete it at GitHub");
  expect((await back(code)).headers.location).toBe(first.headers.location);
});

test("a restart keeps the host, and setup stays closed", async () => {
  const { lockstep, github, back } = await atGitHub();
  await back();
  await lockstep.stop();
  const again = await aFreshLockstep({ folder: lockstep.folder });
  expect(again.gate.isOpen).toBe(false);
  const someone = again.browser();
  expect((await someone.get("/")).headers.location).toBe("/auth/login");
  expect((await someone.get("/setup")).statusCode).toBe(404);
  again.gate.open();
  const owner = await again.settingUp();
  const hosts = await owner.get("/setup/hosts");
  expect(hosts.body).toContain(github.host);
});

test("after setup its pages are there for admins and for who installs the App, for nobody else", async () => {
  const github = await anAppGitHub();
  const lockstep = await aFreshLockstep({ config: { adminToken: ADMIN_TOKEN } });
  const owner = await lockstep.settingUp();
  const early = await lockstep.settingUp();
  const { state } = manifestForm(await owner.post("/setup/app", enterpriseForm(github.host)));
  await owner.get(`/setup/registered?code=${github.code()}&state=${state}`);

  for (const visitor of [lockstep.browser(), early, owner]) {
    expect((await visitor.post("/setup/app", enterpriseForm("other.example"))).statusCode).toBe(404);
    expect((await visitor.post("/setup/code", { code: "AAAA-AAAA-AAAA" })).statusCode).toBe(404);
  }
  expect((await lockstep.browser().get("/setup")).statusCode).toBe(404);
  expect((await lockstep.browser().get("/setup/hosts")).statusCode).toBe(404);
  expect((await owner.get("/setup")).headers.location).toBe("/setup/hosts");
  const admin = { authorization: `Bearer ${ADMIN_TOKEN}` };
  expect((await lockstep.browser().get("/setup", admin)).body).toContain("Add a GitHub server");
  expect((await lockstep.browser().get("/setup", { authorization: "Bearer wrong" })).statusCode).toBe(404);
});

test("an admin adds a second host, which gets addresses of its own", async () => {
  const [one, two] = [await anAppGitHub(), await anAppGitHub({ slug: "lockstep-two", html_url: null })];
  const lockstep = await aFreshLockstep({ config: { adminToken: ADMIN_TOKEN } });
  const owner = await lockstep.settingUp();
  const first = manifestForm(await owner.post("/setup/app", enterpriseForm(one.host)));
  await owner.get(`/setup/registered?code=${one.code()}&state=${first.state}`);

  const admin = lockstep.browser();
  // As a program sends it, which names no origin.
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, origin: "" };
  const page = await admin.post("/setup/app", enterpriseForm(two.host), headers);
  const { state, manifest } = manifestForm(page);
  const name = encodeURIComponent(two.host);
  expect(manifest).toMatchObject({
    hook_attributes: { url: `http://localhost/api/github/webhooks/${name}` },
    callback_urls: [`http://localhost/auth/callback/${name}`],
    setup_url: `http://localhost/setup/installed/${name}`,
  });
  const answer = await admin.get(`/setup/registered?code=${two.code()}&state=${state}`);
  expect(answer.headers.location).toBe(`/setup/hosts/${name}`);
  const shown = await admin.get(`/setup/hosts/${name}`);
  expect(shown.body).toContain(`href="http://${two.host}/github-apps/lockstep-two/installations/new"`);
  const rows = await lockstep.store.read
    .selectFrom("hosts")
    .select(["hostname", "isFirst"])
    .orderBy("id")
    .execute();
  expect(rows).toEqual([
    { hostname: one.host, isFirst: 1 },
    { hostname: two.host, isFirst: 0 },
  ]);
});

test("an answer that was used leads to what came of it, and makes nothing anew", async () => {
  const { github, back } = await atGitHub();
  const code = github.code();
  const first = await back(code);
  github.requests.length = 0;
  const second = await back(code);
  expect(second.headers.location).toBe(first.headers.location);
  expect(github.requests.filter((request) => request.includes("conversions"))).toEqual([]);
});

test("a state counts only in the browser that began it, and only as it was made", async () => {
  const { lockstep, github, back, state } = await atGitHub();
  const other = await lockstep.settingUp();
  const code = github.code();
  const answers = [
    await other.get(`/setup/registered?code=${code}&state=${state}`),
    await lockstep.browser().get(`/setup/registered?code=${code}&state=${state}`),
    await back(code, "A".repeat(43)),
    await back(code, ""),
  ];
  for (const answer of answers) {
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain("belongs to no registration that was begun in this browser");
    expect(answer.body).toContain("Begin again");
  }
  expect(github.requests.filter((request) => request.includes("conversions"))).toEqual([]);
  expect((await back(code)).statusCode).toBe(303);
});

test("a state is too old after an hour", async () => {
  let now = Date.now();
  const github = await anAppGitHub();
  const lockstep = await aFreshLockstep({
    clock: { now: () => now, schedule: () => () => undefined },
  });
  const owner = await lockstep.settingUp();
  now += 30 * 60_000;
  const { state } = manifestForm(await owner.post("/setup/app", enterpriseForm(github.host)));
  now += 30 * 60_000;
  const late = await owner.get(`/setup/registered?code=${github.code()}&state=${state}`);
  expect(late.statusCode).toBe(400);
});

test("a code that GitHub does not take is said, and the way goes on from the beginning", async () => {
  const { lockstep, owner, back } = await atGitHub();
  const answer = await back("0123456789abcdef");
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain("GitHub does not give the App&#39;s keys for this code");
  expect(answer.body).toContain("Developer settings");
  expect((await owner.get("/setup")).body).toContain("Register the GitHub App");
  expect(() => readFileSync(lockstep.hostsFile, "utf8")).not.toThrow();
  expect(JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts).toEqual([]);
});

test("a state serves one answer: neither another code nor a second request beside the first", async () => {
  const { lockstep, github, back } = await atGitHub();
  const codes = [github.code(), github.code()];
  const answers = await Promise.all(codes.map((code) => back(code)));
  // The second one is told to wait for what comes of the first.
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 303]);
  expect(github.requests.filter((request) => request.includes("conversions"))).toHaveLength(1);
  expect(JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts).toHaveLength(1);
  const refused = await atGitHub();
  await refused.back("0123456789abcdef");
  expect((await refused.back()).statusCode).toBe(400);
});

test("a GitHub that does not answer is asked again by loading the page again", async () => {
  const { github, back } = await atGitHub();
  const code = github.code();
  github.answer = { status: 502, body: {} };
  const failed = await back(code);
  expect(failed.statusCode).toBe(502);
  expect(failed.body).toContain("Try again");
  github.answer = null;
  expect((await back(code)).statusCode).toBe(303);
});

test.each([
  ["no id", { id: undefined }],
  ["a key that is none", { pem: "-----BEGIN RSA PRIVATE KEY-----\nplanted" }],
  ["no client secret", { client_secret: null }],
  ["a client secret over two lines", { client_secret: "a\r\nb" }],
  ["a slug that is a path", { slug: "../../x" }],
])("an App with %s is not kept", async (_name, wrong) => {
  const { lockstep, back } = await atGitHub(wrong);
  const answer = await back();
  expect(answer.statusCode).toBe(502);
  expect(answer.body).toContain("does not hold all that Lockstep needs");
  expect(JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts).toEqual([]);
});

test("links only to the GitHub that was asked, whatever that says of its App's address", async () => {
  const { github, owner, back } = await atGitHub({ html_url: "javascript:alert(1)" });
  const page = await owner.get(String((await back()).headers.location));
  expect(page.body).toContain(`href="http://${github.host}/github-apps/lockstep-of-acme/installations/new"`);
  expect(page.body).not.toContain("javascript:");
});

test("makes the webhook's secret where GitHub makes none, and tells GitHub", async () => {
  const { lockstep, github, back } = await atGitHub({ webhook_secret: null });
  expect((await back()).headers.location).not.toContain("secret");
  const [{ webhookSecret }] = JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts;
  expect(webhookSecret.length).toBeGreaterThanOrEqual(32);
  const told = github.requests.find((request) => request.startsWith("PATCH /api/v3/app/hook/config"));
  expect(told).toContain(webhookSecret);
});

test("says where the secret has to be set by hand, when GitHub does not take it", async () => {
  const { lockstep, github, owner, back } = await atGitHub({ webhook_secret: null });
  github.refusesSecrets = true;
  const { location } = (await back()).headers;
  const page = await owner.get(String(location));
  expect(page.body).toContain("GitHub made no secret");
  expect(page.body).toContain(lockstep.hostsFile);
});

test("writes nothing over a file that cannot be written, and does not spend the code", async () => {
  const { lockstep, github, back } = await atGitHub();
  const code = github.code();
  await mkdir(`${lockstep.hostsFile}.new`);
  const failed = await back(code);
  expect(failed.statusCode).toBe(500);
  expect(failed.body).toContain("cannot write to its data folder");
  expect(github.requests.filter((request) => request.includes("conversions"))).toEqual([]);
  await rm(`${lockstep.hostsFile}.new`, { recursive: true });
  expect((await back(code)).statusCode).toBe(303);
});

test("does not start on a file that is not as it was written, and leaves it alone", async () => {
  const { lockstep, back } = await atGitHub();
  await back();
  await lockstep.stop();
  for (const text of ["{", '{"version":2,"hosts":[]}', '{"version":1,"hosts":[{"hostname":"x"}]}']) {
    await writeFile(lockstep.hostsFile, text);
    await expect(aFreshLockstep({ folder: lockstep.folder })).rejects.toThrow(/restore it from a backup/);
    expect(readFileSync(lockstep.hostsFile, "utf8")).toBe(text);
  }
});

test("closes a file to others that somebody opened", async () => {
  const { lockstep, back } = await atGitHub();
  await back();
  await lockstep.stop();
  await chmod(lockstep.hostsFile, 0o644);
  await aFreshLockstep({ folder: lockstep.folder });
  expect(statSync(lockstep.hostsFile).mode & 0o777).toBe(0o600);
});

test.each([
  [{ hostname: "" }, "Enter the Enterprise Server&#39;s name alone"],
  [{ hostname: "https://github.example.com/" }, "Enter the Enterprise Server&#39;s name alone"],
  [{ hostname: "a@b" }, "Enter the Enterprise Server&#39;s name alone"],
  [{ organization: "../settings" }, "Enter the organisation&#39;s login"],
  [{ name: "" }, "Enter a name of at most 34 characters"],
  [{ name: "x".repeat(35) }, "Enter a name of at most 34 characters"],
])("says what to enter instead of %j, and keeps the rest", async (wrong, sentence) => {
  const { settingUp } = await aFreshLockstep();
  const owner = await settingUp();
  const answer = await owner.post("/setup/app", enterpriseForm("github.example.com", wrong));
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain(sentence);
  expect(answer.body).toMatch(/value="organization"\s+checked/);
});

test("says why a server cannot be reached, before anybody is sent there", async () => {
  const { settingUp } = await aFreshLockstep();
  const owner = await settingUp();
  const github = await anAppGitHub();
  await github.close();
  for (const [hostname, reason] of [
    [github.host, "nothing answers there"],
    ["github.invalid", "no such name is known"],
  ] as const) {
    const answer = await owner.post("/setup/app", enterpriseForm(hostname));
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(reason);
    expect(answer.body).not.toContain('name="manifest"');
  }
});

test("a host that has an App already is not offered another", async () => {
  const { lockstep, github, back } = await atGitHub();
  await back();
  lockstep.gate.open();
  const owner = await lockstep.settingUp();
  const answer = await owner.post("/setup/app", enterpriseForm(github.host));
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("already");
});

test("two registrations of one host at once end with one App, and say that the other is of no use", async () => {
  const { lockstep, github, owner, back } = await atGitHub();
  const second = manifestForm(await owner.post("/setup/app", enterpriseForm(github.host)));
  const other = await lockstep.settingUp();
  const third = manifestForm(await other.post("/setup/app", enterpriseForm(github.host)));
  await back();
  const answers = [
    await owner.get(`/setup/registered?code=${github.code()}&state=${second.state}`),
    await other.get(`/setup/registered?code=${github.code()}&state=${third.state}`),
  ];
  for (const answer of answers) expect(answer.statusCode).toBe(400);
  expect(JSON.parse(readFileSync(lockstep.hostsFile, "utf8")).hosts).toHaveLength(1);
});
