import { expect, test } from "vitest";
import { OneTimeGate } from "../../../src/access/setup-gate.ts";
import type { Access } from "../../../src/core/access/access-port.ts";
import type { ConfiguredHosts } from "../../../src/core/access/configured-hosts.ts";
import type { Rights } from "../../../src/core/access/rights.ts";
import { makeServer } from "../../../src/http/server.ts";
import { aLockstep, ADMIN_TOKEN, type ALockstep } from "../../support/a-lockstep.ts";
import { anApi } from "../../support/an-api.ts";
import { aRepository, aWorkspace } from "../../support/a-workspace.ts";
import { aStore } from "../../support/a-store.ts";
import { NO_SETUP } from "../../support/no-setup.ts";

interface Shown {
  readonly status: number;
  readonly body: string;
}

/** The cookie of somebody who entered the code. */
function entered(gate: ALockstep["gate"]): string {
  gate.open();
  return `lockstep-setup=${gate.redeem(gate.code ?? "", "127.0.0.1")}`;
}

async function asOwner({ gate, server }: ALockstep, url: string): Promise<Shown> {
  const answer = await server.inject({ url, headers: { cookie: entered(gate) } });
  return { status: answer.statusCode, body: answer.body };
}

function installationOf({ sandbox }: ALockstep): number {
  return sandbox.installations.list()[0]?.id ?? 0;
}

const READER: Rights = {
  isAdmin: false,
  readable: new Set(),
  pushable: new Set(),
  userId: 1,
  saves: "none",
};

async function twoAccounts() {
  const store = await aStore();
  const initech = await aWorkspace(store, "initech");
  const globex = await aWorkspace(store, "globex");
  const seen = await aRepository(store, initech, { name: "seen" });
  await aRepository(store, initech, { name: "hidden" });
  await aRepository(store, globex, { name: "rockets" });
  return { store, initech, globex, seen, hostId: initech.hostId };
}

function aGitHubCom(id: number): ConfiguredHosts {
  const host = {
    id,
    hostname: "github.com",
    isFirst: true,
    webUrl: "https://github.com",
    apiUrl: "https://api.github.com",
    oauth: { clientId: "a", clientSecret: "b" },
  };
  return { list: () => [host], find: (name) => (name === host.hostname ? host : null) };
}

/** Mona is signed in, and may do in each workspace what is said by its row id. */
function accessOf(hostId: number, rights: Readonly<Record<number, Rights>>): Access {
  return {
    identify: async () => ({
      kind: "user",
      userId: 1,
      sessionId: 1,
      hostId,
      hostname: "github.com",
      accountId: 1,
      login: "mona",
    }),
    rightsIn: async (_caller, { id }) => rights[id] ?? null,
    workspacesOf: async () => new Set(Object.keys(rights).map(Number)),
  };
}

test("shows the account and its repositories, and leads on", async () => {
  const lockstep = await aLockstep();
  const { body } = await asOwner(
    lockstep,
    `/setup/installed?installation_id=${installationOf(lockstep)}&setup_action=install`,
  );
  expect(body).toContain("The App is installed");
  expect(body).toContain("<strong>acme</strong>");
  expect(body).toContain("acme/petstore");
  expect(body).not.toContain("http-equiv");
});

test("finds an installation that no webhook told of, loading itself again until it is read", async () => {
  const lockstep = await aLockstep();
  const { sandbox, engine } = lockstep;
  sandbox.webhooks.hold();
  sandbox.accounts.create("globex");
  await sandbox.repositories.create({ owner: "globex", name: "rockets", files: { "a.txt": "a" } });
  const { id } = sandbox.installations.create("globex");
  const url = `/setup/installed?installation_id=${id}&setup_action=install`;
  const first = await asOwner(lockstep, url);
  expect(first.body).toContain('http-equiv="refresh"');
  expect(first.body).not.toContain("globex");
  await expect
    .poll(async () => {
      await engine.idle();
      return (await asOwner(lockstep, url)).body;
    })
    .toContain("globex/rockets");
});

test("names nothing for an installation that the App does not have", async () => {
  const lockstep = await aLockstep();
  const { status, body } = await asOwner(
    lockstep,
    "/setup/installed?installation_id=999999&setup_action=install",
  );
  expect(status).toBe(200);
  expect(body).toContain("Looking for the installation");
  for (const id of ["0x1", "1 or 1=1", "-1", "1".repeat(40)]) {
    const refused = await asOwner(lockstep, `/setup/installed?installation_id=${encodeURIComponent(id)}`);
    expect(refused.status).toBe(400);
  }
});

