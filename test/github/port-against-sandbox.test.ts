import { beforeEach, describe, expect, test } from "vitest";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import type { GitHubPort, Observation, RepositoryAddress } from "../../src/core/sync/github-port.ts";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { aFolder } from "../support/a-store.ts";
import { aPort, blobOf } from "../support/github-replies.ts";

const SCHEMA = "openapi: 3.1.0\ninfo: {title: Pets, version: '1.0'}\n";

interface Scene {
  readonly sandbox: Sandbox;
  readonly port: GitHubPort;
  readonly repository: SandboxRepository;
  readonly address: RepositoryAddress;
}

let scene: Scene;

/** A sandbox with one repository of `acme`, and the port as a server would have it. */
beforeEach(async () => {
  const sandbox = await createSandbox({ dir: aFolder(), port: 0, fresh: true });
  sandbox.accounts.create("acme");
  const repository = await sandbox.repositories.create({
    owner: "acme",
    name: "petstore",
    files: {
      "api/pets.yaml": SCHEMA,
      "bin/pets.sh": { content: "#!/bin/sh\n", executable: true },
      link: { symlink: "api" },
    },
  });
  const installation = sandbox.installations.create("acme");
  const { port } = aPort({
    hostname: sandbox.host,
    protocol: "http",
    appId: sandbox.app.id,
    privateKey: sandbox.app.privateKey,
    limits: { silenceMs: 2000 },
  });
  const address = addressOf(sandbox, repository, installation.id);
  scene = { sandbox, port, repository, address };
  sandbox.requests.clear();
  return () => sandbox.close();
});

function addressOf(
  sandbox: Sandbox,
  repository: SandboxRepository,
  installationId: number,
): RepositoryAddress {
  return {
    hostname: sandbox.host,
    installationId,
    repositoryId: repository.id,
    nodeId: repository.nodeId,
    ownerId: sandbox.accounts.get(repository.owner)?.id ?? 0,
    owner: repository.owner,
    name: repository.name,
  };
}

type Found = Extract<Observation, { kind: "found" }>;

async function look(paths: readonly string[], newPaths: readonly string[] = []): Promise<Found> {
  const seen = await scene.port.observe({ repository: scene.address, branch: "main", paths, newPaths });
  expect(seen.kind).toBe("found");
  return seen as Found;
}

function anAddition(path: string, text: string, isExecutable = false) {
  return { path, blob: blobOf(text), content: Buffer.from(text), isExecutable };
}

async function commitText(seen: Found, path: string, text: string, isExecutable = false) {
  return scene.port.commit({
    repository: scene.address,
    branch: "main",
    refId: seen.refId,
    expectedHead: seen.head,
    message: { headline: `${path}: updated`, body: "" },
    additions: [anAddition(path, text, isExecutable)],
  });
}

/** Requests other than those for tokens. */
function requestCount(): number {
  return scene.sandbox.requests.list().filter((request) => request.kind !== "token").length;
}

