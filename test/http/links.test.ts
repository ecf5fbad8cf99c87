import { describe, expect, test } from "vitest";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { aLinkingApi, aText, aVersion, restLane, rowsOf } from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const LINK = "apis/petstore/versions/1.0/link";

/** An API `petstore` 1.0 and a repository `pets`. */
async function pets(): Promise<AnApi & { readonly document: number; readonly repository: number }> {
  const api = await aLinkingApi();
  const document = await aVersion(api.store, api.acme.id, "petstore");
  const repository = await aRepository(api.store, api.acme, { name: "pets" });
  return { ...api, document, repository };
}

describe("binding a version", () => {
  test("makes a link that waits for a look at GitHub, in the shape that the contract gives", async () => {
    const { call, store, document, acme } = await pets();
    const blob = await aText(store, { workspaceId: acme.id, document }, '{"openapi": "3.1.0"}');
    const made = await call("PUT", LINK, {
      payload: {
        repository: "pets",
        directory: "api/v1",
        file: "pet store#.yaml",
        quiet: "90s",
        keep: "github",
      },
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toEqual({
      id: expect.any(Number),
      kind: "schema",
      document: { api: "petstore", version: "1.0" },
      repository: "acme/pets",
      branch: "main",
      followsDefault: true,
      path: "api/v1/pet store#.yaml",
      htmlUrl: "https://github.com/acme/pets/blob/main/api/v1/pet%20store%23.yaml",
      mode: "auto",
      quiet: "90s",
      paused: false,
      owner: "dashboard",
      state: "pending",
      code: "saving",
      message: expect.stringMatching(/\.$/),
      since: "2026-01-02T03:04:05.000Z",
      nextAttemptAt: null,
      agreed: null,
      store: blob,
      remote: null,
      proposed: null,
      renamedTo: null,
      head: null,
      verifiedAt: null,
      approvedAt: null,
    });
    const { link, lane } = await rowsOf(store, made.json().id);
    expect(link).toMatchObject({ generation: 1, keep: "github", agreedStore: null, remote: null });
    expect(lane).toMatchObject({ dirty: 1, look: 1, lookHead: null, clean: 0, branch: "main" });
    expect((await call("GET", LINK)).json()).toEqual(made.json());
    expect((await call("GET", `links/${made.json().id}`)).json()).toEqual({
      ...made.json(),
      writable: true,
      needed: null,
    });
  });

  test.each([
    ["pets", "pets"],
    ["PETS", "pets"],
    ["acme/pets", "pets"],
    ["Acme/Pets", "pets"],
  ])("takes %s for the repository", async (repository) => {
    const { call } = await pets();
    const made = await call("PUT", LINK, { payload: { repository, file: "a.yaml" } });
    expect(made.json()).toMatchObject({ repository: "acme/pets", path: "a.yaml" });
  });

  test("takes GitHub's id for the repository, as a number or as text", async () => {
    const { call, store, repository } = await pets();
    const { repositoryId } = await store.read
      .selectFrom("repositories")
      .select("repositoryId")
      .where("id", "=", repository)
      .executeTakeFirstOrThrow();
    for (const reference of [repositoryId, String(repositoryId)]) {
      const answer = await call("PUT", LINK, { payload: { repository: reference, file: "a.yaml" } });
      expect(answer.json()).toMatchObject({ repository: "acme/pets" });
    }
  });

  test.each([
    ['{"openapi": "3.1.0"}', "petstore.json"],
    ["openapi: 3.1.0\n", "petstore.yaml"],
    ["type Query { pets: Int }", "petstore.graphql"],
    ['syntax = "proto3";\nmessage Pet {}\n', "petstore.proto"],
    ["#%RAML 1.0\ntitle: Pets\n", "petstore.raml"],
  ])("names the file after the API and the form of %j", async (text, path) => {
    const { call, store, document, acme } = await pets();
    await aText(store, { workspaceId: acme.id, document }, text);
    expect((await call("PUT", LINK, { payload: { repository: "pets" } })).json()).toMatchObject({ path });
  });

  test("the default file makes room for a path that is taken", async () => {
    const { call, store, acme } = await pets();
    await aVersion(store, acme.id, "other");
    await call("PUT", "apis/other/versions/1.0/link", {
      payload: { repository: "pets", file: "PetStore.yaml" },
    });
    const made = await call("PUT", LINK, { payload: { repository: "pets" } });
    expect(made.json()).toMatchObject({ path: "petstore (1.0).yaml" });
  });

  test("the same again changes nothing", async () => {
    const { call, store } = await pets();
    const payload = { repository: "pets", file: "a.yaml", quiet: "1m" };
    const made = await call("PUT", LINK, { payload });
    await restLane(store, made.json().id, { state: "in_sync" });
    const before = await rowsOf(store, made.json().id);
    const again = await call("PUT", LINK, { payload });
    expect(again.statusCode).toBe(200);
    expect(again.json()).toMatchObject({ id: made.json().id, state: "in_sync", quiet: "1m" });
    expect(await rowsOf(store, made.json().id)).toEqual(before);
  });

  test("a wish without a path keeps the path that the link has", async () => {
    const { call } = await pets();
    await call("PUT", LINK, { payload: { repository: "pets", file: "api/a.yaml" } });
    const again = await call("PUT", LINK, { payload: { repository: "pets" } });
    expect(again.json()).toMatchObject({ path: "api/a.yaml" });
  });

  test("another place moves the link, which forgets what it knew of the old one", async () => {
    const { call, store, document, acme } = await pets();
    const blob = await aText(store, { workspaceId: acme.id, document }, "openapi: 3.1.0\n");
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    const known = { agreedStore: blob, agreedRemote: blob, remote: blob, remoteCanonical: blob } as const;
    await restLane(store, id, { state: "in_sync", ...known, style: "{}", isExecutable: 1, committedAt: 5 });
    await store.write(({ query }) =>
      query
        .insertInto("ownPairs")
        .values({ link: id, generation: 1, store: blob, remote: blob, write: null, at: 1 })
        .execute(),
    );
    const before = await rowsOf(store, id);
    const moved = await call("PUT", LINK, {
      payload: { repository: "pets", branch: "next", file: "b.yaml", keep: "store" },
    });
    expect(moved.statusCode).toBe(200);
    expect(moved.json()).toMatchObject({
      id,
      branch: "next",
      followsDefault: false,
      path: "b.yaml",
      agreed: null,
    });
    expect(moved.json()).toMatchObject({ state: "pending", code: "saving", remote: null });
    const { link, lane } = await rowsOf(store, id);
    expect(link).toMatchObject({ generation: 2, keep: "store", remoteCanonical: null, style: null });
    expect(link).toMatchObject({ isExecutable: 0, committedAt: null, verifiedAt: null });
    expect(lane.id).not.toBe(before.lane.id);
    expect(lane).toMatchObject({ branch: "next", dirty: 1, look: 1, lookHead: null });
    expect(await store.read.selectFrom("ownPairs").selectAll().execute()).toEqual([]);
  });

  test("says when the branch was chosen, and when it only is the default one", async () => {
    const { call } = await pets();
    const chosen = await call("PUT", LINK, {
      payload: { repository: "pets", file: "a.yaml", branch: "main" },
    });
    expect(chosen.json()).toMatchObject({ branch: "main", followsDefault: false });
    const followed = await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } });
    expect(followed.json()).toMatchObject({ id: chosen.json().id, branch: "main", followsDefault: true });
  });

  test.each([
    ["an unknown repository", { repository: "cats" }, 422, "repository_not_accessible"],
    ["another owner's repository", { repository: "evil/pets" }, 422, "repository_not_accessible"],
    ["a name with too many parts", { repository: "a/b/pets" }, 422, "repository_not_accessible"],
    ["an unknown id", { repository: 9_007_199_254_740_991 }, 422, "repository_not_accessible"],
    ["a path upwards", { repository: "pets", file: "../a.yaml" }, 422, "path_invalid"],
    ["a path into .git", { repository: "pets", file: ".GIT/config" }, 422, "path_invalid"],
    [
      "a path into .github",
      { repository: "pets", directory: ".github", file: "a.yaml" },
      422,
      "path_invalid",
    ],
    ["a path from the root", { repository: "pets", file: "/a.yaml" }, 422, "path_invalid"],
    ["a backslash", { repository: "pets", file: "a\\b.yaml" }, 422, "path_invalid"],
    ["a control character", { repository: "pets", file: "a\u0000.yaml" }, 422, "path_invalid"],
    ["half a character", { repository: "pets", file: "a\ud800.yaml" }, 422, "path_invalid"],
    ["a path with no end", { repository: "pets", file: "a/" }, 422, "path_invalid"],
    ["an unknown mode", { repository: "pets", mode: "force" }, 400, "invalid_request"],
    ["an unknown choice", { repository: "pets", keep: "both" }, 400, "invalid_request"],
    ["a rest without a unit", { repository: "pets", quiet: "30" }, 400, "invalid_request"],
    ["a rest of days", { repository: "pets", quiet: "25h" }, 400, "invalid_request"],
    ["a branch with a space", { repository: "pets", branch: "a b" }, 400, "invalid_request"],
    ["a branch with two dots", { repository: "pets", branch: "a..b" }, 400, "invalid_request"],
    ["a branch of half a character", { repository: "pets", branch: "a\ud800" }, 400, "invalid_request"],
    ["an empty branch", { repository: "pets", branch: "" }, 400, "invalid_request"],
    ["a misspelt field", { repository: "pets", direcotry: "a" }, 400, "invalid_request"],
    ["no repository", {}, 400, "invalid_request"],
    ["a repository of another type", { repository: ["pets"] }, 400, "invalid_request"],
    ["no object", [], 400, "invalid_request"],
    ["a path of megabytes", { repository: "pets", file: "a".repeat(500_000) }, 400, "invalid_request"],
  ])("refuses %s and makes nothing", async (_what, payload, status, code) => {
    const { call, store } = await pets();
    const answer = await call("PUT", LINK, { payload });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code, detail: expect.stringMatching(/\.$/) });
    expect(await store.read.selectFrom("links").select("id").execute()).toEqual([]);
    expect(await store.read.selectFrom("lanes").select("id").execute()).toEqual([]);
  });

  test("refuses a repository that the installation no longer sees", async () => {
    const { call, store, acme } = await pets();
    await aRepository(store, acme, { name: "hidden", isAccessible: 0 });
    const answer = await call("PUT", LINK, { payload: { repository: "hidden" } });
    expect(answer.json()).toMatchObject({ status: 422, code: "repository_not_accessible" });
  });

  test.each([
    ["the same path", "api/a.yaml", "api/a.yaml"],
    ["a path that differs by case", "api/Pets.yaml", "API/pets.yaml"],
    ["a path that differs by normal form", "caf\u00e9.yaml", "cafe\u0301.yaml"],
    ["a path that folds to the same", "stra\u00dfe.yaml", "STRASSE.yaml"],
  ])("refuses %s on the same branch, and takes it on another", async (_what, first, second) => {
    const { call, store, acme } = await pets();
    await aVersion(store, acme.id, "other");
    await call("PUT", LINK, { payload: { repository: "pets", file: first } });
    const other = "apis/other/versions/1.0/link";
    const refused = await call("PUT", other, { payload: { repository: "pets", file: second } });
    expect(refused.json()).toMatchObject({ status: 409, code: "path_linked" });
    const taken = await call("PUT", other, { payload: { repository: "pets", file: second, branch: "next" } });
    expect(taken.statusCode).toBe(201);
    const back = await call("PATCH", `links/${taken.json().id}`, { payload: { branch: null } });
    expect(back.json()).toMatchObject({ status: 409, code: "path_linked" });
  });

  test("of two made at once for one path, one is refused", async () => {
    const { call, store, acme } = await pets();
    await aVersion(store, acme.id, "other");
    const payload = { repository: "pets", file: "a.yaml" };
    const answers = await Promise.all([
      call("PUT", LINK, { payload }),
      call("PUT", "apis/other/versions/1.0/link", { payload }),
    ]);
    const statuses = answers.map((answer) => answer.statusCode);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 409]);
  });

  test("disconnects, and tells so in the activity", async () => {
    const { call, store } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    expect((await call("DELETE", LINK)).statusCode).toBe(204);
    expect((await call("GET", LINK)).json()).toMatchObject({ status: 404, code: "not_found" });
    expect((await call("DELETE", LINK)).statusCode).toBe(404);
    const types = await store.read.selectFrom("activity").select(["type", "link"]).orderBy("id").execute();
    expect(types.filter(({ link }) => link === id).map(({ type }) => type)).toEqual([
      "link.made",
      "link.removed",
    ]);
  });
});

