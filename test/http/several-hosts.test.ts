/** Two GitHub hosts in one process, whose accounts, installations and repositories have the same ids. */
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import type { HostConfig } from "../../src/config/host.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { createServices, type Services } from "../../src/services.ts";
import { layDatabase, waitForNoDisk } from "../support/a-database-file.ts";
import { ADMIN_TOKEN, configFor, sharedWorkers } from "../support/a-lockstep.ts";
import { aFolder, aSandbox } from "../support/a-sandbox.ts";

const FILE = "api/petstore.yaml";

interface Scene {
  readonly services: Services;
  readonly folder: string;
  readonly first: Sandbox;
  readonly other: Sandbox;
  /** Of the other host. */
  readonly slug: string;
  readonly url: string;
  readonly call: (
    method: string,
    address: string,
    payload?: object,
  ) => Promise<{ status: number; body: Answer }>;
  readonly quiet: () => Promise<void>;
}

vi.setConfig({ testTimeout: 60_000 });
const PATIENCE = { timeout: 20_000, interval: 20 };

type Answer = ReturnType<typeof JSON.parse>;

function hostOf(sandbox: Sandbox): HostConfig {
  const [host] = configFor(sandbox, "").hosts;
  if (host === undefined) throw new Error("The sandbox has an App.");
  return host;
}

async function twoHosts(before?: Scene): Promise<Scene> {
  const first = before?.first ?? (await aSandbox({ seed: true }));
  const other = before?.other ?? (await aSandbox({ seed: true, dir: await aFolder("other") }));
  const folder = before?.folder ?? (await aFolder("hosts"));
  const config = { ...configFor(first, folder), hosts: [hostOf(first), hostOf(other)] };
  await layDatabase(config.databaseFile);
  const services = await createServices(config, pino({ level: "silent" }), { workers: sharedWorkers() });
  waitForNoDisk(services.store);
  onTestFinished(() => services.stop());
  const url = await services.start();
  first.webhooks.setTarget(`${url}/api/github/webhooks`);
  other.webhooks.setTarget(`${url}/api/github/webhooks/${other.host}`);
  const scene: Scene = {
    services,
    folder,
    first,
    other,
    slug: `acme@${other.host}`,
    url,
    async call(method, address, payload) {
      const answer = await services.server.inject({
        method: method as "GET",
        url: `/api/v1/workspaces/${address}`,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
        ...(payload === undefined ? {} : { payload }),
      });
      if (answer.statusCode >= 400) throw new Error(`${method} ${address}: ${answer.body}`);
      return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
    },
    async quiet() {
      await services.sweeper.sweep();
      for (let round = 0; round < 3; round += 1) {
        await first.webhooks.idle();
        await other.webhooks.idle();
        await services.engine.idle();
      }
    },
  };
  await scene.quiet();
  return scene;
}

async function linkedPetstore({ call, quiet }: Scene, workspace: string): Promise<void> {
  await call("POST", `${workspace}/apis`, {
    name: "Petstore",
    from: { repository: "petstore", path: FILE, version: "1.0" },
  });
  await quiet();
}

async function storeText({ services }: Scene, workspace: string): Promise<string> {
  const answer = await services.server.inject({
    url: `/api/v1/workspaces/${workspace}/apis/petstore/versions/1.0/schema`,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
  });
  return answer.body;
}

function petstoreOf(sandbox: Sandbox): NonNullable<ReturnType<Sandbox["repositories"]["get"]>> {
  const repository = sandbox.repositories.get("acme/petstore");
  if (repository === null) throw new Error("The sandbox is seeded.");
  return repository;
}

test("ids that both hosts use name different accounts, installations and repositories", async () => {
  const scene = await twoHosts();
  const { first, other, services, slug } = scene;
  expect(other.installations.list().map(({ id }) => id)).toEqual(
    first.installations.list().map(({ id }) => id),
  );
  expect(petstoreOf(other).id).toBe(petstoreOf(first).id);
  const workspaces = await services.store.read
    .selectFrom("workspaces")
    .select(["slug", "accountId"])
    .orderBy("id")
    .execute();
  expect(workspaces.map((it) => it.slug).toSorted()).toEqual(["acme", slug]);
  expect(new Set(workspaces.map(({ accountId }) => accountId)).size).toBe(1);
  for (const [workspace, sandbox] of [
    ["acme", first],
    [slug, other],
  ] as const) {
    const { body } = await scene.call("GET", `${workspace}/repositories/petstore`);
    expect(body.htmlUrl).toBe(`${sandbox.url}/acme/petstore`);
  }
});

test("what changed at either host while the server was down is found at the start", async () => {
  const scene = await twoHosts();
  await scene.services.stop();
  for (const sandbox of [scene.first, scene.other]) {
    sandbox.webhooks.hold();
    await sandbox.repositories.create({ owner: "acme", name: "made-meanwhile" });
    sandbox.webhooks.drop();
    // Else the lost webhook would be asked for again.
    const noLog = { match: "/app/hook/deliveries", effect: { kind: "status", status: 404 } } as const;
    sandbox.faults.set({ requests: [noLog] });
  }
  const again = await twoHosts(scene);
  for (const workspace of ["acme", scene.slug]) {
    const { body } = await again.call("GET", `${workspace}/repositories/made-meanwhile`);
    expect(body.fullName).toBe("acme/made-meanwhile");
  }
});

