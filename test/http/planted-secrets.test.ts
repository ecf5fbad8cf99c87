/** The whole server over sockets, with its log at its loudest: no secret is found where it does not belong. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { makeBackup } from "../../src/backup/make-backup.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aSeededSandbox } from "../support/a-seeded-sandbox.ts";
import { createServices, type Services } from "../../src/services.ts";
import { aCollection } from "../support/a-full-workspace.ts";
import { ABrowser } from "../support/a-browser.ts";
import { layDatabase, waitForNoDisk } from "../support/a-database-file.ts";
import { ADMIN_TOKEN, configFor } from "../support/a-lockstep.ts";
import { aFolder } from "../support/a-store.ts";
import { everyOperation, fillIn } from "../support/every-operation.ts";

interface AScene extends Services {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly dataFolder: string;
  readonly logged: () => string;
  /** What was answered, headers too, but for the answers that show a secret on purpose. */
  readonly answered: () => string;
  call(method: string, address: string, sent?: Sent): Promise<Answered>;
}

interface Sent {
  readonly payload?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is meant to hold a secret. */
  readonly isShown?: boolean;
}

interface Answered {
  readonly status: number;
  readonly body: string;
}

async function aScene(): Promise<AScene> {
  const folder = aFolder();
  const sandbox = await aSeededSandbox(folder);
  const { clientId, clientSecret } = sandbox.app;
  const config = configFor(sandbox, folder);
  const hosts = config.hosts.map((host) => ({ ...host, oauth: { clientId, clientSecret } }));
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  await layDatabase(config.databaseFile);
  const services = await createServices({ ...config, hosts }, log);
  waitForNoDisk(services.store);
  onTestFinished(async () => {
    await services.stop();
    await sandbox.close();
  });
  const url = await services.start();
  sandbox.webhooks.setTarget(`${url}/api/github/webhooks`);
  sandbox.apps.configure({ callbackUrls: [`${url}/auth/callback`] });
  await services.sweeper.sweep();
  await services.engine.idle();
  const answers: string[] = [];
  return {
    ...services,
    sandbox,
    url,
    dataFolder: join(folder, "data"),
    logged: () => lines.join(""),
    answered: () => answers.join("\n"),
    async call(method, address, { payload, headers, isShown = false } = {}) {
      const answer = await fetch(new URL(address, url), {
        method,
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          ...(payload !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(payload !== undefined && { body: JSON.stringify(payload) }),
      });
      const body = await textOf(answer);
      if (!isShown) answers.push(`${JSON.stringify([...answer.headers])} ${body}`);
      return { status: answer.status, body };
    },
  };
}

/** Of a stream of events, which has no end, what comes first. */
async function textOf(answer: Response): Promise<string> {
  if (answer.headers.get("content-type")?.startsWith("text/event-stream") !== true) return answer.text();
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return Buffer.from(first?.value ?? "").toString("utf8");
}

const COLLECTION = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const ACME = "/api/v1/workspaces/acme";

async function made(scene: AScene, address: string, payload: unknown): Promise<Record<string, string>> {
  const { status, body } = await scene.call("POST", `${ACME}/${address}`, { payload, isShown: true });
  expect(status, body).toBe(201);
  return JSON.parse(body) as Record<string, string>;
}

/** Signs in through the sandbox's pages; gives the cookie. */
async function signIn({ url, sandbox }: AScene, login: string): Promise<string> {
  const browser = new ABrowser();
  const target = `${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`;
  await browser.open(sandbox.users.loginLink(login, target));
  expect(browser.page.text).toContain(`Signed in as ${login}`);
  return browser.cookies("localhost");
}

/** Every secret that there is by then, by what it is. */
type Planted = Record<string, string>;

/** All that carries a secret, done right and done wrong. */
async function useSecrets(scene: AScene): Promise<Planted> {
  const { sandbox } = scene;
  const cookie = await signIn(scene, "mona");
  const token = (await made(scene, "tokens", { name: "ci", scopes: ["write"] }))["token"] ?? "";
  const hook = (await made(scene, "hooks", { repository: "petstore" }))["url"] ?? "";
  const withToken = { authorization: `Bearer ${token}` };
  const asMona = { authorization: "", cookie, "sec-fetch-site": "same-origin" };
  const payload = { collection: aCollection(COLLECTION, "Pets") };
  await scene.call("POST", hook, { payload });
  await scene.call("POST", hook, { payload: { nothing: true } });
  await scene.call("POST", `${hook}x`, { payload });
  await scene.call("GET", `${ACME}/apis`, { headers: withToken });
  await scene.call("GET", `${ACME}/apis`, { headers: { authorization: `Bearer ${token.slice(0, -1)}x` } });
  await scene.call("GET", `${ACME}/apis?q=${token}`, { headers: withToken });
  await scene.call("GET", `${ACME}/nowhere/${token}`, { headers: withToken });
  await scene.call("GET", "/", { headers: asMona });
  await scene.call("GET", `/auth/callback?code=abc&state=${"s".repeat(43)}`, { headers: { cookie } });
  await scene.call("POST", "/api/github/webhooks", {
    payload,
    headers: { "x-hub-signature-256": "sha256=00" },
  });
  await failAtGitHub(scene, asMona);
  return {
    "admin token": ADMIN_TOKEN,
    token,
    "token without its check": token.slice(0, -6),
    "hook's secret": hook.slice(hook.lastIndexOf("/") + 1),
    cookie: cookie.slice(cookie.indexOf("=") + 1).split(";")[0] ?? "",
    "webhook secret": sandbox.app.webhookSecret,
    "client secret": sandbox.app.clientSecret,
    "private key": sandbox.app.privateKey.split("\n")[5] ?? "",
  };
}

/** Whatever carries a secret to GitHub fails there, with a status that is not tried again. */
async function failAtGitHub(scene: AScene, headers: NonNullable<Sent["headers"]>): Promise<void> {
  const { sandbox, url, sweeper } = scene;
  const effect = { kind: "status", status: 418 } as const;
  sandbox.faults.set({ requests: [{ on: ["rest", "graphql-query", "oauth"], effect }] });
  await scene.call("GET", `${ACME}/repositories/petstore/branches`);
  await scene.call("GET", `${ACME}/apis`, { headers });
  await sweeper.sweep();
  const browser = new ABrowser();
  const target = `${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`;
  await browser.open(sandbox.users.loginLink("paul", target));
  expect(browser.page.status).toBeGreaterThanOrEqual(400);
  await scene.call("POST", "/auth/logout", { headers });
  await expect.poll(scene.logged, { timeout: 10_000 }).toContain("could not be revoked");
  sandbox.faults.set({ requests: [] });
}

/** What GitHub's own tokens, and what an App signs for itself, look like. */
const OF_GITHUB = /gh[usr]_\w{20,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}/g;

function foundIn(text: string, planted: Planted): readonly string[] {
  const found = Object.entries(planted).filter(([name, secret]) => {
    expect([name, secret.length >= 16]).toEqual([name, true]);
    return text.includes(secret) || text.includes(encodeURIComponent(secret));
  });
  return [...found.map(([name]) => name), ...(text.match(OF_GITHUB) ?? [])];
}

test(
  "no secret is in the log, in another answer, in the database, or in a backup of it",
  { timeout: 60_000 },
  async () => {
    const scene = await aScene();
    const planted = await useSecrets(scene);
    const values = {
      workspace: "acme",
      repository: "petstore",
      api: "pets",
      version: "1.0",
      number: 1,
      blob: "a".repeat(40),
      collection: COLLECTION,
      link: 1,
      hook: 1,
      token: 1,
      delivery: 1,
      secret: "x".repeat(43),
    };
    const operations = await everyOperation({
      call: (_method, url) => scene.server.inject({ method: "GET", url }),
    });
    for (const { path } of operations.filter(({ method }) => method === "GET")) {
      expect((await scene.call("GET", fillIn(path, values))).status).toBeLessThan(500);
    }
    expect(foundIn(scene.logged(), planted)).toEqual([]);
    expect(scene.logged()).toContain('"level":');
    expect(foundIn(scene.answered(), planted)).toEqual([]);
    const files = readdirSync(scene.dataFolder).filter((name) => name.startsWith("lockstep.db"));
    expect(files).toContain("lockstep.db-wal");
    for (const name of files) {
      const held = readFileSync(join(scene.dataFolder, name)).toString("latin1");
      expect([name, foundIn(held, planted)]).toEqual([name, []]);
    }
    expect(foundInBackup(scene, planted)).toEqual({ "lockstep.db": [] });
  },
);

/** What is found in each file of a backup, as it is made where nobody asks for keys. */
function foundInBackup(
  { dataFolder }: AScene,
  planted: Planted,
): Readonly<Record<string, readonly string[]>> {
  const databaseFile = join(dataFolder, "lockstep.db");
  const into = join(dataFolder, "backups");
  const { folder } = makeBackup({ databaseFile, into, withSecrets: false, now: new Date() });
  const found = readdirSync(folder).map((name) => {
    const held = readFileSync(join(folder, name)).toString("latin1");
    return [name, foundIn(held, planted)] as const;
  });
  return Object.fromEntries(found);
}