describe("changing a link", () => {
  test.each([
    [{ file: "b.yaml" }, "api/b.yaml"],
    [{ file: "x/b.yaml" }, "x/b.yaml"],
    [{ directory: "v2" }, "v2/a.yaml"],
    [{ directory: "" }, "a.yaml"],
    [{ directory: "v2", file: "x/b.yaml" }, "v2/x/b.yaml"],
  ])("%j moves it to %s", async (payload, path) => {
    const { call } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "api/a.yaml" } })).json();
    const moved = await call("PATCH", `links/${id}`, { payload });
    expect(moved.json()).toMatchObject({ id, path, branch: "main", followsDefault: true, state: "pending" });
  });

  test("another repository is taken at its own default branch", async () => {
    const { call, store, acme } = await pets();
    await aRepository(store, acme, { name: "cats", defaultBranch: "trunk" });
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    const moved = await call("PATCH", `links/${id}`, { payload: { repository: "cats" } });
    expect(moved.json()).toMatchObject({ repository: "acme/cats", branch: "trunk", path: "a.yaml" });
    expect((await rowsOf(store, id)).link.generation).toBe(2);
  });

  test("settings change without a move", async () => {
    const { call, store } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    const changed = await call("PATCH", `links/${id}`, { payload: { mode: "commit", quiet: "2h" } });
    expect(changed.json()).toMatchObject({ mode: "commit", quiet: "2h" });
    expect((await rowsOf(store, id)).link.generation).toBe(1);
    const proposing = await call("PATCH", `links/${id}`, { payload: { mode: "pull_request" } });
    expect(proposing.json()).toMatchObject({ mode: "pull_request", proposed: null });
  });

  test("a pause is shown at once; its end marks the lane for a look", async () => {
    const { call, store } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    await restLane(store, id, { state: "error", code: "symlink" });
    const paused = await call("PATCH", `links/${id}`, { payload: { paused: true } });
    expect(paused.json()).toMatchObject({ paused: true, state: "paused", code: null, message: null });
    await restLane(store, id, { state: "paused" });
    const { lane: before } = await rowsOf(store, id);
    const running = await call("PATCH", `links/${id}`, { payload: { paused: false } });
    expect(running.json()).toMatchObject({ paused: false, state: "pending", code: "saving" });
    const { lane } = await rowsOf(store, id);
    expect(lane.dirty).toBeGreaterThan(before.clean);
    expect(lane.look).toBe(lane.dirty);
  });

  test("keep counts only until something is agreed", async () => {
    const { call, store, document, acme } = await pets();
    const blob = await aText(store, { workspaceId: acme.id, document }, "a: 1\n");
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    await restLane(store, id, { state: "choose" });
    await call("PATCH", `links/${id}`, { payload: { keep: "store" } });
    expect((await rowsOf(store, id)).link.keep).toBe("store");
    await restLane(store, id, { state: "in_sync", keep: null, agreedStore: blob, agreedRemote: blob });
    await call("PATCH", `links/${id}`, { payload: { keep: "github" } });
    expect((await rowsOf(store, id)).link.keep).toBeNull();
  });

  test("a link that a file declares is edited there", async () => {
    const { call, store } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    await restLane(store, id, { state: "in_sync", owner: "file" });
    const answers = [
      await call("PATCH", `links/${id}`, { payload: { paused: true } }),
      await call("DELETE", `links/${id}`),
      await call("DELETE", LINK),
      await call("PUT", LINK, { payload: { repository: "pets", file: "b.yaml" } }),
    ];
    for (const answer of answers) expect(answer.json()).toMatchObject({ status: 409, code: "owned_by_file" });
  });

  test.each([{}, { paused: "yes" }, { owner: "file" }, { branch: 5 }])("refuses %j", async (payload) => {
    const { call } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    expect((await call("PATCH", `links/${id}`, { payload })).statusCode).toBe(400);
  });
});