test("a push at one host changes nothing of the other's, and no token of one is sent to the other", async () => {
  const scene = await twoHosts();
  const { first, other, slug } = scene;
  await linkedPetstore(scene, "acme");
  await linkedPetstore(scene, slug);
  const before = await storeText(scene, "acme");
  first.requests.clear();

  const text = `${before}# pushed at the other host\n`;
  await petstoreOf(other).commit({ files: { [FILE]: text } });
  await other.webhooks.idle();
  await scene.services.engine.idle();

  expect(await storeText(scene, slug)).toBe(text);
  expect(await storeText(scene, "acme")).toBe(before);
  expect(first.requests.count()).toBe(0);
  for (const sandbox of [first, other]) {
    expect(sandbox.requests.list({ status: 401 })).toEqual([]);
  }
});

test("a save at one host is a commit there alone", async () => {
  const scene = await twoHosts();
  const { first, other, slug } = scene;
  await linkedPetstore(scene, "acme");
  await linkedPetstore(scene, slug);
  const head = await petstoreOf(other).head();
  const text = `${await storeText(scene, "acme")}# saved\n`;
  await scene.services.server.inject({
    method: "PUT",
    url: "/api/v1/workspaces/acme/apis/petstore/versions/1.0/schema",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "if-match": "*", "content-type": "application/yaml" },
    payload: text,
  });
  await vi.waitFor(async () => {
    await scene.services.engine.idle();
    expect(String(await petstoreOf(first).read("main", FILE))).toBe(text);
  }, PATIENCE);
  expect(await petstoreOf(other).head()).toBe(head);
});

test("a rate limit of an installation at one host holds nothing back at the other", async () => {
  const scene = await twoHosts();
  const { first, other, services, slug } = scene;
  await linkedPetstore(scene, "acme");
  await linkedPetstore(scene, slug);
  first.faults.set({
    requests: [
      {
        on: ["graphql-query", "graphql-mutation"],
        effect: { kind: "primary-limit", resetAfterSeconds: 600 },
      },
    ],
  });
  for (const [sandbox, note] of [
    [first, "limited"],
    [other, "free"],
  ] as const) {
    const repository = petstoreOf(sandbox);
    const text = String(await repository.read("main", FILE));
    await repository.commit({ files: { [FILE]: `${text}# ${note}\n` } });
  }
  await vi.waitFor(async () => {
    await scene.quiet();
    expect(await storeText(scene, slug)).toContain("# free");
  }, PATIENCE);
  expect(await storeText(scene, "acme")).not.toContain("# limited");
  const blocked = await services.store.read
    .selectFrom("installations")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select("hosts.hostname")
    .where("installations.blockedUntil", ">", Date.now())
    .execute();
  expect(blocked).toEqual([{ hostname: first.host }]);
});

test("a host that is down is blocked alone", async () => {
  const scene = await twoHosts();
  const { first, other, services, slug } = scene;
  await linkedPetstore(scene, "acme");
  await linkedPetstore(scene, slug);
  await first.close();
  const text = `${await storeText(scene, "acme")}# saved\n`;
  for (const workspace of ["acme", slug]) {
    await services.server.inject({
      method: "PUT",
      url: `/api/v1/workspaces/${workspace}/apis/petstore/versions/1.0/schema`,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "if-match": "*",
        "content-type": "application/yaml",
      },
      payload: text,
    });
  }
  await vi.waitFor(async () => {
    const hosts = await services.store.read
      .selectFrom("hosts")
      .select("hostname")
      .where("blockedUntil", ">", Date.now())
      .execute();
    expect(hosts).toEqual([{ hostname: first.host }]);
    expect(String(await petstoreOf(other).read("main", FILE))).toBe(text);
  }, PATIENCE);
});

test("a delivery signed by one host is refused at the other's address, and one id counts at each", async () => {
  const { url, first, other, services } = await twoHosts();
  const body = JSON.stringify({ zen: "Keep it apart.", hook_id: 1 });
  const deliver = async (path: string, sandbox: Sandbox): Promise<number> => {
    const signature = createHmac("sha256", sandbox.app.webhookSecret).update(body).digest("hex");
    const response = await fetch(`${url}${join("/api/github/webhooks", path)}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-github-event": "ping",
        "x-github-delivery": "the-same-on-both",
        "x-hub-signature-256": `sha256=${signature}`,
      },
      body,
    });
    return response.status;
  };
  expect(await deliver("", other)).toBe(401);
  expect(await deliver(other.host, first)).toBe(401);
  expect(await deliver("", first)).toBe(202);
  expect(await deliver(other.host, other)).toBe(202);
  expect(await deliver(other.host, other)).toBe(200);
  expect(await deliver("github.example.com", other)).toBe(404);
  const kept = await services.store.read
    .selectFrom("deliveries")
    .select("hostId")
    .where("guid", "=", "the-same-on-both")
    .execute();
  expect(new Set(kept.map(({ hostId }) => hostId)).size).toBe(2);
});
