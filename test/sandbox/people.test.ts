import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { ask, askGraphql, aSandbox, at, installationToken, type Asked } from "../support/a-sandbox.ts";
import { faultsOf } from "./github-description.ts";

const REPOSITORIES = "GET /user/installations/{installation_id}/repositories";

async function askAs(sandbox: Sandbox, login: string, route: string, path?: string): Promise<Asked> {
  const token = sandbox.users.token(login).accessToken;
  const answer = await ask(sandbox, path ?? route.replace("GET ", ""), { token });
  expect(faultsOf(route, answer.status, answer.body), `${answer.status} ${answer.text}`).toEqual([]);
  return answer;
}

/** What a person sees of the one installation: names with what they may do. */
async function seenBy(sandbox: Sandbox, login: string): Promise<Record<string, string> | number> {
  const id = sandbox.installations.list()[0]?.id ?? 0;
  const answer = await askAs(sandbox, login, REPOSITORIES, `/user/installations/${id}/repositories`);
  if (answer.status !== 200) return answer.status;
  const repositories = at(answer.body, "repositories") as { name: string; permissions: object }[];
  expect(at(answer.body, "total_count")).toBe(repositories.length);
  return Object.fromEntries(
    repositories.map(({ name, permissions }) => [
      name,
      Object.entries(permissions).find(([, holds]) => holds === true)?.[0] ?? "nothing",
    ]),
  );
}

describe("the seeded people", () => {
  test("see different things: the owner all, one pushes to petstore, one reads catalog only", async () => {
    const sandbox = await aSandbox({ seed: true });
    expect(sandbox.users.list().map((it) => it.login)).toEqual(["mona", "paul", "rita"]);
    expect(await seenBy(sandbox, "mona")).toEqual({ petstore: "admin", catalog: "admin", blank: "admin" });
    expect(await seenBy(sandbox, "paul")).toEqual({ petstore: "push", catalog: "pull" });
    expect(await seenBy(sandbox, "rita")).toEqual({ catalog: "pull" });
  });

  test("are who their token says", async () => {
    const sandbox = await aSandbox({ seed: true });
    const answer = await askAs(sandbox, "rita", "GET /user");
    expect(answer.body).toMatchObject({ login: "rita", id: sandbox.accounts.get("rita")?.id, type: "User" });
    const token = sandbox.users.token("paul").accessToken;
    const viewer = await askGraphql(sandbox, token, "{ viewer { databaseId login } }");
    expect(at(viewer, "data.viewer")).toEqual({
      databaseId: sandbox.accounts.get("paul")?.id,
      login: "paul",
    });
  });

  test("administer the organisation or not", async () => {
    const sandbox = await aSandbox({ seed: true });
    const query = "query($login: String!) { organization(login: $login) { databaseId viewerCanAdminister } }";
    const asked = async (login: string, organization = "acme"): Promise<unknown> =>
      askGraphql(sandbox, sandbox.users.token(login).accessToken, query, { login: organization });
    const { id: databaseId = 0 } = sandbox.accounts.get("acme") ?? {};
    expect(await asked("mona")).toEqual({
      data: { organization: { databaseId, viewerCanAdminister: true } },
    });
    for (const login of ["paul", "rita"])
      expect(at(await asked(login), "data.organization.viewerCanAdminister")).toBe(false);
    expect(at(await asked("mona", "nobody"), "errors.0.type")).toBe("NOT_FOUND");
  });
});

test("installations are listed for those who may see something of them, page by page", async () => {
  const sandbox = await aSandbox({ seed: true });
  sandbox.users.create("zoe");
  for (const login of ["mona", "paul", "rita"]) {
    const answer = await askAs(sandbox, login, "GET /user/installations");
    expect(at(answer.body, "installations.0.account.login"), login).toBe("acme");
  }
  expect((await askAs(sandbox, "zoe", "GET /user/installations")).body).toEqual({
    total_count: 0,
    installations: [],
  });
  expect(await seenBy(sandbox, "zoe")).toBe(404);
  sandbox.installations.create("mona");
  const route = "GET /user/installations";
  const first = await askAs(sandbox, "mona", route, "/user/installations?per_page=1");
  expect(at(first.body, "total_count")).toBe(2);
  expect(first.headers.get("link")).toContain('page=2>; rel="next"');
  const second = await askAs(sandbox, "mona", route, "/user/installations?per_page=1&page=2");
  expect(at(second.body, "installations.0.account.login")).toBe("mona");
});

test("only what both the person and the installation see is listed", async () => {
  const sandbox = await aSandbox({ seed: true });
  const id = sandbox.installations.list()[0]?.id ?? 0;
  sandbox.installations.removeRepository(id, "acme/catalog");
  expect(await seenBy(sandbox, "paul")).toEqual({ petstore: "push" });
  expect(await seenBy(sandbox, "rita")).toBe(404);
  sandbox.installations.suspend(id);
  expect(await seenBy(sandbox, "paul")).toBe(403);
});