async function withLinks(): Promise<AnApi & { readonly ids: number[] }> {
  const api = await pets();
  await aRepository(api.store, api.acme, { name: "cats" });
  const ids: number[] = [];
  for (const slug of ["a", "b", "c", "d", "e"]) {
    await aVersion(api.store, api.acme.id, slug);
    const payload = { repository: slug < "c" ? "pets" : "cats", file: `${slug}_100%.yaml` };
    ids.push((await api.call("PUT", `apis/${slug}/versions/1.0/link`, { payload })).json().id);
  }
  await restLane(api.store, ids[1] ?? 0, { state: "conflict" });
  return { ...api, ids };
}

describe("the list", () => {
  test("comes in pages that together hold every link once", async () => {
    const { call, ids } = await withLinks();
    const seen: number[] = [];
    let address = "links?limit=2";
    for (let page = 0; page < 4; page += 1) {
      const { items, next } = (await call("GET", address)).json();
      seen.push(...items.map((item: { id: number }) => item.id));
      if (next === null) break;
      address = `links?limit=2&cursor=${next}`;
    }
    expect(seen).toEqual(ids);
  });

  test.each([
    ["state=conflict", ["b"]],
    ["kind=backup", []],
    ["repository=pets", ["a", "b"]],
    ["repository=acme/cats&state=pending", ["c", "d", "e"]],
    ["repository=unknown", []],
    ["q=CAT", ["c", "d", "e"]],
    ["q=d_100%25", ["d"]],
    ["q=d%25100", []],
    ["q=%00", []],
    ["q=", ["a", "b", "c", "d", "e"]],
  ])("filters by %s", async (query, slugs) => {
    const { call } = await withLinks();
    const { items } = (await call("GET", `links?${query}`)).json();
    expect(items.map((item: { document: { api: string } }) => item.document.api)).toEqual(slugs);
  });

  test.each([
    "state=unknown",
    "kind=x",
    "limit=0",
    "limit=1000",
    "cursor=%00",
    "cursor=eyJ9",
    "q=" + "a".repeat(500),
  ])("refuses %s", async (query) => {
    const { call } = await pets();
    expect((await call("GET", `links?${query}`)).statusCode).toBe(400);
  });
});

