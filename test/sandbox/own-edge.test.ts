/** Lockstep's own GitHub edge, over Probot's Octokit, against the sandbox: what both believe of GitHub is the same. */
import { pino } from "pino";
import { expect, test } from "vitest";
import { blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import type { GitHubPort, RepositoryAddress } from "../../src/core/sync/github-port.ts";
import { makeGitHubPort } from "../../src/github/github-port.ts";
import { makeProbot } from "../../src/github/probot.ts";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { aSandbox } from "../support/a-sandbox.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly port: GitHubPort;
  readonly repository: SandboxRepository;
  readonly address: RepositoryAddress;
}

async function aScene(): Promise<Scene> {
  const sandbox = await aSandbox({ seed: true });
  const hostname = sandbox.host;
  const { id: appId, privateKey, webhookSecret } = sandbox.app;
  const log = pino({ level: "silent" });
  const probot = makeProbot({
    hostname,
    protocol: "http",
    appId,
    privateKey,
    webhookSecret,
    log,
    retryBaseMs: 1,
  });
  const port = makeGitHubPort(new Map([[hostname, probot]]));
  const repository = sandbox.repositories.get("acme/petstore");
  if (repository === null) throw new Error("The sandbox was not seeded");
  return { sandbox, port, repository, address: addressOf(sandbox, repository) };
}

function addressOf(sandbox: Sandbox, repository: SandboxRepository): RepositoryAddress {
  return {
    hostname: sandbox.host,
    installationId: sandbox.installations.list()[0]?.id ?? 0,
    repositoryId: repository.id,
    nodeId: repository.nodeId,
    ownerId: sandbox.accounts.get(repository.owner)?.id ?? 0,
    owner: repository.owner,
    name: repository.name,
  };
}

const message = { headline: "Save", body: "" };

test("finds installations, repositories and branches", async () => {
  const { sandbox, port, repository, address } = await aScene();
  const { hostname, installationId } = address;
  expect(await port.installations(hostname)).toMatchObject([
    { installationId, account: { login: "acme", type: "Organization" }, suspended: false },
  ]);
  const listed = await port.installationRepositories(hostname, installationId);
  expect(listed.map((it) => it.name)).toEqual(["petstore", "catalog", "blank"]);
  expect(listed[0]).toMatchObject({ repositoryId: repository.id, cloneUrl: repository.cloneUrl });
  expect(await port.repository(hostname, installationId, repository.id)).toEqual(listed[0]);
  expect(await port.repository(hostname, installationId, 1)).toBeNull();
  await repository.createBranch("feature/one");
  expect(await port.branches(address, "feature")).toMatchObject([{ name: "feature/one" }]);
  sandbox.installations.uninstall(installationId);
  expect(await port.installation(hostname, installationId)).toBeNull();
});

test("observes a lane in one request, and commits in one", async () => {
  const { sandbox, port, repository, address } = await aScene();
  await port.head(address, "main", null);
  sandbox.requests.clear();
  const paths = ["api/petstore.yaml", "new/file.json"];
  const seen = await port.observe({ repository: address, branch: "main", paths, newPaths: [] });
  expect(sandbox.requests.count()).toBe(1);
  if (seen.kind !== "found") throw new Error(seen.kind);
  const content = await repository.read("main", "api/petstore.yaml");
  expect(seen.head).toBe(await repository.head());
  expect(seen.files.get("api/petstore.yaml")).toMatchObject({ kind: "blob", content });
  expect(seen.files.get("new/file.json")).toMatchObject({ kind: "absent" });
  const text = Buffer.from("{}\n");
  const additions = [{ path: "new/file.json", blob: blobIdOf(text), content: text, isExecutable: false }];
  const request = {
    repository: address,
    branch: "main",
    refId: seen.refId,
    expectedHead: seen.head,
    message,
    additions,
  };
  const landed = await port.commit(request);
  expect(landed).toEqual({ kind: "landed", commit: await repository.head() });
  expect(sandbox.requests.count()).toBe(2);
  expect(await port.commit(request)).toEqual({ kind: "stale" });
  if (landed.kind !== "landed") throw new Error(landed.kind);
  expect(await port.head(address, "main", landed.commit)).toEqual({ kind: "unchanged" });
  expect(await port.firstCommitAfter(address, seen.head, landed.commit)).toMatchObject({
    commit: landed.commit,
    parents: [seen.head],
  });
  const blobs = await port.readBlobs(address, [{ blob: blobIdOf(text), sizeBytes: text.length }]);
  expect([...blobs.values()]).toEqual([text]);
});

test("makes the first commit of an empty repository, and keeps a file executable", async () => {
  const { sandbox, port } = await aScene();
  const blank = sandbox.repositories.get("acme/blank");
  if (blank === null) throw new Error("The sandbox was not seeded");
  const address = addressOf(sandbox, blank);
  const observed = { repository: address, branch: "main", paths: ["run.sh"], newPaths: [] };
  expect(await port.observe(observed)).toMatchObject({ kind: "empty-repository" });
  const content = Buffer.from("#!/bin/sh\n");
  const addition = { path: "run.sh", blob: blobIdOf(content), content, isExecutable: false };
  const first = { repository: address, branch: "main", message, addition };
  expect(await port.commitFirst(first)).toEqual({ kind: "landed", commit: await blank.head() });
  expect(await port.commitFirst(first)).toEqual({ kind: "stale" });
  await blank.commit({ files: { "run.sh": { content: "1", executable: true } } });
  const seen = await port.observe(observed);
  if (seen.kind !== "found") throw new Error(seen.kind);
  expect(seen.files.get("run.sh")).toMatchObject({ isExecutable: true });
  const additions = [{ ...addition, isExecutable: true }];
  const expectedHead = parseCommitId((await blank.head()) ?? "");
  const request = {
    repository: address,
    branch: "main",
    refId: seen.refId,
    expectedHead,
    message,
    additions,
  };
  expect(await port.commit(request)).toEqual({ kind: "landed", commit: await blank.head() });
  expect(await blank.mode("main", "run.sh")).toBe("100755");
});

test("is told of refusals, protection and suspension", async () => {
  const { sandbox, port, repository, address } = await aScene();
  const seen = await port.observe({ repository: address, branch: "main", paths: ["a.json"], newPaths: [] });
  if (seen.kind !== "found") throw new Error(seen.kind);
  const content = Buffer.from("{}");
  const additions = [{ path: "a.json", blob: blobIdOf(content), content, isExecutable: false }];
  const request = {
    repository: address,
    branch: "main",
    refId: seen.refId,
    expectedHead: seen.head,
    message,
    additions,
  };
  repository.protect("main");
  expect(await port.commit(request)).toMatchObject({ kind: "protected" });
  repository.unprotect("main");
  repository.setRules({ rulesetBranches: ["main"] });
  expect(await port.commit(request)).toMatchObject({ kind: expect.stringMatching(/protected|refused/) });
  repository.setRules({ rulesetBranches: [], blockedExtensions: [".json"] });
  expect(await port.commit(request)).toMatchObject({ kind: "refused" });
  repository.setRules({ blockedExtensions: [] });
  sandbox.faults.set({ requests: [{ on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 }] });
  expect(await port.commit(request)).toMatchObject({ kind: "unanswered" });
  expect(await repository.log()).toHaveLength(2);
  sandbox.installations.suspend(address.installationId);
  await expect(port.head(address, "main", null)).rejects.toMatchObject({
    failure: { kind: "app_suspended" },
  });
});
