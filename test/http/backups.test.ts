import { describe, expect, test } from "vitest";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid, aVersion, restLane, rowsOf } from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const uid = aUid(1);
const BACKUPS = `collections/${uid}/backups`;

/** A repository `pets` and collections of these names; the first has the id `uid`. */
async function collections(...names: string[]): Promise<AnApi> {
  const api = await aLinkingApi();
  await aRepository(api.store, api.acme, { name: "pets" });
  for (const [index, name] of names.entries()) {
    const id = aUid(index + 1);
    await api.call("PUT", `collections/${id}`, { payload: aCollection(name, id) as object });
  }
  return api;
}

describe("making a backup", () => {
  test("has the default place, waits for a look, and is shown with the collection", async () => {
    const { call, store } = await collections("Pet/Store: größer");
    const made = await call("POST", BACKUPS, { payload: { repository: "pets" } });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({
      kind: "backup",
      document: { collection: uid },
      repository: "acme/pets",
      branch: "main",
      followsDefault: true,
      path: "Postman Collections/Pet-Store- größer.postman_collection.json",
      state: "pending",
      code: "saving",
      secrets: [],
    });
    const { secrets: _secrets, ...link } = made.json();
    expect((await call("GET", BACKUPS)).json()).toEqual({ items: [link], next: null });
    expect((await call("GET", `${BACKUPS}/${link.id}`)).json()).toEqual(link);
    expect((await call("GET", `collections/${uid}`)).json().backups).toEqual([link]);
    expect((await call("GET", "links?kind=backup")).json().items).toEqual([link]);
    const { lane } = await rowsOf(store, link.id);
    expect(lane).toMatchObject({ dirty: 1, look: 1, lookHead: null });
  });

  test("warns of secrets before the first commit", async () => {
    const { call } = await collections();
    const payload = aCollection("Pets", uid, ["https://user:hunter22@example.com/"]) as object;
    await call("PUT", `collections/${uid}`, { payload });
    const made = await call("POST", BACKUPS, { payload: { repository: "pets" } });
    expect(made.json().secrets).toContainEqual({ path: "/item/0/request/url/raw", kind: "url_password" });
    expect(made.body).not.toContain("hunter22");
  });

  test("directory and file may be chosen; an empty directory is the root", async () => {
    const { call } = await collections("Pets", "Cats");
    const root = await call("POST", BACKUPS, { payload: { repository: "pets", directory: "" } });
    expect(root.json().path).toBe("Pets.postman_collection.json");
    const chosen = { repository: "pets", directory: "a/", file: "b/c.json", branch: "backups" };
    const made = await call("POST", `collections/${aUid(2)}/backups`, { payload: chosen });
    expect(made.json()).toMatchObject({ path: "a/b/c.json", branch: "backups", followsDefault: false });
  });

  test("two collections of one name get two files, also at once and with other capitals", async () => {
    const { call } = await collections("Pets", "Pets", "PETS");
    const made = await Promise.all(
      [1, 2, 3].map((number) =>
        call("POST", `collections/${aUid(number)}/backups`, { payload: { repository: "pets" } }),
      ),
    );
    expect(made.map((answer) => answer.json().path)).toEqual([
      "Postman Collections/Pets.postman_collection.json",
      "Postman Collections/Pets (12ece9e1).postman_collection.json",
      `Postman Collections/PETS (${aUid(3)}).postman_collection.json`,
    ]);
  });

  test("a collection has one backup a branch, and as many as there are branches and repositories", async () => {
    const { call, store, acme } = await collections("Pets");
    await aRepository(store, acme, { name: "copies" });
    const make = (payload: object) => call("POST", BACKUPS, { payload });
    expect((await make({ repository: "pets" })).statusCode).toBe(201);
    const again = await make({ repository: "pets", branch: "main", file: "other.json" });
    expect(again.json()).toMatchObject({ status: 409, code: "already_linked" });
    expect((await make({ repository: "pets", branch: "next" })).statusCode).toBe(201);
    expect((await make({ repository: "copies" })).statusCode).toBe(201);
    expect((await call("GET", BACKUPS)).json().items).toHaveLength(3);
  });

  test("of two made at once, one is refused", async () => {
    const { call } = await collections("Pets");
    const make = () => call("POST", BACKUPS, { payload: { repository: "pets" } });
    const answers = await Promise.all([make(), make()]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 409]);
  });

  test("a path belongs to one link, also where the other is a schema's", async () => {
    const { call, store, acme } = await collections("Pets");
    await aVersion(store, acme.id, "petstore");
    const payload = { repository: "pets", directory: "", file: "pets.json" };
    await call("PUT", "apis/petstore/versions/1.0/link", { payload });
    const refused = await call("POST", BACKUPS, { payload: { ...payload, file: "PETS.json" } });
    expect(refused.json()).toMatchObject({ status: 409, code: "path_linked" });
  });

  test.each([
    [{ repository: "pets", keep: "github" }, 400, "invalid_request"],
    [{ repository: "pets", directory: "../x" }, 422, "path_invalid"],
    [{ repository: "pets", directory: ".github/x" }, 422, "path_invalid"],
    [{ repository: "unknown" }, 422, "repository_not_accessible"],
    [{ repository: "pets", quiet: "1d" }, 400, "invalid_request"],
    [{}, 400, "invalid_request"],
  ])("refuses %j", async (payload, status, code) => {
    const { call } = await collections("Pets");
    expect((await call("POST", BACKUPS, { payload })).json()).toMatchObject({ status, code });
    expect((await call("GET", BACKUPS)).json().items).toEqual([]);
  });

  test("keep: store is remembered for the first agreement", async () => {
    const { call, store } = await collections("Pets");
    const made = await call("POST", BACKUPS, { payload: { repository: "pets", keep: "store" } });
    expect((await rowsOf(store, made.json().id)).link.keep).toBe("store");
  });
});