describe("sync now", () => {
  test("marks a look and ends the back-off, but not a block", async () => {
    const { call, store, acme } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    await restLane(store, id, { state: "in_sync" });
    await store.write(async ({ query }) => {
      await query.updateTable("lanes").set({ runAt: 9e12, attempts: 7 }).execute();
      await query.updateTable("installations").set({ blockedUntil: 9e12 }).execute();
    });
    const { lane: before } = await rowsOf(store, id);
    const answer = await call("POST", `links/${id}/sync`);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ id, state: "in_sync" });
    const { lane } = await rowsOf(store, id);
    expect(lane).toMatchObject({ runAt: 0, attempts: 0, lookHead: null, dirty: before.dirty + 1 });
    expect(lane.look).toBe(lane.dirty);
    const blocked = await store.read
      .selectFrom("installations")
      .select("blockedUntil")
      .where("id", "=", acme.installation)
      .executeTakeFirst();
    expect(blocked?.blockedUntil).toBe(9e12);
  });

  test("waits until the lane has come as far, and answers with the link as it rests", async () => {
    const { call, store } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    const waiting = call("POST", `links/${id}/sync`, { headers: { prefer: "respond-async, wait=30" } });
    const stop = store.listen("units", () => {
      stop();
      void restLane(store, id, { state: "error", code: "branch_not_found" });
    });
    const answer = await waiting;
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["preference-applied"]).toBe("wait=30");
    expect(answer.json()).toMatchObject({ state: "error", code: "branch_not_found" });
    expect(answer.json().message).toMatch(/branch/);
  });

  test("answers 202 when the time is over", async () => {
    const { call } = await pets();
    const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
    const answer = await call("POST", `links/${id}/sync`, { headers: { prefer: "wait=0" } });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({ state: "pending" });
  });
});

