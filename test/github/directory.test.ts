import { describe, expect, test } from "vitest";
import { commitId, playHost } from "../support/github-replies.ts";
import type { PlayedHost } from "../support/github-replies.ts";

function nextPage(host: PlayedHost, path: string): { link: string } {
  return {
    link: `<https://${host.address.hostname === "github.com" ? "api.github.com" : `${host.address.hostname}/api/v3`}${path}>; rel="next"`,
  };
}

function anInstallation(id: number, more: object = {}): object {
  return {
    id,
    account: { id: 6811672, login: "acme", type: "Organization" },
    target_type: "Organization",
    suspended_at: null,
    permissions: { contents: "write", metadata: "read" },
    ...more,
  };
}

function aRepository(id: number, more: object = {}): object {
  return {
    id,
    node_id: `R_${id}`,
    name: `petstore-${id}`,
    owner: { id: 6811672, login: "acme" },
    default_branch: "main",
    private: true,
    archived: false,
    html_url: `https://github.com/acme/petstore-${id}`,
    clone_url: `https://github.com/acme/petstore-${id}.git`,
    ...more,
  };
}

describe("installations", () => {
  test("are read on all pages, as the App, without a token", async () => {
    const host = playHost({ withToken: false });
    host.scope
      .get("/app/installations?per_page=100")
      .matchHeader("authorization", /^bearer ey/)
      .reply(200, [anInstallation(1)], nextPage(host, "/app/installations?per_page=100&page=2"));
    host.scope
      .get("/app/installations?per_page=100&page=2")
      .reply(200, [anInstallation(2, { suspended_at: "2026-01-01T00:00:00Z" })]);

    const found = await host.port.installations("github.com");

    expect(found.map(({ installationId, suspended }) => [installationId, suspended])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  test("of an enterprise have its slug for a login", async () => {
    const host = playHost({ withToken: false });
    const enterprise = anInstallation(3, { account: { id: 5, slug: "acme-inc" }, target_type: "Enterprise" });
    host.scope.get("/app/installations/3").reply(200, enterprise);

    expect(await host.port.installation("github.com", 3)).toMatchObject({
      account: { id: 5, login: "acme-inc", type: "Enterprise" },
    });
  });

  test("that are gone are null", async () => {
    const host = playHost({ withToken: false });
    host.scope.get("/app/installations/3").reply(404, { message: "Not Found" });

    expect(await host.port.installation("github.com", 3)).toBeNull();
  });
});

describe("repositories", () => {
  test.each(["github.com", "github.acme.test"])("are read on all pages of %s", async (hostname) => {
    const host = playHost({ hostname });
    const page = Array.from({ length: 100 }, (_none, index) => aRepository(index));
    for (const number of [1, 2, 3]) {
      const suffix = number === 1 ? "" : `&page=${number}`;
      const next = nextPage(host, `/installation/repositories?per_page=100&page=${number + 1}`);
      const repositories = page.map((_one, index) => aRepository(number * 1000 + index));
      host.scope
        .get(`/installation/repositories?per_page=100${suffix}`)
        .reply(200, { total_count: 301, repositories }, next);
    }
    host.scope
      .get("/installation/repositories?per_page=100&page=4")
      .reply(200, { total_count: 301, repositories: [aRepository(9), aRepository(3000)] });

    const found = await host.port.installationRepositories(hostname, host.address.installationId);

    // One moved from page to page meanwhile.
    expect(found).toHaveLength(301);
  });

  test("are read by id, whatever their name is now", async () => {
    const host = playHost();
    host.scope
      .get("/repositories/1296269")
      .reply(200, aRepository(1296269, { name: "renamed", archived: true }));

    expect(await host.port.repository("github.com", host.address.installationId, 1296269)).toEqual({
      repositoryId: 1296269,
      nodeId: "R_1296269",
      ownerId: 6811672,
      owner: "acme",
      name: "renamed",
      defaultBranch: "main",
      isPrivate: true,
      isArchived: true,
      htmlUrl: "https://github.com/acme/petstore-1296269",
      cloneUrl: "https://github.com/acme/petstore-1296269.git",
    });
  });

  test("that are not seen are null", async () => {
    const host = playHost();
    host.scope.get("/repositories/1296269").reply(404, { message: "Not Found" });

    expect(await host.port.repository("github.com", host.address.installationId, 1296269)).toBeNull();
  });
});

function aBranch(name: string, isProtected: boolean): object {
  return { name, commit: { sha: commitId("a") }, protected: isProtected };
}

describe("branches", () => {
  test("are read on all pages, with their protection", async () => {
    const host = playHost();
    const path = "/repos/acme/petstore/branches?per_page=100";
    host.scope.get(path).reply(200, [aBranch("main", true)], nextPage(host, `${path}&page=2`));
    host.scope.get(`${path}&page=2`).reply(200, [aBranch("feature/pets", false)]);

    expect(await host.port.branches(host.address, "")).toEqual([
      { name: "main", head: commitId("a"), isProtected: true },
      { name: "feature/pets", head: commitId("a"), isProtected: false },
    ]);
  });

  test("are read no further than as many as are asked for", async () => {
    const host = playHost();
    const path = "/repos/acme/petstore/branches?per_page=100";
    host.scope
      .get(path)
      .reply(200, [aBranch("main", true), aBranch("next", false)], nextPage(host, `${path}&page=2`));

    expect(await host.port.branches(host.address, "", 2)).toHaveLength(2);
  });

  test("with a prefix are matched by GitHub", async () => {
    const host = playHost();
    host.scope
      .get("/repos/acme/petstore/git/matching-refs/heads%2Ffeature%2F?per_page=100")
      .reply(200, [{ ref: "refs/heads/feature/pets", object: { sha: commitId("b"), type: "commit" } }]);

    expect(await host.port.branches(host.address, "feature/")).toEqual([
      { name: "feature/pets", head: commitId("b"), isProtected: false },
    ]);
  });

  test("of an empty repository are none", async () => {
    const host = playHost();
    host.scope.get(/matching-refs/).reply(409, { message: "Git Repository is empty." });

    expect(await host.port.branches(host.address, "m")).toEqual([]);
  });
});