describe("a backup that is there", () => {
  test("moves, pauses and goes, at its own address as at links/{id}", async () => {
    const { call } = await collections("Pets");
    const { id } = (await call("POST", BACKUPS, { payload: { repository: "pets" } })).json();
    const moved = await call("PATCH", `${BACKUPS}/${id}`, { payload: { directory: "backups" } });
    expect(moved.json().path).toBe("backups/Pets.postman_collection.json");
    const paused = await call("PATCH", `links/${id}`, { payload: { paused: true } });
    expect(paused.json()).toMatchObject({ state: "paused" });
    expect((await call("DELETE", `${BACKUPS}/${id}`)).statusCode).toBe(204);
    expect((await call("GET", `${BACKUPS}/${id}`)).statusCode).toBe(404);
  });

  test("does not take GitHub's side beforehand", async () => {
    const { call } = await collections("Pets");
    const { id } = (await call("POST", BACKUPS, { payload: { repository: "pets" } })).json();
    const refused = await call("PATCH", `${BACKUPS}/${id}`, { payload: { keep: "github" } });
    expect(refused.json()).toMatchObject({ status: 400, code: "invalid_request" });
  });

  test("a paused one keeps resting while its collection is saved", async () => {
    const { call, store } = await collections("Pets");
    const { id } = (await call("POST", BACKUPS, { payload: { repository: "pets" } })).json();
    await call("PATCH", `${BACKUPS}/${id}`, { payload: { paused: true } });
    await restLane(store, id, { state: "paused" });
    const payload = aCollection("Pets", uid, ["/a"]) as object;
    const saved = await call("PUT", `collections/${uid}`, { payload });
    expect(saved.json().links).toEqual([{ id, state: "paused" }]);
  });

  test("is not one of another collection, nor of another workspace", async () => {
    const { call, store } = await collections("Pets", "Cats");
    await aWorkspace(store, "globex");
    const { id } = (await call("POST", BACKUPS, { payload: { repository: "pets" } })).json();
    const addresses = [
      `collections/${aUid(2)}/backups/${id}`,
      `/api/v1/workspaces/globex/${BACKUPS}/${id}`,
      `${BACKUPS}/x`,
      `${BACKUPS}/999999`,
    ];
    for (const address of addresses) {
      expect((await call("GET", address)).statusCode).toBe(404);
      expect((await call("PATCH", address, { payload: { paused: true } })).statusCode).toBe(404);
      expect((await call("DELETE", address)).statusCode).toBe(404);
    }
    const foreign = `/api/v1/workspaces/globex/${BACKUPS}`;
    expect((await call("POST", foreign, { payload: { repository: "pets" } })).statusCode).toBe(404);
    expect((await rowsOf(store, id)).link.state).toBe("pending");
  });
});
