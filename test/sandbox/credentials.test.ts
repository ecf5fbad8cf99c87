import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { appToken, ask, askGraphql, aSandbox, at, installationToken } from "../support/a-sandbox.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly installationId: number;
  readonly nodeId: string;
}

async function aScene(options: { readonly now?: () => number } = {}): Promise<Scene> {
  const sandbox = await aSandbox(options);
  sandbox.accounts.create("acme");
  const { nodeId } = await sandbox.repositories.create({ owner: "acme", name: "one", files: { a: "1" } });
  return { sandbox, nodeId, installationId: sandbox.installations.create("acme").id };
}

const now = Math.floor(Date.now() / 1000);
const otherKey = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

describe("the App's token", () => {
  test("is taken with the App's id or its client id", async () => {
    const { sandbox } = await aScene();
    for (const issuer of [sandbox.app.id, String(sandbox.app.id), sandbox.app.clientId]) {
      const answer = await ask(sandbox, "/app", { token: appToken(sandbox, { issuer }) });
      expect(at(answer.body, "id")).toBe(sandbox.app.id);
    }
  });

  test.each([
    ["another App's key", { key: otherKey }, 401, "A JSON web token could not be decoded"],
    ["an unknown App", { issuer: 1 }, 404, "Integration not found"],
    [
      "expired",
      { issuedAt: now - 900, expiresAt: now - 300 },
      401,
      "'Expiration time' claim ('exp') must be",
    ],
    ["too long", { expiresAt: now + 3600 }, 401, "'Expiration time' claim ('exp') is too far in the future"],
    ["issued in the future", { issuedAt: now + 300 }, 401, "'Issued at' claim ('iat') must be"],
  ])("is refused: %s", async (_, options, status, message) => {
    const { sandbox } = await aScene();
    const answer = await ask(sandbox, "/app", { token: appToken(sandbox, options) });
    expect([answer.status, at(answer.body, "message")]).toEqual([status, expect.stringContaining(message)]);
  });

  test("opens no repository, and an installation's opens nothing of the App", async () => {
    const { sandbox, installationId } = await aScene();
    const byApp = await ask(sandbox, "/repos/acme/one", { token: appToken(sandbox) });
    expect(byApp.status).toBe(403);
    const token = await installationToken(sandbox, installationId);
    expect((await ask(sandbox, "/app", { token })).status).toBe(401);
    expect((await ask(sandbox, "/repos/acme/one")).status).toBe(401);
  });
});

