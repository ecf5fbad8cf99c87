/** `npm start` as the README installs it: configured by `.env`, pointed at a host, ended by a signal. */
import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aSandbox } from "../support/a-sandbox.ts";
import { aFolder } from "./a-running-sandbox.ts";
import { INVITATION, start } from "./a-server.ts";

const TOKEN = "an-admin-token-of-the-tests-0123456789";

vi.setConfig({ testTimeout: 60_000 });

/** As GitHub gives it: an App registered at an Enterprise Server. */
async function configured(sandbox: Sandbox): Promise<string> {
  const cwd = await aFolder();
  const lines = [
    `APP_ID=${sandbox.app.id}`,
    `PRIVATE_KEY_PATH=${sandbox.app.privateKeyPath}`,
    `WEBHOOK_SECRET=${sandbox.app.webhookSecret}`,
    `GHE_HOST=${sandbox.host}`,
    "GHE_PROTOCOL=http",
    `LOCKSTEP_ADMIN_TOKEN=${TOKEN}`,
    "PORT=1",
  ];
  await writeFile(join(cwd, ".env"), lines.join("\n"));
  return cwd;
}

test("without configuration it offers setup, and tells the terminal alone when its code was used", async () => {
  const cwd = await aFolder();
  const server = start(cwd, { PORT: "0" });
  const url = await server.ready();
  const [, address = "", code = ""] = await vi.waitFor(
    () => INVITATION.exec(server.log()) ?? Promise.reject(),
  );
  expect(address).toBe(url);
  const entered = await fetch(`${url}/setup/code`, {
    method: "POST",
    headers: { origin: url },
    body: new URLSearchParams({ code }),
    redirect: "manual",
  });
  expect(entered.status).toBe(303);
  await vi.waitFor(() => expect(server.log()).toContain("The setup code was used from 127.0.0.1."));
  const said = server
    .log()
    .split("\n")
    .filter((line) => line.includes(code));
  expect(said).toHaveLength(1);
});

test("with some of the configuration it names every other key that is needed, at once, and leaves nothing behind", async () => {
  const cwd = await aFolder();
  const server = start(cwd, { APP_ID: "7" });
  expect(await server.ended).toBe(1);
  for (const key of ["PRIVATE_KEY_PATH", "WEBHOOK_SECRET"]) expect(server.log()).toContain(key);
  expect(existsSync(join(cwd, "data"))).toBe(false);
});

test("with --setup it offers setup though it has a host, and knows no other flag", async () => {
  const cwd = await configured(await aSandbox({ seed: true }));
  const plain = start(cwd, { PORT: "0" });
  const url = await plain.ready();
  expect((await fetch(`${url}/setup`)).status).toBe(404);
  expect(plain.log()).not.toMatch(INVITATION);
  plain.child.kill("SIGTERM");
  await plain.ended;
  const again = start(cwd, { PORT: "0" }, ["--setup"]);
  const opened = await again.ready();
  expect((await fetch(`${opened}/setup`)).status).toBe(200);
  await vi.waitFor(() => expect(again.log()).toMatch(INVITATION));
  const wrong = start(cwd, { PORT: "0" }, ["--set-up"]);
  expect(await wrong.ended).toBe(1);
  expect(wrong.log()).toContain("--set-up is not known");
});

test("refuses a webhook secret of 31 characters, without showing it", async () => {
  const cwd = await configured(await aSandbox({ seed: true }));
  const secret = "s".repeat(31);
  const server = start(cwd, { WEBHOOK_SECRET: secret, PORT: "0" });
  expect(await server.ended).toBe(1);
  expect(server.log()).toContain("WEBHOOK_SECRET has fewer than 32 characters");
  expect(server.log()).not.toContain(secret);
});

test("reads .env, the environment wins, finds its installations without a webhook, ends on SIGTERM", async () => {
  const sandbox = await aSandbox({ seed: true });
  const cwd = await configured(sandbox);
  const server = start(cwd, { PORT: "0" });
  const url = await server.ready();
  const headers = { authorization: `Bearer ${TOKEN}` };
  await vi.waitFor(
    async () => {
      const response = await fetch(`${url}/api/v1/workspaces/acme/repositories`, { headers });
      expect(await response.text()).toContain("acme/petstore");
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(statSync(join(cwd, "data")).mode & 0o777).toBe(0o700);
  expect(statSync(join(cwd, "data", "lockstep.db")).mode & 0o777).toBe(0o600);
  server.child.kill("SIGTERM");
  expect(await server.ended).toBe(0);
  for (const secret of [TOKEN, sandbox.app.webhookSecret, "PRIVATE KEY"]) {
    expect(server.log()).not.toContain(secret);
  }
});

test("a second server on the same data folder is refused, and the first goes on", async () => {
  const cwd = await configured(await aSandbox({ seed: true }));
  const first = start(cwd, { PORT: "0" });
  const url = await first.ready();
  const second = start(cwd, { PORT: "0" });
  expect(await second.ended).toBe(1);
  expect(second.log()).toContain("Another Lockstep server is using the data folder");
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test("says at the start who can read along, and keeps the key beside the database for this user alone", async () => {
  const cwd = await configured(await aSandbox({ seed: true }));
  const key = join(cwd, "data", "secret.key");
  const inside = start(cwd, { PORT: "0", PUBLIC_URL: "http://lockstep.internal:3000" });
  await inside.ready();
  await vi.waitFor(() => expect(inside.log()).toContain("not served over https"));
  expect(statSync(key).mode & 0o777).toBe(0o600);
  inside.child.kill("SIGTERM");
  await inside.ended;
  await writeFile(key, "half a key");
  const broken = start(cwd, { PORT: "0" });
  expect(await broken.ended).toBe(1);
  expect(broken.log()).toContain("secret.key is not a key of 32 bytes");
  expect(broken.log()).not.toContain("half a key");
  const given = start(cwd, {
    PORT: "0",
    ENCRYPTION_KEY: "a7".repeat(32),
    PUBLIC_URL: "https://lockstep.example",
  });
  await given.ready();
  expect(given.log()).not.toContain("not served over https");
});
