import { createRequire } from "node:module";
import { createHmac } from "node:crypto";
import { pino } from "pino";
import { expect, test } from "vitest";
import { webhookKey } from "../../src/core/webhook/signature.ts";
import { listDeliveries } from "../../src/db/delivery-list.ts";
import { configureHosts } from "../../src/db/hosts.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import type { Store } from "../../src/db/store.ts";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { makeEventReceiver } from "../../src/github/webhooks/event-receiver.ts";
import {
  aProbot,
  aWebhook,
  bodyOf,
  type Delivering,
  headersOf,
  signatureOf,
  WEBHOOK_SECRET,
  webhookHosts,
} from "../support/a-webhook.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { aStore } from "../support/a-store.ts";

interface Example {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

const EDITIONS = ["api.github.com", "ghes-31", "ghes-32", "ghes-33", "ghes-34", "ghes-35"] as const;

function examplesOf(edition: string): readonly Example[] {
  const require = createRequire(import.meta.url);
  return require(`@octokit/webhooks-examples/${edition}/index.json`) as readonly Example[];
}

async function recorded(store: Store): Promise<string[]> {
  const { items } = await listDeliveries(store.read, null, { cursor: null, limit: 1000 });
  return items.map(({ guid, outcome }) => `${guid} ${outcome}`).toReversed();
}

const SECRETS = [WEBHOOK_SECRET, "the-secret-of-the-other-host-0123456789"] as const;

const PUSH = {
  ref: "refs/heads/main",
  after: "ab".repeat(20),
  repository: { id: 5 },
  installation: { id: 11 },
};

/** A workspace with a lane on `main`, and a push that names it. */
async function aLinkedPush(store: Store): Promise<{ push: typeof PUSH; lane: number }> {
  const acme = await aWorkspace(store);
  const repository = await aRepository(store, acme);
  const lane = await store.write((tx) =>
    ensureLane(tx, { workspaceId: acme.id, repository, branch: "main" }),
  );
  const seen = store.read.selectFrom("repositories").select("repositoryId").where("id", "=", repository);
  const { repositoryId } = await seen.executeTakeFirstOrThrow();
  const installed = store.read
    .selectFrom("installations")
    .select("installationId")
    .where("id", "=", acme.installation);
  const { installationId } = await installed.executeTakeFirstOrThrow();
  return { push: { ...PUSH, repository: { id: repositoryId }, installation: { id: installationId } }, lane };
}

async function lanes(store: Store): Promise<unknown[]> {
  return store.read.selectFrom("lanes").select(["dirty", "lookHead"]).execute();
}

test.each(EDITIONS)("takes every payload that GitHub documents (%s)", async (edition) => {
  const { deliver, store } = await aWebhook();
  const statuses = new Set<number>();
  let sent = 0;
  for (const { name, examples } of examplesOf(edition)) {
    for (const example of examples) {
      sent += 2;
      statuses.add((await deliver({ event: name, payload: example })).statusCode);
      const ofAnInstallation = { installation: { id: 11 }, ...example };
      statuses.add((await deliver({ event: name, payload: ofAnInstallation })).statusCode);
    }
  }
  expect([...statuses]).toEqual([202]);
  const { count } = await store.read
    .selectFrom("deliveries")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  expect([sent > 50, count]).toEqual([true, sent]);
});

test("a push marks the lane, the same delivery again does not", async () => {
  const store = await aStore();
  const { push } = await aLinkedPush(store);
  const { deliver } = await aWebhook({ store });
  const answers = [];
  for (let times = 0; times < 3; times += 1) answers.push(await deliver({ guid: "one", payload: push }));
  expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual([
    [202, '{"outcome":"recorded"}'],
    [200, '{"outcome":"repeated"}'],
    [200, '{"outcome":"repeated"}'],
  ]);
  expect(await lanes(store)).toEqual([{ dirty: 1, lookHead: push.after }]);
});

test("deliveries in the wrong order only ask for a look: two heads named, none believed", async () => {
  const store = await aStore();
  const { push } = await aLinkedPush(store);
  const { deliver } = await aWebhook({ store });
  await deliver({ payload: { ...push, after: "cd".repeat(20), before: "ab".repeat(20) } });
  await deliver({ payload: push });
  expect(await lanes(store)).toEqual([{ dirty: 2, lookHead: null }]);
});

test("a handler that fails stores nothing and answers 500; sent again, the delivery is taken", async () => {
  const store = await aStore();
  const { push } = await aLinkedPush(store);
  let isBroken = true;
  const receive = await makeEventReceiver(aProbot(), (sink) => (app) => {
    app.on("push", ({ payload }) => {
      if (isBroken) sink.failed(payload, new Error("broken"));
    });
  });
  const { deliver } = await aWebhook({ store, receive });
  const answer = await deliver({ guid: "one", payload: push });
  expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([500, "internal"]);
  expect(await recorded(store)).toEqual([]);
  isBroken = false;
  expect((await deliver({ guid: "one", payload: push })).statusCode).toBe(202);
});

const SHA1 = `sha1=${createHmac("sha1", "x").update("y").digest("hex")}`;

test.each<{ says: string; headers: Delivering["headers"]; status: number; code: string; detail: RegExp }>([
  {
    says: "no signature",
    headers: { "x-hub-signature-256": undefined },
    status: 401,
    code: "signature_invalid",
    detail: /is missing/,
  },
  {
    says: "a SHA-1 signature only",
    headers: { "x-hub-signature-256": undefined, "x-hub-signature": SHA1 },
    status: 401,
    code: "signature_invalid",
    detail: /SHA-1/,
  },
  {
    says: "a SHA-1 signature in the place of the other",
    headers: { "x-hub-signature-256": SHA1 },
    status: 401,
    code: "signature_invalid",
    detail: /64 hexadecimal/,
  },
  {
    says: "another secret's signature",
    headers: { "x-hub-signature-256": signatureOf(bodyOf(PUSH), "another secret") },
    status: 401,
    code: "signature_invalid",
    detail: /WEBHOOK_SECRET/,
  },
  {
    says: "another body's signature",
    headers: { "x-hub-signature-256": signatureOf(Buffer.from("{}")) },
    status: 401,
    code: "signature_invalid",
    detail: /WEBHOOK_SECRET/,
  },
  {
    says: "no event",
    headers: { "x-github-event": undefined },
    status: 400,
    code: "invalid_request",
    detail: /X-GitHub-Event/,
  },
  {
    says: "an event that is no name",
    headers: { "x-github-event": "__proto__" },
    status: 400,
    code: "invalid_request",
    detail: /X-GitHub-Event/,
  },
  {
    says: "no delivery id",
    headers: { "x-github-delivery": undefined },
    status: 400,
    code: "invalid_request",
    detail: /X-GitHub-Delivery/,
  },
  {
    says: "an endless delivery id",
    headers: { "x-github-delivery": "a".repeat(101) },
    status: 400,
    code: "invalid_request",
    detail: /X-GitHub-Delivery/,
  },
  {
    says: "a form",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    status: 415,
    code: "unsupported_media_type",
    detail: /application\/json/,
  },
  {
    says: "no content type",
    headers: { "content-type": undefined },
    status: 415,
    code: "unsupported_media_type",
    detail: /application\/json/,
  },
])("refuses $says, and records nothing", async ({ headers, status, code, detail }) => {
  const { deliver, store } = await aWebhook();
  const answer = await deliver({ payload: PUSH, ...(headers === undefined ? {} : { headers }) });
  const problem = answer.json<{ code: string; detail: string; status: number }>();
  expect([answer.statusCode, problem.status, problem.code]).toEqual([status, status, code]);
  expect(problem.detail).toMatch(detail);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  expect(await recorded(store)).toEqual([]);
});

test("takes a content type with a charset", async () => {
  const { deliver } = await aWebhook();
  const headers = { "content-type": "application/json; charset=utf-8" };
  expect((await deliver({ payload: PUSH, headers })).statusCode).toBe(202);
});

const DEEP = `{"ref":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;

test.each<{ says: string; payload: unknown; status: number; code?: string }>([
  { says: "JSON cut short", payload: '{"ref":"refs/heads/ma', status: 400, code: "invalid_json" },
  { says: "no JSON", payload: "payload=%7B%7D", status: 400, code: "invalid_json" },
  { says: "an empty body", payload: "", status: 400, code: "invalid_json" },
  { says: "an array", payload: "[1]", status: 400, code: "invalid_request" },
  { says: "a number", payload: "5", status: 400, code: "invalid_request" },
  { says: "null", payload: "null", status: 400, code: "invalid_request" },
  { says: "100,000 levels", payload: DEEP, status: 202 },
  { says: "100,000 levels, not closed", payload: "[".repeat(100_000), status: 400, code: "invalid_json" },
  {
    says: "__proto__",
    payload: '{"__proto__":{"ref":"refs/heads/main","installation":{"id":11}}}',
    status: 202,
  },
  {
    says: "wrong types",
    payload: { ref: [], repository: 5, installation: { id: 11 }, action: "x" },
    status: 202,
  },
  { says: "an installation of a wrong type", payload: { ...PUSH, installation: { id: "11" } }, status: 202 },
  { says: "an action of a wrong type", payload: { ...PUSH, action: { toString: 1 } }, status: 202 },
  { says: "ids beyond whole numbers", payload: { ...PUSH, repository: { id: 1e300 } }, status: 202 },
])("answers a signed body of $says with $status", async ({ payload, status, code }) => {
  const { deliver, store } = await aWebhook();
  const answer = await deliver({ guid: "bad", payload });
  expect(answer.statusCode).toBe(status);
  expect(answer.json<{ code?: string }>().code).toBe(code);
  expect(await recorded(store)).toEqual(status === 202 ? ["bad ignored"] : []);
  expect((await deliver({ payload: PUSH })).statusCode).toBe(202);
});

test("keeps of a very large push what is used, and marks its lane", async () => {
  const store = await aStore();
  const { push } = await aLinkedPush(store);
  const { deliver } = await aWebhook({ store });
  const commits = Array.from({ length: 2000 }, () => ({
    modified: Array.from({ length: 30 }, () => "a/long/path.yaml"),
  }));
  expect((await deliver({ payload: { commits, ...push } })).statusCode).toBe(202);
  expect(await lanes(store)).toEqual([{ dirty: 1, lookHead: push.after }]);
  const { payload } = await store.read.selectFrom("deliveries").select("payload").executeTakeFirstOrThrow();
  expect(JSON.parse(String(payload))).toEqual({ commits: null, ...push });
});

test("each host has its own address, secret and delivery ids; any other is not found, with its body unread", async () => {
  const store = await aStore();
  const rows = await store.write((tx) => configureHosts(tx, ["github.com", "ghe.test:8443"]));
  const [first, other] = rows.map(({ id }, index) => ({
    id,
    webhookKey: webhookKey(SECRETS[index] ?? ""),
    receive: async () => [],
  }));
  if (first === undefined || other === undefined) throw new Error("Two hosts were to be made.");
  const { server } = await aWebhook({ store, hosts: webhookHosts(first, { "ghe.test:8443": other }) });
  const body = bodyOf(PUSH);
  const deliver = async (path: string, secret: string): Promise<number> => {
    const headers = { ...headersOf(body, { guid: "one" }), "x-hub-signature-256": signatureOf(body, secret) };
    const answer = await server.inject({ method: "POST", url: WEBHOOK_PATH + path, payload: body, headers });
    return answer.statusCode;
  };
  expect(await deliver("", SECRETS[0])).toBe(202);
  expect(await deliver("", SECRETS[1])).toBe(401);
  expect(await deliver("/ghe.test:8443", SECRETS[0])).toBe(401);
  expect(await deliver("/ghe.test:8443", SECRETS[1])).toBe(202);
  expect(await deliver("/GHE.test%3A8443", SECRETS[1])).toBe(200);
  expect(await deliver("/other.test", SECRETS[1])).toBe(404);
  const kept = await store.read.selectFrom("deliveries").select("hostId").orderBy("id").execute();
  expect(kept.map(({ hostId }) => hostId)).toEqual([first.id, other.id]);
});

test("logs neither secret nor signature nor anything of a payload, whatever fails", async () => {
  let logged = "";
  const log = pino({ level: "trace" }, { write: (line: string) => (logged += line) });
  const receive = await makeEventReceiver(aProbot(log), (sink) => (app) => {
    app.on("push", ({ payload }) => sink.failed(payload, new Error("broken")));
  });
  const { deliver } = await aWebhook({ receive }, log);
  const payload = { ...PUSH, head_commit: { message: "planted-in-the-payload" } };
  const statuses = [];
  statuses.push((await deliver({ payload })).statusCode);
  statuses.push((await deliver({ payload: { ...payload, installation: { id: {} } } })).statusCode);
  statuses.push(
    (await deliver({ payload, headers: { "x-hub-signature-256": `sha256=${"5a".repeat(32)}` } })).statusCode,
  );
  statuses.push((await deliver({ payload: `{"planted-in-the-payload"` })).statusCode);
  expect(statuses).toEqual([500, 202, 401, 400]);
  expect(logged).toContain("request failed");
  for (const planted of ["planted-in-the-payload", WEBHOOK_SECRET, "5a5a", signatureOf(bodyOf(payload))]) {
    expect(logged).not.toContain(planted);
  }
});
