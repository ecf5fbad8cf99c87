/** A sandbox's GitHub for benches, servers that talk to it, and pushes that name its commits. */
import { createSign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox, type SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { signedPushOf } from "./a-push.ts";
import type { Given } from "./servers/listen-for-bench.ts";

export const BENCH_ADMIN_TOKEN = "an-admin-token-of-the-benches-0123456789";

export interface BenchGitHub {
  readonly sandbox: Sandbox;
  readonly petstore: SandboxRepository;
  readonly installation: number;
  /** What servers are to know of it. */
  readonly given: Given;
  close(): Promise<void>;
}

export async function aBenchGitHub(): Promise<BenchGitHub> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-github-"));
  const sandbox = await createSandbox({ dir: folder, port: 0, seed: true });
  const petstore = sandbox.repositories.get("acme/petstore");
  if (petstore === null) throw new Error("The sandbox has no petstore.");
  const { id: appId, privateKey, webhookSecret } = sandbox.app;
  return {
    sandbox,
    petstore,
    installation: await installationOf(sandbox),
    given: { host: sandbox.host, appId, privateKey, webhookSecret, token: BENCH_ADMIN_TOKEN },
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For scripts that know nothing of Apps. */
export async function tokenFor({ sandbox, installation }: BenchGitHub): Promise<string> {
  const made = await asApp(sandbox, `installations/${installation}/access_tokens`, "POST");
  return (made as { token: string }).token;
}

async function installationOf(sandbox: Sandbox): Promise<number> {
  const [first] = (await asApp(sandbox, "installations", "GET")) as readonly { id: number }[];
  if (first === undefined) throw new Error("The App is installed nowhere.");
  return first.id;
}

async function asApp(sandbox: Sandbox, path: string, method: string): Promise<unknown> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: sandbox.app.id, iat: now - 10, exp: now + 300 };
  const encoded = [{ alg: "RS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = createSign("RSA-SHA256").update(encoded).sign(sandbox.app.privateKey, "base64url");
  const headers = { authorization: `Bearer ${encoded}.${signature}` };
  return (await fetch(`${sandbox.url}/api/v3/app/${path}`, { method, headers })).json();
}

/** Says that the branch has moved; answered as soon as it is taken. */
export async function tellPush(
  { sandbox, petstore, installation }: BenchGitHub,
  port: number,
  { branch, before, after }: { readonly branch: string; readonly before: string; readonly after: string },
): Promise<void> {
  const account = sandbox.accounts.get("acme");
  const owner = { id: account?.id, login: account?.login, type: account?.type };
  const { id, name, fullName } = petstore;
  const { body, headers } = signedPushOf(
    {
      ref: `refs/heads/${branch}`,
      before,
      after,
      created: false,
      deleted: false,
      forced: false,
      commits: [],
      head_commit: null,
      repository: { id, name, full_name: fullName, owner },
      installation: { id: installation },
      sender: owner,
    },
    sandbox.app.webhookSecret,
  );
  const delivery = { ...headers, "x-github-delivery": `bench-${after}` };
  const url = `http://127.0.0.1:${port}${WEBHOOK_PATH}`;
  const answer = await fetch(url, { method: "POST", headers: delivery, body: new Uint8Array(body) });
  if (!answer.ok) throw new Error(`The push was answered ${answer.status}: ${await answer.text()}`);
}

/** Below the workspace; JSON where it is no text. */
export async function callApi(
  port: number,
  method: string,
  path: string,
  body?: object | string,
): Promise<unknown> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "application/octet-stream" : "application/json";
  const headers = {
    authorization: `Bearer ${BENCH_ADMIN_TOKEN}`,
    "content-type": type,
    ...(typeof body === "string" && { "if-match": "*" }),
  };
  const url = `http://127.0.0.1:${port}/api/v1/workspaces/acme/${path}`;
  const answer = await fetch(url, { method, headers, ...(text !== undefined && { body: text }) });
  const answered = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${answered}`);
  return answered === "" ? null : JSON.parse(answered);
}