describe("over a real repository", () => {
  test("observes files of every kind in one request", async () => {
    const paths = [
      "api/pets.yaml",
      "bin/pets.sh",
      "link",
      "api",
      "none.yaml",
      "api/pets.yaml/deeper.yaml",
      "API/new.yaml",
    ];
    const seen = await look(paths, ["API/new.yaml"]);

    expect(seen.head).toBe(await scene.repository.head());
    expect([...seen.files.values()]).toEqual([
      { kind: "blob", blob: blobOf(SCHEMA), sizeBytes: SCHEMA.length, isExecutable: false, content: null },
      { kind: "blob", blob: blobOf("#!/bin/sh\n"), sizeBytes: 10, isExecutable: true, content: null },
      { kind: "not-a-file", code: "symlink" },
      { kind: "not-a-file", code: "path_taken" },
      { kind: "absent", sibling: null },
      { kind: "not-a-file", code: "path_taken" },
      { kind: "absent", sibling: "api" },
    ]);
    expect(requestCount()).toBe(1);
  });

  test("reads texts with it where there are few, and blobs of any size otherwise", async () => {
    const large = `# ${"x".repeat(700_000)}\n`;
    const bytes = Buffer.from([0, 255, 128, 13, 10]);
    await scene.repository.commit({ files: { "large.yaml": large, "bytes.bin": bytes } });
    const seen = await look(["api/pets.yaml", "large.yaml", "bytes.bin"]);
    const file = seen.files.get("large.yaml");

    expect(seen.files.get("api/pets.yaml")).toMatchObject({ content: Buffer.from(SCHEMA) });
    expect(file).toMatchObject({ content: null, sizeBytes: large.length });
    const blobs = await scene.port.readBlobs(scene.address, [
      { blob: blobOf(large), sizeBytes: large.length },
      { blob: blobOf(bytes), sizeBytes: bytes.length },
      { blob: blobOf(SCHEMA), sizeBytes: SCHEMA.length },
    ]);
    expect(blobs.get(blobOf(large))?.toString()).toBe(large);
    expect(blobs.get(blobOf(bytes))).toEqual(bytes);
    expect(blobs.get(blobOf(SCHEMA))?.toString()).toBe(SCHEMA);
  });

  test("commits in one request, on the observed head or not at all", async () => {
    const seen = await look(["api/pets.yaml"]);
    const landed = await commitText(seen, "api/pets.yaml", "a: 1\n");

    expect(landed).toEqual({ kind: "landed", commit: await scene.repository.head() });
    expect(await scene.repository.read("main", "api/pets.yaml")).toEqual(Buffer.from("a: 1\n"));
    expect(requestCount()).toBe(2);
    expect(await commitText(seen, "api/pets.yaml", "a: 2\n")).toEqual({ kind: "stale" });
    expect(await scene.repository.read("main", "api/pets.yaml")).toEqual(Buffer.from("a: 1\n"));
  });

  test("keeps an executable file executable", async () => {
    const landed = await commitText(await look(["bin/pets.sh"]), "bin/pets.sh", "#!/bin/sh\necho\n", true);

    expect(landed).toEqual({ kind: "landed", commit: await scene.repository.head() });
    expect(await scene.repository.mode("main", "bin/pets.sh")).toBe("100755");
    expect(await scene.repository.read("main", "api/pets.yaml")).toEqual(Buffer.from(SCHEMA));
  });

  test("makes the first file of an empty repository, and no second one", async () => {
    const blank = await scene.sandbox.repositories.create({ owner: "acme", name: "blank" });
    const repository = addressOf(scene.sandbox, blank, scene.address.installationId);
    const request = {
      repository,
      branch: "main",
      message: { headline: "x", body: "" },
      addition: anAddition("a/b.yaml", "1\n"),
    };

    const seen = await scene.port.observe({ repository, branch: "main", paths: ["a/b.yaml"], newPaths: [] });
    expect(seen.kind).toBe("empty-repository");
    expect(await scene.port.head(repository, "main", null)).toEqual({ kind: "not-found" });
    expect(await scene.port.branches(repository, "")).toEqual([]);
    expect(await scene.port.commitFirst(request)).toEqual({ kind: "landed", commit: await blank.head() });
    expect(await scene.port.commitFirst(request)).toEqual({ kind: "stale" });
    expect(await blank.log()).toHaveLength(1);
  });

  test("tells a commit whose answer was lost from one that never arrived", async () => {
    const seen = await look(["api/pets.yaml"]);
    scene.sandbox.faults.set({
      requests: [{ on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 }],
    });

    expect((await commitText(seen, "api/pets.yaml", "a: 1\n")).kind).toBe("unanswered");
    await scene.repository.commit({ files: { "other.txt": "x" } });
    const head = parseCommitId((await scene.repository.head()) ?? "");
    const first = await scene.port.firstCommitAfter(scene.address, seen.head, head);
    expect(first).toMatchObject({ message: "api/pets.yaml: updated", parents: [seen.head] });
  });

  test("asks for a head that is known without cost", async () => {
    const head = parseCommitId((await scene.repository.head()) ?? "");

    expect(await scene.port.head(scene.address, "main", head)).toEqual({ kind: "unchanged" });
    expect(await scene.port.head(scene.address, "main", null)).toEqual({ kind: "head", head });
    expect(await scene.port.head(scene.address, "gone", null)).toEqual({ kind: "not-found" });
  });

  test("finds installations, repositories and branches", async () => {
    const { hostname, installationId, repositoryId } = scene.address;
    await scene.repository.createBranch("feature/pets");

    expect(await scene.port.installations(hostname)).toMatchObject([
      { installationId, account: { login: "acme" } },
    ]);
    expect(await scene.port.installation(hostname, 1)).toBeNull();
    expect(await scene.port.installationRepositories(hostname, installationId)).toMatchObject([
      {
        repositoryId,
        nodeId: scene.address.nodeId,
        ownerId: scene.address.ownerId,
        name: "petstore",
        defaultBranch: "main",
      },
    ]);
    expect(await scene.port.repository(hostname, installationId, repositoryId)).toMatchObject({
      name: "petstore",
    });
    expect(await scene.port.repository(hostname, installationId, 1)).toBeNull();
    const names = async (prefix: string) =>
      (await scene.port.branches(scene.address, prefix)).map(({ name }) => name);
    expect((await names("")).toSorted()).toEqual(["feature/pets", "main"]);
    expect(await names("feat")).toEqual(["feature/pets"]);
  });
});

