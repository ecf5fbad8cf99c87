/** The sandbox as a process: its ports, its folder, its start and its end. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { aCollection } from "../support/a-collection.ts";
import { aFolder, aRunningSandbox, type Wish } from "./a-running-sandbox.ts";
import type { RunningSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 90_000 });

/** Resolves also where somebody else listens there already. */
function take(port: number): Promise<void> {
  const server: Server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.once("listening", resolve).once("error", () => resolve());
    server.listen(port, "127.0.0.1");
  });
}

/** On ports that no other sandbox takes as soon as they are free: what listens there after its end is its own. */
async function aSandboxApart(wish: Wish = {}): Promise<RunningSandbox> {
  await Promise.all([take(3000), take(3001)]);
  return aRunningSandbox(wish);
}

test("takes free ports of loopback where its own are taken; SIGTERM ends it within 10 seconds with code 0, and nothing is left", async () => {
  const sandbox = await aSandboxApart();
  for (const url of [sandbox.lockstepUrl, sandbox.githubUrl]) {
    expect(url).not.toMatch(/:300[01]$/);
    expect(new URL(url).hostname).toBe("127.0.0.1");
  }
  expect((await sandbox.call("GET", "repositories")).at("items.0.fullName")).toMatch(/^acme\//);
  const ending = await sandbox.end("SIGTERM");
  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(ending.tookMs).toBeLessThan(10_000);
  expect(await sandbox.remains()).toEqual([]);
});

test("a restart keeps all, its token and GitHub's address too; --fresh begins anew", async () => {
  await take(3001);
  const cwd = await aFolder();
  const first = await aRunningSandbox({ cwd });
  const { id, body } = aCollection({ name: "Pets" });
  await first.call("PUT", `collections/${id}`, body);
  await first.call("POST", `collections/${id}/backups`, { repository: "petstore" });
  await first.end("SIGTERM");
  const second = await aRunningSandbox({ cwd });
  expect(second.token).toBe(first.token);
  expect(second.githubUrl).toBe(first.githubUrl);
  expect((await second.call("GET", `collections/${id}`)).at("name")).toBe("Pets");
  await second.end("SIGTERM");
  const third = await aRunningSandbox({ cwd, args: ["--fresh"] });
  expect((await third.call("GET", `collections/${id}`)).status).toBe(404);
  expect(third.token).not.toBe(first.token);
});

test("LOCKSTEP_ADMIN_TOKEN is the token where it is set; SIGINT ends it with code 0 while requests to GitHub hang", async () => {
  const token = "a-token-of-my-own-that-is-long-enough";
  const sandbox = await aSandboxApart({ env: { LOCKSTEP_ADMIN_TOKEN: token } });
  expect(sandbox.token).toBe(token);
  expect((await sandbox.call("GET", "apis")).status).toBe(200);
  expect((await sandbox.call("GET", "apis", undefined, { authorization: "Bearer other" })).status).toBe(401);
  await sandbox.control("POST", "faults", { requests: [{ effect: { kind: "silent" } }] });
  const { id, body } = aCollection();
  await sandbox.call("PUT", `collections/${id}`, body);
  const made = await sandbox.call("POST", `collections/${id}/backups`, { repository: "petstore" });
  expect(made.status, made.text).toBe(201);
  const asked = async (): Promise<string> => (await sandbox.control("GET", "requests")).text;
  await vi.waitFor(async () => expect(await asked()).toContain("graphql-query"), { timeout: 30_000 });
  const ending = await sandbox.end("SIGINT");
  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(ending.tookMs).toBeLessThan(10_000);
  expect(await sandbox.remains()).toEqual([]);
});

test("neither reads .env nor touches data/; a second one in the same folder is refused in a sentence, with --fresh too", async () => {
  const cwd = await aFolder();
  const token = "a-token-from-a-file-that-is-not-read";
  await writeFile(
    join(cwd, ".env"),
    `LOCKSTEP_ADMIN_TOKEN=${token}\nPORT=1\nAPP_ID=7\nDATABASE_URL=sqlite:data/lockstep.db\n`,
  );
  const first = await aRunningSandbox({ cwd });
  expect(first.token).not.toBe(token);
  expect(existsSync(join(cwd, "data"))).toBe(false);
  expect(existsSync(join(cwd, ".sandbox", "data", "lockstep.db"))).toBe(true);
  const refused = [[], ["--fresh"]].map((args) => aRunningSandbox({ cwd, args }).catch(String));
  for (const error of await Promise.all(refused)) {
    expect(error).toContain("ended with code 1");
    expect(error).toContain("Another Lockstep server is using the data folder");
    expect(error).not.toContain("    at ");
  }
  // The first goes on.
  expect((await first.call("GET", "repositories")).at("items.0.fullName")).toMatch(/^acme\//);
});