describe("an installation's token", () => {
  test("lives one hour, by the sandbox's clock", async () => {
    let time = Date.now();
    const { sandbox, installationId } = await aScene({ now: () => time });
    const token = await installationToken(sandbox, installationId);
    time += 3_599_000;
    expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(200);
    time += 2000;
    const late = await ask(sandbox, "/repos/acme/one", { token });
    expect([late.status, at(late.body, "message")]).toEqual([401, "Bad credentials"]);
  });

  test("sees nothing of a repository that the installation does not have", async () => {
    const { sandbox, installationId, nodeId } = await aScene();
    const token = await installationToken(sandbox, installationId);
    sandbox.installations.removeRepository(installationId, "acme/one");
    const rest = await ask(sandbox, "/repos/acme/one", { token });
    expect([rest.status, at(rest.body, "message")]).toEqual([404, "Not Found"]);
    expect(
      await askGraphql(sandbox, token, "query($id: ID!) { node(id: $id) { id } }", { id: nodeId }),
    ).toEqual({
      data: { node: null },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["node"],
          locations: [{ line: 1, column: 19 }],
          message: `Could not resolve to a node with the global id of '${nodeId}'.`,
        },
      ],
    });
  });

  test("of one account opens nothing of another", async () => {
    const { sandbox, installationId } = await aScene();
    sandbox.accounts.create("other");
    await sandbox.repositories.create({ owner: "other", name: "theirs", files: { a: "1" } });
    sandbox.installations.create("other");
    const token = await installationToken(sandbox, installationId);
    expect((await ask(sandbox, "/repos/other/theirs", { token })).status).toBe(404);
    const query = 'query { repository(owner: "other", name: "theirs") { id } }';
    expect(await askGraphql(sandbox, token, query)).toMatchObject({ errors: [{ type: "NOT_FOUND" }] });
  });

  test("without the permission may not read, or not write", async () => {
    const { sandbox, installationId, nodeId } = await aScene();
    const token = await installationToken(sandbox, installationId);
    const put = { method: "PUT", token, body: { message: "x", content: "eA==" } };
    sandbox.installations.setPermissions(installationId, { metadata: "read", contents: "read" });
    expect((await ask(sandbox, "/repos/acme/one/contents/b", put)).status).toBe(403);
    expect((await ask(sandbox, "/repos/acme/one/contents/a", { token })).status).toBe(200);
    sandbox.installations.setPermissions(installationId, { metadata: "read" });
    const read = await ask(sandbox, "/repos/acme/one/contents/a", { token });
    expect([read.status, at(read.body, "message")]).toEqual([403, "Resource not accessible by integration"]);
    const query =
      "query($id: ID!) { node(id: $id) { ... on Repository { name defaultBranchRef { name } } } }";
    expect(await askGraphql(sandbox, token, query, { id: nodeId })).toMatchObject({
      data: { node: { name: "one", defaultBranchRef: null } },
      errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }],
    });
  });

  test("can be narrowed to repositories and permissions", async () => {
    const { sandbox, installationId } = await aScene();
    await sandbox.repositories.create({ owner: "acme", name: "two", files: { a: "1" } });
    const narrowed = { repositories: ["two"], permissions: { metadata: "read", contents: "read" } };
    const token = await installationToken(sandbox, installationId, narrowed);
    expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(404);
    const list = await ask(sandbox, "/installation/repositories", { token });
    expect(list.body).toMatchObject({ total_count: 1, repositories: [{ name: "two" }] });
    const put = { method: "PUT", token, body: { message: "x", content: "eA==" } };
    expect((await ask(sandbox, "/repos/acme/two/contents/b", put)).status).toBe(403);
  });

  test("is not given, nor taken, while the installation is suspended", async () => {
    const { sandbox, installationId } = await aScene();
    const token = await installationToken(sandbox, installationId);
    sandbox.installations.suspend(installationId);
    const path = `/app/installations/${installationId}/access_tokens`;
    const refused = await ask(sandbox, path, { method: "POST", token: appToken(sandbox) });
    expect([refused.status, at(refused.body, "message")]).toEqual([
      403,
      "This installation has been suspended",
    ]);
    expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(403);
    sandbox.installations.unsuspend(installationId);
    expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(200);
  });

  test("is gone with the installation", async () => {
    const { sandbox, installationId } = await aScene();
    const token = await installationToken(sandbox, installationId);
    sandbox.installations.uninstall(installationId);
    const path = `/app/installations/${installationId}/access_tokens`;
    expect((await ask(sandbox, path, { method: "POST", token: appToken(sandbox) })).status).toBe(404);
    expect((await ask(sandbox, "/repos/acme/one", { token })).status).toBe(401);
  });
});

test("a former name leads to the repository until the name is taken again", async () => {
  const { sandbox, installationId } = await aScene();
  const token = await installationToken(sandbox, installationId);
  const repository = sandbox.repositories.get("acme/one");
  repository?.rename("renamed");
  const moved = await ask(sandbox, "/repos/acme/one/branches", { token });
  const location = `/repositories/${repository?.id}/branches`;
  expect([moved.status, moved.headers.get("location")]).toEqual([301, `${sandbox.url}/api/v3${location}`]);
  expect((await ask(sandbox, location, { token })).body).toMatchObject([{ name: "main" }]);
  const taken = await sandbox.repositories.create({ owner: "acme", name: "one" });
  expect(at((await ask(sandbox, "/repos/acme/one", { token })).body, "id")).toBe(taken.id);
});
