import { expect, test } from "vitest";
import { aRepository } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid } from "../support/a-linking-api.ts";
import { type Answer, type AnApi } from "../support/an-api.ts";

interface Item {
  readonly id: number;
  readonly link: { readonly path: string; readonly paused: boolean; readonly state: string } | null;
  readonly problem: { readonly code: string; readonly status: number } | null;
}

const itemsOf = (answer: Answer): readonly Item[] => {
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: Item[] }>().items;
};

/** Three collections, each backed up into the repository `pets`. */
async function three(): Promise<{ readonly api: AnApi; readonly ids: readonly number[] }> {
  const own = await aLinkingApi();
  await aRepository(own.store, own.acme, { name: "pets" });
  const ids: number[] = [];
  for (const number of [1, 2, 3]) {
    await own.call("POST", "collections", { payload: aCollection(`Pets ${number}`, aUid(number)) as object });
    const made = await own.call("POST", `collections/${aUid(number)}/backups`, {
      payload: { repository: "pets" },
    });
    ids.push(made.json<{ id: number }>().id);
  }
  return { api: own, ids };
}

const bulk = ({ call }: AnApi, payload: object) => call("POST", "links/bulk", { payload });

test("pauses, resumes and syncs many, and answers each as it then is", async () => {
  const { api, ids } = await three();
  const paused = itemsOf(await bulk(api, { action: "pause", links: ids }));
  expect(paused.map(({ id, link, problem }) => [id, link?.paused, problem])).toEqual(
    ids.map((id) => [id, true, null]),
  );
  expect((await api.call("GET", "links")).json<{ items: unknown[] }>().items).toContainEqual(paused[0]?.link);
  const resumed = itemsOf(await bulk(api, { action: "resume", links: ids }));
  expect(resumed.map(({ link }) => link?.paused)).toEqual([false, false, false]);
  itemsOf(await bulk(api, { action: "sync", links: ids }));
  const asked = await api.call("GET", "activity?type=link.sync_requested");
  expect(asked.json<{ items: unknown[] }>().items).toHaveLength(3);
});

test("moves many, each with its file's name, and says which place was taken", async () => {
  const { api, ids } = await three();
  const [first, second, third] = ids;
  await api.call("PATCH", `links/${third}`, {
    payload: { directory: "new", file: "Pets 1.postman_collection.json" },
  });
  const moved = itemsOf(
    await bulk(api, { action: "move", links: [first, second], to: { directory: "new" } }),
  );
  expect(moved[0]).toMatchObject({ id: first, link: null, problem: { status: 409, code: "path_linked" } });
  expect(moved[1]).toMatchObject({
    id: second,
    problem: null,
    link: { path: "new/Pets 2.postman_collection.json" },
  });
});

test("removes many, and one that is not there keeps none of the others", async () => {
  const { api, ids } = await three();
  const removed = itemsOf(await bulk(api, { action: "remove", links: [ids[0], 99_999, ids[1]] }));
  expect(removed.map(({ id, link, problem }) => [id, link, problem?.code ?? null])).toEqual([
    [ids[0], null, null],
    [99_999, null, "not_found"],
    [ids[1], null, null],
  ]);
  const left = await api.call("GET", "links");
  expect(left.json<{ items: { id: number }[] }>().items.map(({ id }) => id)).toEqual([ids[2]]);
});

test("who may only read changes none, and nothing is kept of what they ask", async () => {
  const { api, ids } = await three();
  const made = await api.call("POST", "tokens", { payload: { name: "reader", scopes: ["read"] } });
  const authorization = `Bearer ${made.json<{ token: string }>().token}`;
  for (const action of ["pause", "sync", "remove"]) {
    const answer = await api.call("POST", "links/bulk", {
      payload: { action, links: ids },
      headers: { authorization, "idempotency-key": `reader-asks-${action}` },
    });
    expect(answer.json()).toMatchObject({ status: 403, code: "forbidden" });
  }
  expect((await api.call("GET", "links?state=paused")).json()).toMatchObject({ items: [] });
  expect((await api.call("GET", "links")).json<{ items: unknown[] }>().items).toHaveLength(ids.length);
  expect(await api.store.read.selectFrom("idempotency").select("keyHash").execute()).toEqual([]);
});

test("what is no such wish is refused as a whole", async () => {
  const { api, ids } = await three();
  const wrong = [
    { action: "burn", links: ids },
    { action: "pause", links: [] },
    { action: "pause", links: [1, 1] },
    { action: "pause", links: ["1"] },
    { action: "pause", links: Array.from({ length: 201 }, (_, index) => index + 1) },
    { action: "pause", links: ids, to: { directory: "x" } },
    { action: "move", links: ids },
    { action: "move", links: ids, to: {} },
  ];
  for (const payload of wrong) {
    expect([payload, (await bulk(api, payload)).json()]).toEqual([
      payload,
      expect.objectContaining({ status: 400 }),
    ]);
  }
});