describe("over what GitHub refuses", () => {
  test("a repository that is no longer the installation's is refused", async () => {
    scene.sandbox.installations.removeRepository(scene.address.installationId, "acme/petstore");

    const seen = await scene.port.observe({
      repository: scene.address,
      branch: "main",
      paths: ["a"],
      newPaths: [],
    });
    expect(seen).toEqual({ kind: "refused", code: "repository_not_accessible", repository: null });
  });

  test("a repository of another owner is refused, one of another name is not", async () => {
    scene.repository.rename("zoo");
    expect(await look(["api/pets.yaml"])).toMatchObject({ repository: { name: "zoo" } });

    scene.sandbox.accounts.create("umbrella");
    scene.sandbox.installations.create("umbrella");
    scene.repository.transfer("umbrella");
    const seen = await scene.port.observe({
      repository: scene.address,
      branch: "main",
      paths: ["a"],
      newPaths: [],
    });
    expect(seen).toMatchObject({ kind: "refused", code: "repository_not_accessible" });
  });

  test("a branch that is gone is refused", async () => {
    const seen = await scene.port.observe({
      repository: scene.address,
      branch: "gone",
      paths: ["a"],
      newPaths: [],
    });

    expect(seen).toMatchObject({
      kind: "refused",
      code: "branch_not_found",
      repository: { name: "petstore" },
    });
  });

  test("a protected branch, an archive, a missing permission: each says so", async () => {
    const seen = await look(["api/pets.yaml"]);
    scene.repository.protect("main");
    expect((await commitText(seen, "api/pets.yaml", "a: 1\n")).kind).toBe("protected");
    scene.repository.unprotect("main");

    scene.repository.archive();
    expect(await look(["api/pets.yaml"])).toMatchObject({ repository: { isArchived: true } });
    await expect(commitText(seen, "api/pets.yaml", "a: 1\n")).rejects.toMatchObject({
      failure: { kind: "repository_archived" },
    });
    scene.repository.archive(false);

    scene.sandbox.installations.setPermissions(scene.address.installationId, {
      metadata: "read",
      contents: "read",
    });
    await expect(commitText(seen, "api/pets.yaml", "a: 1\n")).rejects.toMatchObject({
      failure: { kind: "permission_missing" },
    });
  });

  test("a suspended and a removed installation: each says so", async () => {
    const { installationId } = scene.address;
    await look(["api/pets.yaml"]);
    scene.sandbox.installations.suspend(installationId);
    await expect(look(["api/pets.yaml"])).rejects.toMatchObject({ failure: { kind: "app_suspended" } });
    scene.sandbox.installations.unsuspend(installationId);
    expect((await look(["api/pets.yaml"])).kind).toBe("found");
  });

  test.each([
    ["primary", { kind: "primary-limit", resetAfterSeconds: 600 }],
    ["secondary", { kind: "secondary-limit", retryAfterSeconds: 30 }],
    ["secondary", { kind: "secondary-limit", retryAfterSeconds: null }],
  ] as const)("a %s limit stops reads and writes: %j", async (scope, effect) => {
    const seen = await look(["api/pets.yaml"]);
    scene.sandbox.faults.set({ requests: [{ effect }] });
    const failure = { kind: "rate_limited", scope };

    await expect(look(["api/pets.yaml"])).rejects.toMatchObject({ failure });
    await expect(scene.port.head(scene.address, "main", null)).rejects.toMatchObject({ failure });
    await expect(commitText(seen, "api/pets.yaml", "a: 1\n")).rejects.toMatchObject({ failure });
  });
});
