import { describe, expect, test } from "vitest";
import type { Sandbox, SandboxRepository } from "../../src/sandbox/sandbox.ts";
import { appToken, ask, aSandbox, at, installationToken, type AskOptions } from "../support/a-sandbox.ts";
import { faultsOf } from "./github-description.ts";

interface Scene {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  readonly installationId: number;
  readonly token: string;
}

async function aScene(): Promise<Scene> {
  const sandbox = await aSandbox();
  sandbox.accounts.create("acme");
  const files = { "README.md": "# Hello\n", "api/a.yaml": "openapi: 3.1.0\n" };
  const repository = await sandbox.repositories.create({ owner: "acme", name: "one", files });
  const { id } = sandbox.installations.create("acme");
  return { sandbox, repository, installationId: id, token: await installationToken(sandbox, id) };
}

/** Asks, and holds the answer against the description of the route. */
async function askDescribed(
  sandbox: Sandbox,
  route: string,
  options: AskOptions & { readonly path?: string } = {},
): Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }> {
  const [method = "GET", pattern = ""] = route.split(" ");
  const path = options.path ?? pattern.replace("{owner}/{repo}", "acme/one");
  const answer = await ask(sandbox, path, { method, ...options });
  expect(
    faultsOf(route, answer.status, answer.body),
    `${route} ${answer.status} ${answer.text.slice(0, 300)}`,
  ).toEqual([]);
  return answer;
}

describe("as the App", () => {
  test("its routes answer as GitHub describes them", async () => {
    const { sandbox, installationId: id } = await aScene();
    const token = appToken(sandbox);
    await askDescribed(sandbox, "GET /app", { token });
    const list = await askDescribed(sandbox, "GET /app/installations", { token });
    expect(at(list.body, "0.id")).toBe(id);
    const one = "GET /app/installations/{installation_id}";
    await askDescribed(sandbox, one, { token, path: `/app/installations/${id}` });
    expect((await askDescribed(sandbox, one, { token, path: "/app/installations/1" })).status).toBe(404);
    const tokens = "POST /app/installations/{installation_id}/access_tokens";
    const made = await askDescribed(sandbox, tokens, {
      token,
      path: `/app/installations/${id}/access_tokens`,
    });
    expect(String(at(made.body, "token")).length).toBeGreaterThan(370);
    const body = { repositories: ["nothing"] };
    const refused = await askDescribed(sandbox, tokens, {
      token,
      path: `/app/installations/${id}/access_tokens`,
      body,
    });
    expect(refused.status).toBe(422);
  });

  test("the delivery log answers as GitHub describes it", async () => {
    const { sandbox, repository } = await aScene();
    const token = appToken(sandbox);
    sandbox.webhooks.setTarget("http://127.0.0.1:1/nobody");
    await repository.commit({ files: { a: "b" } });
    await sandbox.webhooks.idle();
    const list = await askDescribed(sandbox, "GET /app/hook/deliveries", { token });
    expect(at(list.body, "0.status")).toBe("failed to connect to host");
    const id = String(at(list.body, "0.id"));
    const one = await askDescribed(sandbox, "GET /app/hook/deliveries/{delivery_id}", {
      token,
      path: `/app/hook/deliveries/${id}`,
    });
    expect(at(one.body, "request.payload.repository.full_name")).toBe("acme/one");
    const again = await askDescribed(sandbox, "POST /app/hook/deliveries/{delivery_id}/attempts", {
      token,
      path: `/app/hook/deliveries/${id}/attempts`,
    });
    expect(again.status).toBe(202);
  });
});

test("who may not is told so as GitHub describes it", async () => {
  const { sandbox, installationId: id, token } = await aScene();
  const tokens = "POST /app/installations/{installation_id}/access_tokens";
  const path = `/app/installations/${id}/access_tokens`;
  const list = "GET /installation/repositories";
  const statuses = [(await askDescribed(sandbox, tokens, { path, token: "none" })).status];
  statuses.push((await askDescribed(sandbox, list, {})).status);
  statuses.push((await askDescribed(sandbox, list, { token: "ghs_none" })).status);
  sandbox.installations.setPermissions(id, { metadata: "read" });
  const contents = { token, path: "/repos/acme/one/contents/README.md" };
  statuses.push((await askDescribed(sandbox, "GET /repos/{owner}/{repo}/contents/{path}", contents)).status);
  sandbox.installations.suspend(id);
  statuses.push((await askDescribed(sandbox, list, { token })).status);
  statuses.push((await askDescribed(sandbox, tokens, { path, token: appToken(sandbox) })).status);
  expect(statuses).toEqual([401, 401, 401, 403, 403, 403]);
});