test("nothing of a link is seen or changed from another workspace", async () => {
  const { call, store } = await pets();
  const { id } = (await call("PUT", LINK, { payload: { repository: "pets", file: "a.yaml" } })).json();
  const other = await aWorkspace(store, "globex");
  await aRepository(store, other, { name: "theirs" });
  const before = await rowsOf(store, id);
  const globex = "/api/v1/workspaces/globex";
  expect((await call("GET", `${globex}/links`)).json()).toEqual({ items: [], next: null });
  const answers = [
    await call("GET", `${globex}/links/${id}`),
    await call("PATCH", `${globex}/links/${id}`, { payload: { paused: true } }),
    await call("DELETE", `${globex}/links/${id}`),
    await call("POST", `${globex}/links/${id}/sync`),
    await call("GET", `${globex}/links/${id}/conflict`),
    await call("POST", `${globex}/links/${id}/resolution`, {
      payload: { expected: { store: null, remote: null }, keep: "store" },
    }),
    await call("GET", `${globex}/${LINK}`),
    await call("PUT", `${globex}/${LINK}`, { payload: { repository: "pets" } }),
    await call("DELETE", `${globex}/${LINK}`),
  ];
  for (const answer of answers) expect(answer.statusCode).toBe(404);
  const foreign = await call("PUT", LINK, { payload: { repository: "theirs", file: "a.yaml" } });
  expect(foreign.json()).toMatchObject({ status: 422, code: "repository_not_accessible" });
  expect(await rowsOf(store, id)).toEqual(before);
});

test.each(["0", "-1", "1e3", "99999999999999999999", "x", "%00", "%F0%9F%98%80"])(
  "links/%s is not there",
  async (id) => {
    const { call } = await pets();
    for (const method of ["GET", "DELETE"]) expect((await call(method, `links/${id}`)).statusCode).toBe(404);
    expect((await call("POST", `links/${id}/sync`)).statusCode).toBe(404);
  },
);