test("asks GitHub no more often because somebody loads the page again", async () => {
  const lockstep = await aLockstep();
  const { requests } = lockstep.sandbox;
  requests.clear();
  for (let visit = 0; visit < 10; visit += 1) {
    await asOwner(lockstep, "/setup/installed?installation_id=999999&setup_action=install");
  }
  await expect.poll(() => requests.count({ path: "/app/installations" })).toBeGreaterThan(0);
  await lockstep.stop();
  expect(requests.list().map(({ path }) => path.split("?")[0])).toEqual(["/api/v3/app/installations"]);
});

test("without an installation it leads to the start", async () => {
  const lockstep = await aLockstep();
  const { server, gate } = lockstep;
  const headers = { cookie: entered(gate) };
  expect((await server.inject({ url: "/setup/installed", headers })).headers.location).toBe("/");
});

test("says when an owner has to agree first", async () => {
  const lockstep = await aLockstep();
  const { body } = await asOwner(lockstep, "/setup/installed?setup_action=request");
  expect(body).toContain("Waiting for an owner");
});

test("shows nobody else anything", async () => {
  const lockstep = await aLockstep();
  const url = `/setup/installed?installation_id=${installationOf(lockstep)}&setup_action=install`;
  for (const headers of [{}, { cookie: "lockstep-setup=made-up" }, { authorization: "Bearer wrong" }]) {
    const { body } = await lockstep.server.inject({ url, headers });
    expect(body).not.toContain("acme");
  }
  const admin = await lockstep.server.inject({ url, headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  expect(admin.body).toContain("acme/petstore");
});

test("shows who signed in the repositories that they can read, and of no other account anything", async () => {
  const { store, initech, globex, seen, hostId } = await twoAccounts();
  const { call } = await anApi({
    store,
    hosts: aGitHubCom(hostId),
    access: accessOf(hostId, { [initech.id]: { ...READER, readable: new Set([seen]) } }),
  });
  const pages = [];
  for (const { installation } of [initech, globex]) {
    const { installationId } = await store.read
      .selectFrom("installations")
      .select("installationId")
      .where("id", "=", installation)
      .executeTakeFirstOrThrow();
    pages.push(await call("GET", `/setup/installed?installation_id=${installationId}&setup_action=install`));
  }
  const [own, foreign] = pages.map(({ body }) => body);
  expect(own).toContain("initech/seen");
  expect(own).not.toContain("hidden");
  expect(foreign).toContain("Looking for the installation");
  expect(foreign).not.toContain("globex");
  expect(foreign).not.toContain("rockets");
});

test("an admin of the server is shown nothing of other accounts but what came on a host that they added", async () => {
  const { store, initech, globex, hostId } = await twoAccounts();
  const admin = { ...READER, isAdmin: true, readable: "all" } as const;
  const gate = new OneTimeGate(() => 0);
  const { call } = await anApi({
    store,
    hosts: aGitHubCom(hostId),
    access: accessOf(hostId, { [initech.id]: admin }),
    setup: { ...NO_SETUP, gate },
  });
  const { installationId } = await store.read
    .selectFrom("installations")
    .select("installationId")
    .where("id", "=", globex.installation)
    .executeTakeFirstOrThrow();
  const url = `/setup/installed?installation_id=${installationId}&setup_action=install`;
  const secret = gate.admit();
  const headers = { cookie: `lockstep-setup=${secret}` };
  const shown = async (): Promise<string> => (await call("GET", url, { headers })).body;
  expect((await call("GET", url)).body).not.toContain("rockets");
  expect(await shown()).not.toContain("rockets");
  const session = gate.session(secret);
  const server = { hostname: "github.com", protocol: "https" } as const;
  const taken = session?.take(session.begin({ server, hasWebhook: true }));
  if (taken?.kind === "taken") taken.finish();
  expect(await shown()).toContain("globex/rockets");
});

test("adding a host is for admins of the account that was there first, not of one that came to the App later", async () => {
  const { store, initech, globex, hostId } = await twoAccounts();
  const dependencies = anApi({ store, hosts: aGitHubCom(hostId) });
  const statusFor = async (rights: Readonly<Record<number, Rights>>): Promise<number> => {
    const access = accessOf(hostId, rights);
    const server = await makeServer({ ...(await dependencies), access });
    return (await server.inject("/setup")).statusCode;
  };
  const admin = { ...READER, isAdmin: true };
  expect(await statusFor({ [initech.id]: admin })).toBe(200);
  expect(await statusFor({ [initech.id]: READER, [globex.id]: admin })).toBe(404);
  expect(await statusFor({})).toBe(404);
});
