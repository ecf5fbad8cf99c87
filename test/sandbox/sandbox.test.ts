import { execFile } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createSandbox } from "../../src/sandbox/sandbox.ts";
import { SEED_COLLECTION } from "../../src/sandbox/seed-sandbox.ts";
import { tryNext } from "../../src/sandbox/try-next.ts";
import { aFolder, ask, aSandbox, at, installationToken } from "../support/a-sandbox.ts";

test("a restart finds everything as it was, on the same port", async () => {
  const dir = join(await aFolder("sandbox"), "state");
  const first = await createSandbox({ dir, port: 0, seed: true });
  const repository = first.repositories.get("acme/petstore");
  const sha = await repository?.commit({ files: { "api/petstore.yaml": "openapi: 3.1.0\n" } });
  repository?.protect("main");
  repository?.rename("pets");
  const { url, app } = first;
  const installation = first.installations.list()[0];
  await first.close();
  const second = await createSandbox({ dir, seed: true });
  const again = second.repositories.get("acme/pets");
  expect([second.url, second.app]).toEqual([url, app]);
  expect(second.installations.list()[0]).toEqual(installation);
  expect([again?.id, await again?.head()]).toEqual([repository?.id, sha]);
  expect(second.repositories.list()).toHaveLength(3);
  await second.close();
  const third = await createSandbox({ dir, port: 0, fresh: true });
  expect(third.repositories.list()).toEqual([]);
  expect(third.app.webhookSecret).not.toBe(app.webhookSecret);
  await third.close();
});

test("a folder of when there was one App only goes on: the App, its installation, its pull requests", async () => {
  const first = await aSandbox({ seed: true });
  const dir = dirname(first.app.privateKeyPath);
  const { id, slug, clientId, webhookSecret } = first.app;
  const installation = first.installations.list()[0];
  await first.close();
  const file = join(dir, "state.json");
  const { apps: _, members: __, ...rest } = JSON.parse(await readFile(file, "utf8"));
  for (const it of rest.installations) delete it.appId;
  await writeFile(file, JSON.stringify({ ...rest, app: { id, slug, clientId, webhookSecret } }));
  const second = await aSandbox({ dir, seed: true });
  expect(second.app).toMatchObject({ id, slug, clientId, webhookSecret });
  expect(second.installations.list()).toEqual([installation]);
  const token = await installationToken(second, installation?.id ?? 0);
  const listed = await ask(second, "/installation/repositories", { token });
  expect(at(listed.body, "total_count")).toBe(3);
});

test("takes a free port where its own is taken", async () => {
  const first = await aSandbox();
  const second = await aSandbox({ port: Number(new URL(first.url).port) });
  expect(second.url).not.toBe(first.url);
  const { id } = second.installations.create("mona");
  const token = await installationToken(second, id);
  expect((await ask(second, "/installation/repositories", { token })).status).toBe(200);
});

test("is seeded with real documents, an empty repository, and the App installed", async () => {
  const sandbox = await aSandbox({ seed: true, firstRepositoryId: 5_000_000 });
  const [petstore, catalog, blank] = sandbox.repositories.list();
  expect(petstore?.id).toBe(5_000_000);
  expect(String(await petstore?.read("main", "api/petstore.yaml"))).toMatch(/^openapi: 3\.0\.0/);
  for (const path of ["graphql/catalog.graphql", "asyncapi/stock.yaml", "openapi/uspto.json", "README.md"]) {
    expect((await catalog?.read("main", path))?.length, path).toBeGreaterThan(100);
  }
  expect([blank?.fullName, await blank?.head()]).toEqual(["acme/blank", null]);
  expect(sandbox.installations.list()).toMatchObject([{ account: { login: "acme" }, repositories: "all" }]);
});

test("repositories that are made at once are each their own, and one name is given once", async () => {
  const { repositories } = await aSandbox({ seed: true });
  const make = (name: string): Promise<string> =>
    repositories
      .create({ owner: "acme", name, files: { "name.txt": name } })
      .then(({ gitDir }) => gitDir, String);
  const made = await Promise.all(["one", "two", "one"].map(make));
  expect(new Set(made)).toContain("Error: name already exists on this account: one");
  expect(new Set(made).size).toBe(3);
  for (const name of ["one", "two"]) {
    expect(String(await repositories.get(`acme/${name}`)?.read("main", "name.txt"))).toBe(name);
  }
});

test("makes its key, keeps it for itself, and listens on loopback only", async () => {
  const sandbox = await aSandbox({ dir: await aFolder("sandbox") });
  expect((await stat(sandbox.app.privateKeyPath)).mode & 0o777).toBe(0o600);
  expect(sandbox.app.privateKey).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
  expect(sandbox.app.webhookSecret.length).toBeGreaterThanOrEqual(32);
  expect(new URL(sandbox.url).hostname).toBe("127.0.0.1");
});

test("what to try next can be pasted: a clone, an edit, a push", async () => {
  const sandbox = await aSandbox({ seed: true });
  const folder = await aFolder("try");
  const text = tryNext({
    lockstepUrl: "http://127.0.0.1:3000",
    sandboxUrl: sandbox.url,
    adminToken: "secret",
    signInLink: `${sandbox.url}/login/once/secret`,
    currentDir: process.cwd(),
  });
  const lines = text.split("\n").map((it) => it.trim());
  const commands = lines.filter((it) => /^(git clone|sed -i|git -C .* commit|git -C .* push)/.test(it));
  expect(commands).toHaveLength(4);
  const script = commands.map((it) => it.replace(/ && sleep.*/, "")).join("\n");
  await promisify(execFile)("sh", ["-ec", script], { cwd: folder });
  const repository = sandbox.repositories.get("acme/petstore");
  expect(String(await repository?.read("main", "api/petstore.yaml"))).toContain("title: My pet store");
  expect(at(JSON.parse(await readFile(SEED_COLLECTION, "utf8")), "info._postman_id")).toSatisfy((id) =>
    text.includes(`/collections/${String(id)}`),
  );
});

test("a browser is shown files and commits as plain text", async () => {
  const sandbox = await aSandbox({ seed: true });
  const head = await sandbox.repositories.get("acme/petstore")?.head();
  const read = async (path: string): Promise<string> => (await fetch(`${sandbox.url}${path}`)).text();
  expect(await read("/")).toContain(`${sandbox.url}/acme/petstore`);
  expect(await read("/acme/petstore")).toBe("README.md\napi/\n");
  expect(await read("/acme/petstore/blob/main/api/petstore.yaml")).toContain("openapi: 3.0.0");
  expect(await read(`/acme/petstore/commit/${head}`)).toContain("Initial commit");
  expect(await read("/acme/blank")).toBe("This repository is empty.\n");
  expect((await fetch(`${sandbox.url}/acme/none`)).status).toBe(404);
});