describe("as an installation", () => {
  test("accounts by login, in any case", async () => {
    const { sandbox, token } = await aScene();
    const route = "GET /users/{username}";
    const mona = await askDescribed(sandbox, route, { token, path: "/users/MONA" });
    expect(mona.body).toMatchObject({ id: sandbox.accounts.get("mona")?.id, login: "mona", type: "User" });
    const acme = await askDescribed(sandbox, route, { token, path: "/users/acme" });
    expect(acme.body).toMatchObject({ type: "Organization" });
    expect((await askDescribed(sandbox, route, { token, path: "/users/none" })).status).toBe(404);
  });

  test("repositories and branches", async () => {
    const { sandbox, repository, token } = await aScene();
    await repository.createBranch("feature/one");
    await askDescribed(sandbox, "GET /installation/repositories", { token });
    await askDescribed(sandbox, "GET /rate_limit", { token });
    const byName = await askDescribed(sandbox, "GET /repos/{owner}/{repo}", { token });
    const byId = await ask(sandbox, `/repositories/${repository.id}`, { token });
    expect(byId.body).toEqual(byName.body);
    const missing = await askDescribed(sandbox, "GET /repos/{owner}/{repo}", {
      token,
      path: "/repos/acme/none",
    });
    expect(missing.status).toBe(404);
    const branches = await askDescribed(sandbox, "GET /repos/{owner}/{repo}/branches", { token });
    expect(branches.body).toMatchObject([{ name: "feature/one" }, { name: "main" }]);
    const route = "GET /repos/{owner}/{repo}/git/matching-refs/{ref}";
    const path = "/repos/acme/one/git/matching-refs/heads/feat";
    const matching = await askDescribed(sandbox, route, { token, path });
    expect(matching.body).toMatchObject([{ ref: "refs/heads/feature/one" }]);
    const ref = "GET /repos/{owner}/{repo}/git/ref/{ref}";
    await askDescribed(sandbox, ref, { token, path: "/repos/acme/one/git/ref/heads/main" });
    await askDescribed(sandbox, ref, { token, path: "/repos/acme/one/git/ref/heads/none" });
  });

  test("lists come in pages, with a Link header to the rest", async () => {
    const { sandbox, repository, token } = await aScene();
    for (const name of ["a", "b", "c"]) await repository.createBranch(name);
    const first = await ask(sandbox, "/repos/acme/one/branches?per_page=3", { token });
    expect(first.body).toHaveLength(3);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await ask(sandbox, next.replace(`${sandbox.url}/api/v3`, ""), { token });
    expect(second.body).toMatchObject([{ name: "main" }]);
    expect(second.headers.get("link")).not.toContain('rel="next"');
  });

  test("a commit: as JSON, as its id alone, and 304 where the id is known", async () => {
    const { sandbox, repository, token } = await aScene();
    const head = (await repository.head()) ?? "";
    const route = "GET /repos/{owner}/{repo}/commits/{ref}";
    const path = "/repos/acme/one/commits/heads/main";
    await askDescribed(sandbox, route, { token, path });
    const accept = "application/vnd.github.sha";
    const sha = await ask(sandbox, path, { token, headers: { accept } });
    expect([sha.text, sha.headers.get("etag")]).toEqual([head, `"${head}"`]);
    const again = await ask(sandbox, path, { token, headers: { accept, "if-none-match": `"${head}"` } });
    expect([again.status, again.text]).toEqual([304, ""]);
    const none = await askDescribed(sandbox, route, { token, path: "/repos/acme/one/commits/heads/none" });
    expect(none.status).toBe(422);
    await sandbox.repositories.create({ owner: "acme", name: "blank" });
    const empty = await askDescribed(sandbox, route, { token, path: "/repos/acme/blank/commits/heads/main" });
    expect(empty.status).toBe(409);
  });

  test("compare lists the commits between, the oldest first, in pages", async () => {
    const { sandbox, repository, token } = await aScene();
    const base = (await repository.head()) ?? "";
    const ids: string[] = [];
    for (const text of ["1", "2", "3"])
      ids.push(await repository.commit({ files: { n: text }, message: text }));
    const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
    const compare = `/repos/acme/one/compare/${base}...main`;
    const first = await askDescribed(sandbox, route, { token, path: `${compare}?per_page=2` });
    const second = await askDescribed(sandbox, route, { token, path: `${compare}?per_page=2&page=2` });
    expect(first.body).toMatchObject({
      status: "ahead",
      total_commits: 3,
      commits: [{ sha: ids[0], parents: [{ sha: base }] }, { sha: ids[1] }],
    });
    expect(at(second.body, "commits.0.sha")).toBe(ids[2]);
    const none = await askDescribed(sandbox, route, { token, path: "/repos/acme/one/compare/none...main" });
    expect(none.status).toBe(404);
  });

  test("contents and blobs, as JSON and raw", async () => {
    const { sandbox, token } = await aScene();
    const contents = "GET /repos/{owner}/{repo}/contents/{path}";
    const file = await askDescribed(sandbox, contents, {
      token,
      path: "/repos/acme/one/contents/api/a.yaml?ref=main",
    });
    const directory = await askDescribed(sandbox, contents, { token, path: "/repos/acme/one/contents/api" });
    expect(directory.body).toMatchObject([{ path: "api/a.yaml", type: "file" }]);
    const none = await askDescribed(sandbox, contents, { token, path: "/repos/acme/one/contents/none" });
    expect(none.status).toBe(404);
    const blob = `/repos/acme/one/git/blobs/${String(at(file.body, "sha"))}`;
    const route = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
    const asJson = await askDescribed(sandbox, route, { token, path: blob });
    expect(Buffer.from(String(at(asJson.body, "content")), "base64").toString()).toBe("openapi: 3.1.0\n");
    const raw = await ask(sandbox, blob, { token, headers: { accept: "application/vnd.github.raw" } });
    expect(raw.text).toBe("openapi: 3.1.0\n");
    const missing = `/repos/acme/one/git/blobs/${"0".repeat(40)}`;
    expect((await askDescribed(sandbox, route, { token, path: missing })).status).toBe(404);
  });
});

