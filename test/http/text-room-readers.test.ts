/** Whoever reads a text for a request takes room for it first, is refused where there is none, and gives it back. */
import { expect, test } from "vitest";
import { type BlobId, blobIdOf } from "../../src/core/git/object-id.ts";
import { canonicalOf } from "../../src/core/collection/style.ts";
import { knownClosure } from "../../src/db/closures.ts";
import { TEXT_BYTES } from "../../src/http/text-room.ts";
import { aRepository } from "../support/a-workspace.ts";
import {
  aCollection,
  aKeptText,
  aLinkingApi,
  aText,
  aUid,
  aVersion,
  restLane,
} from "../support/a-linking-api.ts";
import type { AnApi, Answer } from "../support/an-api.ts";

const VERSION = "apis/pets/versions/1.0";
const OURS = "ours: 1\n";
const THEIRS = "their text: 1\n";

/** While others hold all but so many bytes. */
async function withRoom<T>({ texts }: AnApi, bytes: number, ask: () => Promise<T>): Promise<T> {
  expect(texts.heldBytes).toBe(0);
  texts.take(TEXT_BYTES - bytes);
  const answer = await ask();
  expect(texts.heldBytes).toBe(TEXT_BYTES - bytes);
  texts.give(TEXT_BYTES - bytes);
  return answer;
}

/** Refused with a byte less than it needs. */
async function needing(api: AnApi, bytes: number, ask: () => Promise<Answer>): Promise<Answer> {
  const refused = await withRoom(api, bytes - 1, ask);
  expect(refused.json()).toMatchObject({ status: 503, code: "overloaded" });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  return withRoom(api, bytes, ask);
}

interface AConflict extends AnApi {
  readonly id: number;
  readonly sides: { readonly store: BlobId; readonly remote: BlobId };
}

/** Of a schema whose both sides changed. */
async function aConflict(overrides: Partial<AnApi> = {}): Promise<AConflict> {
  const { config: _config, ...parts } = overrides;
  const api = await aLinkingApi(parts);
  const { store, acme, call } = api;
  const document = await aVersion(store, acme.id, "pets");
  await aRepository(store, acme, { name: "pets" });
  const base = await aText(store, { workspaceId: acme.id, document }, "base: 1\n");
  const ours = await aText(store, { workspaceId: acme.id, document }, OURS);
  const payload = { repository: "pets", file: "a.yaml" };
  const { id } = (await call("PUT", `${VERSION}/link`, { payload })).json();
  const other = await aVersion(store, acme.id, "holder-of-the-blob");
  const theirs = await aKeptText(store, { workspaceId: acme.id, document: other }, THEIRS);
  const remote = { remote: theirs, remoteCanonical: theirs };
  await restLane(store, id, { state: "conflict", agreedStore: base, agreedRemote: base, ...remote });
  return { ...api, id, sides: { store: ours, remote: theirs } };
}

test("going back, naming a new file and choosing a side need room for what they read", async () => {
  const api = await aConflict();
  const { call, id, sides } = api;
  const payload = { expected: sides, keep: "store" };
  const resolved = await needing(api, 2 * THEIRS.length, () =>
    call("POST", `links/${id}/resolution`, { payload }),
  );
  expect(resolved.json()).toMatchObject({ state: "pending" });
  const back = await needing(api, 3 * OURS.length, () =>
    call("POST", `${VERSION}/rollback`, { payload: { revision: 2 }, headers: { "if-match": "*" } }),
  );
  expect(back.statusCode, back.body).toBe(200);
  await call("DELETE", `${VERSION}/link`);
  const linked = await needing(api, OURS.length, () =>
    call("PUT", `${VERSION}/link`, { payload: { repository: "pets" } }),
  );
  expect(linked.json()).toMatchObject({ path: "pets.yaml" });
});

test("the files beside a text that is saved need room, as whatever is read", async () => {
  const checker: AnApi["checker"] = {
    check: async (_text, files) => ({
      kind: null,
      valid: true,
      problems: [],
      members: [...(files?.members.keys() ?? [])],
    }),
  };
  const api = await aLinkingApi({ checker });
  const { store, acme, call } = api;
  const owner = { workspaceId: acme.id, document: await aVersion(store, acme.id, "pets") };
  const member = "type: object\n";
  const other = await aVersion(store, acme.id, "holder-of-the-blob");
  const blob = await aKeptText(store, { workspaceId: acme.id, document: other }, member);
  await aText(store, owner, OURS, knownClosure("api/openapi.yaml", [{ path: "api/a.yaml", blob }]));
  const saved = await needing(api, 2 * member.length, () =>
    call("PUT", `${VERSION}/schema`, { payload: THEIRS, headers: { "if-match": "*" } }),
  );
  expect(saved.statusCode, saved.body).toBe(200);
  const { files } = (await call("GET", `${VERSION}/revisions/2`)).json();
  expect(files).toEqual([{ path: "api/a.yaml", blob }]);
});

test("no merge is offered while there is no room for one, and it is tried again", async () => {
  const proposal = { content: Buffer.from("merged: 1\n"), clashes: 0 };
  const api = await aConflict({ merger: { merge: async () => ({ kind: "merged", proposal }) } });
  const bytes = 3 * ("base: 1\n".length + OURS.length + THEIRS.length);
  const ask = (): Promise<Answer> => api.call("GET", `links/${api.id}/conflict`);
  expect((await withRoom(api, bytes - 1, ask)).json()).toMatchObject({ merge: null });
  expect((await withRoom(api, bytes, ask)).json()).toMatchObject({ merge: { clashes: 0 } });
});

test("GitHub's text of a backup is read for a choice where there is room for it", async () => {
  const api = await aLinkingApi();
  const { store, acme, call } = api;
  await aRepository(store, acme, { name: "pets" });
  const uid = aUid(1);
  await call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
  const payload = { repository: "pets" };
  const { id, store: ours } = (await call("POST", `collections/${uid}/backups`, { payload })).json();
  const theirs = JSON.stringify(aCollection("Dogs", uid));
  const canonical = canonicalOf(Buffer.from(theirs)) ?? "";
  const document = await aVersion(store, acme.id, "holder-of-the-blob");
  const remote = await aKeptText(store, { workspaceId: acme.id, document }, theirs);
  const remoteCanonical = blobIdOf(Buffer.from(canonical));
  const agreed = { agreedStore: ours, agreedRemote: remote };
  await restLane(store, id, { state: "edited_on_github", ...agreed, remote, remoteCanonical });
  const shown = await needing(api, 3 * theirs.length, () => call("GET", `links/${id}/conflict`));
  expect(shown.statusCode, shown.body).toBe(200);
  const choice = { expected: shown.json().expected, keep: "github" };
  const taken = await needing(api, 2 * Buffer.byteLength(canonical), () =>
    call("POST", `links/${id}/resolution`, { payload: choice }),
  );
  expect(taken.statusCode, taken.body).toBe(200);
});

test("secrets of a collection are looked for when there is room", async () => {
  const api = await aLinkingApi();
  const uid = aUid(1);
  const variable = [{ key: "token", value: `ghp_${"a1B2".repeat(9)}` }];
  const payload = { ...(aCollection("Pets", uid) as object), variable };
  await api.call("PUT", `collections/${uid}`, { payload });
  const ask = (): Promise<Answer> => api.call("GET", `collections/${uid}`);
  const full = await withRoom(api, 10, ask);
  expect([full.statusCode, full.json().secrets]).toEqual([200, []]);
  expect((await withRoom(api, 10_000, ask)).json().secrets).toHaveLength(1);
});
