import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { appToken, ask, aSandbox, at } from "../support/a-sandbox.ts";
import { webhookFaultsOf } from "./github-description.ts";

interface Received {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Takes webhooks; `answer` says with what status. */
async function aReceiver(answer: () => number = () => 202): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answer()).end("taken");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

async function aScene(webhookUrl?: string): Promise<{ sandbox: Sandbox; repository: SandboxRepository }> {
  const sandbox = await aSandbox(webhookUrl === undefined ? {} : { webhookUrl });
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files: { a: "0" } });
  sandbox.installations.create("acme");
  await sandbox.webhooks.idle();
  return { sandbox, repository };
}

function messages(received: readonly Received[]): unknown[] {
  return received
    .filter((it) => it.headers["x-github-event"] === "push")
    .map((it) => at(JSON.parse(it.body.toString()), "head_commit.message"));
}

test("a delivery is signed over its bytes, and carries GitHub's headers", async () => {
  const { url, received } = await aReceiver();
  const { sandbox, repository } = await aScene(url);
  await repository.commit({ files: { a: "1" }, message: "One" });
  await sandbox.webhooks.idle();
  const last = received.at(-1);
  const signature = createHmac("sha256", sandbox.app.webhookSecret)
    .update(last?.body ?? "")
    .digest("hex");
  const delivery = sandbox.webhooks.deliveries({ event: "push" }).at(-1);
  expect(last?.headers).toMatchObject({
    "x-github-event": "push",
    "x-github-delivery": delivery?.guid,
    "x-hub-signature-256": `sha256=${signature}`,
    "x-github-enterprise-host": sandbox.host,
    "x-github-hook-id": expect.stringMatching(/^\d+$/),
    "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
  });
  expect(delivery).toMatchObject({ state: "sent", status: "OK", statusCode: 202 });
});

test("every webhook is as GitHub's schemas say", async () => {
  const { sandbox, repository } = await aScene();
  const { installations } = sandbox;
  const id = installations.list()[0]?.id ?? 0;
  const mona = await sandbox.repositories.create({ owner: "mona", name: "own", files: { a: "1" } });
  installations.create("mona");
  await mona.commit({ files: { a: "2" } });
  await repository.commit({ files: { a: null, b: "1" } });
  await repository.renameBranch("main", "trunk");
  repository.rename("two");
  repository.archive();
  repository.archive(false);
  installations.removeRepository(id, "acme/two");
  installations.addRepository(id, "acme/two");
  await sandbox.repositories.create({ owner: "mona", name: "another" });
  installations.setPermissions(id, { metadata: "read", contents: "read" });
  installations.suspend(id);
  installations.unsuspend(id);
  sandbox.accounts.rename("acme", "acme-inc");
  repository.transfer("mona");
  await repository.delete();
  installations.uninstall(id);
  sandbox.users.revokeAuthorization("mona");
  const seen = sandbox.webhooks.deliveries();
  for (const it of seen)
    expect(webhookFaultsOf(it.event, it.payload), `${it.event} ${it.action}`).toEqual([]);
  expect(new Set(seen.map((it) => (it.action === null ? it.event : `${it.event}.${it.action}`)))).toEqual(
    new Set([
      "push",
      "create",
      "delete",
      "repository.created",
      "repository.edited",
      "repository.renamed",
      "repository.archived",
      "repository.unarchived",
      "repository.transferred",
      "repository.deleted",
      "github_app_authorization.revoked",
      "installation.created",
      "installation.suspend",
      "installation.unsuspend",
      "installation.new_permissions_accepted",
      "installation.deleted",
      "installation_repositories.added",
      "installation_repositories.removed",
      "installation_target.renamed",
    ]),
  );
});

test("nobody hears of a repository that no installation sees", async () => {
  const { sandbox, repository } = await aScene();
  const before = sandbox.webhooks.deliveries().length;
  sandbox.installations.removeRepository(sandbox.installations.list()[0]?.id ?? 0, "acme/one");
  await repository.commit({ files: { a: "1" } });
  expect(sandbox.webhooks.deliveries()).toHaveLength(before + 1);
});

test("lost ones are never sent, doubled ones twice under one guid", async () => {
  const { url, received } = await aReceiver();
  const { sandbox, repository } = await aScene(url);
  received.length = 0;
  sandbox.faults.set({ webhooks: { lost: 1 } });
  await repository.commit({ files: { a: "1" }, message: "Lost" });
  await sandbox.webhooks.idle();
  expect(received).toEqual([]);
  sandbox.faults.set({ webhooks: { lost: 0, doubled: 1 } });
  await repository.commit({ files: { a: "2" }, message: "Twice" });
  await sandbox.webhooks.idle();
  expect(messages(received)).toEqual(["Twice", "Twice"]);
  expect(new Set(received.map((it) => it.headers["x-github-delivery"])).size).toBe(1);
});

test("reordered ones overtake each other, late ones still come", async () => {
  const { url, received } = await aReceiver();
  const { sandbox, repository } = await aScene(url);
  sandbox.faults.set({ webhooks: { reordered: true } });
  for (const message of ["1", "2", "3"]) await repository.commit({ files: { a: message }, message });
  await sandbox.webhooks.idle();
  expect(messages(received)).toEqual(["2", "1", "3"]);
  sandbox.faults.set({ webhooks: { reordered: false, lateMs: 20 } });
  await repository.commit({ files: { a: "4" }, message: "4" });
  expect(messages(received)).toHaveLength(3);
  await sandbox.webhooks.idle();
  expect(messages(received)).toEqual(["2", "1", "3", "4"]);
});

test("held ones wait, and are released in the order that is asked for, or dropped", async () => {
  const { url, received } = await aReceiver();
  const { sandbox, repository } = await aScene(url);
  sandbox.webhooks.hold();
  for (const message of ["1", "2"]) await repository.commit({ files: { a: message }, message });
  await sandbox.webhooks.idle();
  expect(messages(received)).toEqual([]);
  await sandbox.webhooks.release("reversed");
  expect(messages(received)).toEqual(["2", "1"]);
  sandbox.webhooks.hold();
  await repository.commit({ files: { a: "3" }, message: "3" });
  sandbox.webhooks.drop();
  await sandbox.webhooks.release();
  expect(messages(received)).toEqual(["2", "1"]);
});

test("the App sees what failed, and has it sent again", async () => {
  let status = 500;
  const { url, received } = await aReceiver(() => status);
  const { sandbox, repository } = await aScene(url);
  await repository.commit({ files: { a: "1" }, message: "One" });
  await sandbox.webhooks.idle();
  const token = appToken(sandbox);
  const log = await ask(sandbox, "/app/hook/deliveries?per_page=1", { token });
  expect(log.body).toMatchObject([{ event: "push", status: "Invalid HTTP Response: 500", status_code: 500 }]);
  expect(log.headers.get("link")).toContain('rel="next"');
  status = 202;
  const attempts = `/app/hook/deliveries/${String(at(log.body, "0.id"))}/attempts`;
  expect((await ask(sandbox, attempts, { method: "POST", token })).status).toBe(202);
  await expect.poll(() => messages(received)).toEqual(["One", "One"]);
  const guids = received.slice(-2).map((it) => it.headers["x-github-delivery"]);
  expect(guids[0]).toBe(guids[1]);
  await expect
    .poll(() => sandbox.webhooks.deliveries().at(-1))
    .toMatchObject({ isRedelivery: true, status: "OK", guid: guids[0] });
});