describe("rights", () => {
  test("change at once: given, raised and taken away", async () => {
    const sandbox = await aSandbox({ seed: true });
    sandbox.users.setPermission("rita", "acme/petstore", "pull");
    expect(await seenBy(sandbox, "rita")).toEqual({ petstore: "pull", catalog: "pull" });
    sandbox.users.setPermission("rita", "acme/petstore", "admin");
    sandbox.users.setPermission("rita", "acme/catalog", null);
    expect(await seenBy(sandbox, "rita")).toEqual({ petstore: "admin" });
    sandbox.users.setRole("rita", "acme", "admin");
    expect(await seenBy(sandbox, "rita")).toEqual({ petstore: "admin", catalog: "admin", blank: "admin" });
    sandbox.users.setRole("rita", "acme", null);
    expect(await seenBy(sandbox, "rita")).toEqual({ petstore: "admin" });
  });

  test("members have the organisation's base permission, others do not; the higher one counts", async () => {
    const sandbox = await aSandbox({ seed: true });
    sandbox.users.setBasePermission("acme", "pull");
    expect(await seenBy(sandbox, "paul")).toEqual({ petstore: "push", catalog: "pull", blank: "pull" });
    expect(await seenBy(sandbox, "rita")).toEqual({ catalog: "pull" });
    sandbox.users.setBasePermission("acme", null);
    expect(await seenBy(sandbox, "paul")).toEqual({ petstore: "push", catalog: "pull" });
  });

  test("a public repository is not listed for who has no right of their own", async () => {
    const sandbox = await aSandbox({ seed: true });
    sandbox.repositories.get("acme/blank")?.setPrivate(false);
    expect(await seenBy(sandbox, "rita")).toEqual({ catalog: "pull" });
  });
});

test("a membership is shown where the App may read members, and there is one", async () => {
  const sandbox = await aSandbox({ seed: true });
  const route = "GET /user/memberships/orgs/{org}";
  const asked = (login: string): Promise<Asked> =>
    askAs(sandbox, login, route, "/user/memberships/orgs/acme");
  expect((await asked("mona")).status).toBe(403);
  const id = sandbox.installations.list()[0]?.id ?? 0;
  sandbox.installations.setPermissions(id, { metadata: "read", members: "read" });
  expect((await asked("mona")).body).toMatchObject({ role: "admin", state: "active" });
  expect((await asked("paul")).body).toMatchObject({ role: "member" });
  expect((await asked("rita")).status).toBe(404);
});

describe("a user's token", () => {
  test("is refused when it is eight hours old, or was never given", async () => {
    let now = Date.now();
    const sandbox = await aSandbox({ seed: true, now: () => now });
    const token = sandbox.users.token("mona").accessToken;
    now += 8 * 3_600_000 - 1;
    expect((await ask(sandbox, "/user", { token })).status).toBe(200);
    now += 1;
    const refused = await ask(sandbox, "/user", { token });
    expect(refused.status).toBe(401);
    expect(faultsOf("GET /user", 401, refused.body)).toEqual([]);
    expect((await ask(sandbox, "/user", { token: "ghu_none" })).status).toBe(401);
    expect((await ask(sandbox, "/user")).status).toBe(401);
  });

  test("is no installation's, and an installation's is no user's", async () => {
    const sandbox = await aSandbox({ seed: true });
    const token = sandbox.users.token("mona").accessToken;
    expect((await ask(sandbox, "/installation/repositories", { token })).status).toBe(403);
    const query = '{ repository(owner: "acme", name: "petstore") { id } }';
    expect(at(await askGraphql(sandbox, token, query), "errors.0.type")).toBe("FORBIDDEN");
    const installation = await installationToken(sandbox, sandbox.installations.list()[0]?.id ?? 0);
    expect((await ask(sandbox, "/user", { token: installation })).status).toBe(403);
  });

  test("outlives a restart, and is not in the file", async () => {
    const first = await aSandbox({ seed: true });
    const token = first.users.token("rita").accessToken;
    await first.close();
    const dir = first.app.privateKeyPath.replace(/\/[^/]+$/, "");
    expect(await readFile(`${dir}/state.json`, "utf8")).not.toContain(token);
    const second = await aSandbox({ dir, seed: true });
    expect(at((await ask(second, "/user", { token })).body, "login")).toBe("rita");
    expect(second.users.list()).toHaveLength(3);
  });
});

test("rights are switched by hand too", async () => {
  const sandbox = await aSandbox({ seed: true });
  const act = async (body: object): Promise<number> => {
    const options = { method: "POST", body: JSON.stringify(body) };
    return (await fetch(`${sandbox.url}/_sandbox/actions`, options)).status;
  };
  const given = { action: "set-permission", login: "rita", repository: "acme/petstore" };
  expect(await act({ ...given, level: "push" })).toBe(200);
  expect(await seenBy(sandbox, "rita")).toEqual({ petstore: "push", catalog: "pull" });
  expect(await act({ ...given, level: "everything" })).toBe(422);
  expect(await act({ action: "set-role", login: "rita", organization: "acme", role: "admin" })).toBe(200);
  expect(await seenBy(sandbox, "rita")).toMatchObject({ blank: "admin" });
});
