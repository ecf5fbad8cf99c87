import { beforeEach, expect, test } from "vitest";
import type { Scope } from "../../src/core/access/caller.ts";
import { aRepository } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid } from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const OWN = `collections/${aUid(1)}`;
const OTHER = `collections/${aUid(2)}`;
const NEW = `collections/${aUid(3)}`;

let api: AnApi;
beforeEach(async () => {
  api = await aLinkingApi();
  await aRepository(api.store, api.acme, { name: "pets" });
  for (const number of [1, 2]) await save(number, {});
});

function save(number: number, headers: Record<string, string>) {
  const payload = aCollection(`Collection ${number}`, aUid(number), ["/a"]) as object;
  return api.call("PUT", `collections/${aUid(number)}`, { payload, headers });
}

async function aToken(scopes: readonly Scope[], collection: string | null) {
  const made = await api.call("POST", "tokens", { payload: { name: "CI", scopes, collection } });
  expect(made.statusCode).toBe(201);
  return { authorization: `Bearer ${made.json().token}` };
}

type Row = readonly [string, string, object | undefined, Readonly<Record<string, number>>];

/** In this order, by which token which answer: `read`, `write`, `save` any collection, `own` collection only, `both` read and own. */
const TABLE: readonly Row[] = [
  ["GET", OWN, undefined, { read: 200, write: 200, save: 404, own: 404, both: 200 }],
  ["GET", "links", undefined, { read: 200, write: 200, save: 200, own: 200, both: 200 }],
  [
    "PUT",
    OWN,
    aCollection("Own", aUid(1)) as object,
    { read: 403, write: 202, save: 202, own: 202, both: 202 },
  ],
  [
    "PUT",
    OTHER,
    aCollection("Other", aUid(2)) as object,
    { read: 403, write: 202, save: 202, own: 404, both: 403 },
  ],
  [
    "PUT",
    NEW,
    aCollection("New", aUid(3)) as object,
    { read: 403, write: 202, save: 202, own: 404, both: 404 },
  ],
  ["POST", `${OWN}/hook`, undefined, { read: 403, write: 201, save: 404, own: 404, both: 403 }],
  ["POST", "hooks", { repository: "pets" }, { read: 403, write: 201, save: 403, own: 403, both: 403 }],
  ["POST", "apis", { name: "Pets" }, { read: 403, write: 201, save: 403, own: 403, both: 403 }],
  ["GET", "tokens", undefined, { read: 403, write: 403, save: 403, own: 403, both: 403 }],
  [
    "POST",
    "tokens",
    { name: "More", scopes: ["write"] },
    { read: 403, write: 403, save: 403, own: 403, both: 403 },
  ],
  ["GET", "settings", undefined, { read: 403, write: 403, save: 403, own: 403, both: 403 }],
  ["DELETE", OWN, undefined, { read: 403, write: 204, save: 404, own: 404, both: 403 }],
];

const TOKENS: Readonly<Record<string, readonly [readonly Scope[], string | null]>> = {
  read: [["read"], null],
  write: [["write"], null],
  save: [["collections:save"], null],
  own: [["collections:save"], aUid(1)],
  both: [["read", "collections:save"], aUid(1)],
};

test.each(Object.keys(TOKENS))("a token `%s` does what its scopes say, and no more", async (name) => {
  const [scopes, collection] = TOKENS[name] ?? [[], null];
  const headers = await aToken(scopes, collection);
  for (const [method, url, payload, expected] of TABLE) {
    const answer = await api.call(method, url, { headers, ...(payload === undefined ? {} : { payload }) });
    expect(answer.statusCode, `${method} ${url}: ${answer.body}`).toBe(expected[name]);
  }
});

test("saves of a token tell which one in the activity, and are nobody's by name", async () => {
  const headers = await aToken(["collections:save"], null);
  await save(3, headers);
  const { items } = (await api.call("GET", "activity?limit=1")).json();
  expect(items).toMatchObject([{ type: "revision.added", by: { kind: "token", name: "CI" } }]);
  expect((await api.call("GET", NEW)).json().revision.author).toBeNull();
});

test("a narrowed token goes on with its collection after that was deleted and restored", async () => {
  const headers = await aToken(["collections:save"], aUid(1));
  await api.call("DELETE", OWN);
  expect((await save(1, headers)).statusCode).toBe(404);
  await api.call("POST", `${OWN}/restore`);
  expect((await save(1, headers)).statusCode).toBe(200);
});