describe("writing a file", () => {
  const route = "PUT /repos/{owner}/{repo}/contents/{path}";
  const body = { message: "Write", content: Buffer.from("one\n").toString("base64") };

  test("makes the first commit of an empty repository, as the App's bot", async () => {
    const { sandbox, token } = await aScene();
    const blank = await sandbox.repositories.create({ owner: "acme", name: "blank" });
    const path = "/repos/acme/blank/contents/a/b.txt";
    const made = await askDescribed(sandbox, route, { token, path, body });
    expect(made.status).toBe(201);
    expect(await blank.log()).toMatchObject([
      { parents: [], message: "Write", author: { name: "lockstep-sandbox[bot]" }, files: ["a/b.txt"] },
    ]);
  });

  test("goes by the file's sha", async () => {
    const { sandbox, repository, token } = await aScene();
    const path = "/repos/acme/one/contents/README.md";
    const without = await askDescribed(sandbox, route, { token, path, body });
    const stale = await askDescribed(sandbox, route, { token, path, body: { ...body, sha: "0".repeat(40) } });
    const now = await ask(sandbox, path, { token });
    const right = await askDescribed(sandbox, route, {
      token,
      path,
      body: { ...body, sha: at(now.body, "sha") },
    });
    expect([without.status, stale.status, right.status]).toEqual([422, 409, 200]);
    expect(String(await repository.read("main", "README.md"))).toBe("one\n");
    const branch = { ...body, branch: "none" };
    expect((await askDescribed(sandbox, route, { token, path, body: branch })).status).toBe(404);
  });

  test.each([
    ["classic protection", { protectedBranches: ["main"] }],
    ["a ruleset", { rulesetBranches: ["main"] }],
    ["a blocked extension", { blockedExtensions: [".txt"] }],
    ["a blocked path", { blockedPaths: ["new"] }],
    ["a size limit", { maxFileBytes: 2 }],
    ["a found secret", { secrets: ["one"] }],
  ])("is refused by %s", async (_, rules) => {
    const { sandbox, repository, token } = await aScene();
    repository.setRules(rules);
    const answer = await askDescribed(sandbox, route, {
      token,
      path: "/repos/acme/one/contents/new.txt",
      body,
    });
    expect(answer.status).toBe(409);
    expect(await repository.log()).toHaveLength(1);
  });

  test("by the Git Data API keeps a file executable", async () => {
    const { sandbox, repository, token } = await aScene();
    const git = "/repos/acme/one/git";
    const head = (await repository.head()) ?? "";
    const content = Buffer.from("#!/bin/sh\n").toString("base64");
    const blobs = "POST /repos/{owner}/{repo}/git/blobs";
    const blob = await askDescribed(sandbox, blobs, { token, body: { content, encoding: "base64" } });
    const tree = await askDescribed(sandbox, "POST /repos/{owner}/{repo}/git/trees", {
      token,
      body: {
        base_tree: head,
        tree: [{ path: "run.sh", mode: "100755", type: "blob", sha: at(blob.body, "sha") }],
      },
    });
    const commit = await askDescribed(sandbox, "POST /repos/{owner}/{repo}/git/commits", {
      token,
      body: { message: "Run", tree: at(tree.body, "sha"), parents: [head] },
    });
    const sha = String(at(commit.body, "sha"));
    const path = `${git}/commits/${sha}`;
    await askDescribed(sandbox, "GET /repos/{owner}/{repo}/git/commits/{commit_sha}", { token, path });
    await askDescribed(sandbox, "GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
      token,
      path: `${git}/trees/${sha}?recursive=1`,
    });
    const refs = { token, path: `${git}/refs/heads/main` };
    const route_ = "PATCH /repos/{owner}/{repo}/git/refs/{ref}";
    await askDescribed(sandbox, route_, { ...refs, body: { sha, force: false } });
    expect([await repository.head(), await repository.mode("main", "run.sh")]).toEqual([sha, "100755"]);
    const backward = await askDescribed(sandbox, route_, { ...refs, body: { sha: head, force: false } });
    expect([backward.status, at(backward.body, "message")]).toEqual([422, "Update is not a fast forward"]);
  });
});
