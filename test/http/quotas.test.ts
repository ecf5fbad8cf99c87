import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { NO_QUOTAS, type Quotas } from "../../src/core/access/quotas.ts";
import { packBlob } from "../../src/db/blobs.ts";
import { addRevision } from "../../src/db/documents.ts";
import { aFullWorkspace } from "../support/a-full-workspace.ts";
import { aCollection, aLinkingApi, aUid, aVersion } from "../support/a-linking-api.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

/** 15 s before the minute ends. */
const START = Date.parse("2026-01-02T03:04:45Z");
const SCHEMA = "apis/pets/versions/1.0/schema";

/** A workspace with these quotas, a repository `pets`, and a clock that the test moves on. */
async function limited(quotas: Partial<Quotas>) {
  const clock = { now: START };
  const config = { quotas: { ...NO_QUOTAS, ...quotas } };
  const api = await aLinkingApi({ config, now: () => clock.now });
  await aRepository(api.store, api.acme, { name: "pets" });
  const save = (number: number, requests: readonly string[] = []) =>
    api.call("PUT", `collections/${aUid(number)}`, {
      payload: aCollection(`Collection ${number}`, aUid(number), requests) as object,
    });
  const usage = async () => (await api.call("GET", "settings")).json().usage;
  return { ...api, clock, save, usage };
}

describe("saves a minute", () => {
  test("beyond the quota are refused whole, until the next minute", async () => {
    const api = await limited({ savesPerMinute: 2 });
    for (const number of [1, 2]) expect((await api.save(number)).statusCode).toBe(202);
    const refused = await api.save(1, ["/a"]);
    expect(refused.json()).toMatchObject({
      status: 429,
      code: "quota_exceeded",
      quota: "savesPerMinute",
      used: 2,
      limit: 2,
      detail: expect.stringMatching(/Nothing was saved\.$/),
    });
    expect(refused.headers["retry-after"]).toBe("15");
    expect((await api.call("GET", `collections/${aUid(1)}`)).json().revision.number).toBe(1);
    expect((await api.call("GET", "activity")).json().items).toHaveLength(4);
    expect((await api.usage()).savesPerMinute).toEqual({ used: 2, limit: 2 });
    api.clock.now += 15_000;
    expect((await api.usage()).savesPerMinute).toEqual({ used: 0, limit: 2 });
    expect((await api.save(1, ["/a"])).statusCode).toBe(202);
  });

  test("of what is there already cost nothing", async () => {
    const api = await limited({ savesPerMinute: 1 });
    for (let time = 0; time < 5; time++) expect((await api.save(1)).statusCode).toBeLessThan(300);
    expect((await api.usage()).savesPerMinute.used).toBe(1);
  });

  test("sent at once are counted one by one", async () => {
    const api = await limited({ savesPerMinute: 3 });
    const answers = await Promise.all([1, 2, 3, 4, 5].map((number) => api.save(number)));
    expect(answers.filter(({ statusCode }) => statusCode === 202)).toHaveLength(3);
    expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(2);
    expect((await api.call("GET", "collections")).json().items).toHaveLength(3);
  });

  test("by a hook count too: the sender may try again", async () => {
    const api = await limited({ savesPerMinute: 1 });
    const made = await api.call("POST", "hooks", { payload: { repository: "pets" } });
    const send = (number: number) =>
      api.call("POST", new URL(made.json().url).pathname, {
        payload: { collection: aCollection("Sent", aUid(number)) as object },
        headers: { authorization: "" },
      });
    expect((await send(1)).statusCode).toBe(202);
    const refused = await send(2);
    expect(refused.json()).toMatchObject({ status: 429, code: "quota_exceeded" });
    expect(refused.headers["retry-after"]).toBe("15");
    expect((await api.call("GET", "links")).json().items).toHaveLength(1);
  });

  test("of one workspace are not another's", async () => {
    const api = await limited({ savesPerMinute: 1 });
    await aWorkspace(api.store, "other");
    expect((await api.save(1)).statusCode).toBe(202);
    const other = `/api/v1/workspaces/other/collections/${aUid(1)}`;
    const payload = aCollection("Mine", aUid(1)) as object;
    expect((await api.call("PUT", other, { payload })).statusCode).toBe(202);
  });
});

describe("stored bytes", () => {
  test("are those of every text that is kept, once", async () => {
    const api = await limited({});
    await api.save(1);
    await api.save(1, ["/a"]);
    await api.save(1);
    const blobs = await api.store.read.selectFrom("blobs").select("sizeBytes").execute();
    expect(blobs).toHaveLength(2);
    const used = blobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    expect(await api.usage()).toEqual({
      storedBytes: { used, limit: null },
      documents: { used: 1, limit: null },
      savesPerMinute: { used: 3, limit: null },
    });
  });

  test("beyond the quota are refused; going back to a text that is kept is not", async () => {
    const api = await limited({ storedBytes: 900 });
    expect((await api.save(1)).statusCode).toBe(202);
    expect((await api.save(1, ["/a"])).statusCode).toBe(202);
    const { used } = (await api.usage()).storedBytes;
    const refused = await api.save(1, ["x".repeat(900)]);
    expect(refused.json()).toMatchObject({ code: "quota_exceeded", quota: "storedBytes", used, limit: 900 });
    expect(refused.headers["retry-after"]).toBe("3600");
    expect((await api.save(1)).statusCode).toBe(202);
    expect((await api.usage()).storedBytes.used).toBe(used);
  });

  test("of a schema are refused before its text is the present one", async () => {
    const api = await limited({ storedBytes: 60 });
    await aVersion(api.store, api.acme.id, "pets");
    const put = (text: string) =>
      api.call("PUT", SCHEMA, { payload: text, headers: { "content-type": "text/plain", "if-match": "*" } });
    expect((await put("a: 1\n")).statusCode).toBe(201);
    expect((await put("x".repeat(60))).json()).toMatchObject({ code: "quota_exceeded" });
    expect((await api.call("GET", SCHEMA)).body).toBe("a: 1\n");
  });

  test("of what comes from GitHub count, and are never refused", async () => {
    const api = await limited({ storedBytes: 10, savesPerMinute: 1 });
    const document = await aVersion(api.store, api.acme.id, "pets");
    const content = await packBlob(Buffer.from("from: GitHub, and longer than the quota\n"));
    for (let time = 0; time < 2; time++) {
      await api.store.write((tx) =>
        addRevision(tx, {
          document,
          workspaceId: api.acme.id,
          content,
          origin: "github",
          author: null,
          message: null,
          at: START,
          commit: null,
          valid: true,
          problems: [],
        }),
      );
      expect(await api.usage()).toMatchObject({
        storedBytes: { used: content.sizeBytes, limit: 10 },
        savesPerMinute: { used: 0 },
      });
    }
    expect((await api.save(1)).json()).toMatchObject({ code: "quota_exceeded", quota: "storedBytes" });
  });
});

test("a merged text beyond the quota is refused, and the choice stays open", async () => {
  const { api, values } = await aFullWorkspace({ config: { quotas: { ...NO_QUOTAS, storedBytes: 2000 } } });
  const link = `links/${values["link"]}`;
  await api.store.write(({ query }) =>
    query.updateTable("links").set({ state: "choose", agreedStore: null, agreedRemote: null }).execute(),
  );
  const { store, remote } = (await api.call("GET", link)).json();
  const resolve = (content: string) =>
    api.call("POST", `${link}/resolution`, { payload: { expected: { store, remote }, content } });
  expect((await resolve(`openapi: 3.1.0 # ${"x".repeat(2000)}\n`)).json()).toMatchObject({
    code: "quota_exceeded",
    quota: "storedBytes",
  });
  expect((await api.call("GET", link)).json()).toMatchObject({ state: "choose", store });
  expect((await resolve("openapi: 3.1.0\n")).statusCode).toBe(200);
});

describe("documents", () => {
  test("are not made from files beyond the quota", async () => {
    const { api, values } = await aFullWorkspace({ config: { quotas: { ...NO_QUOTAS, documents: 2 } } });
    const from = { repository: values["repositoryId"], path: "other.yaml" };
    const refused = await api.call("POST", "apis", { payload: { name: "Mine", from } });
    expect(refused.json()).toMatchObject({ code: "quota_exceeded", quota: "documents", used: 2 });
    expect((await api.call("GET", "apis")).json().items).toHaveLength(1);
  });

  test("beyond the quota are not made; those that are there are saved", async () => {
    const api = await limited({ documents: 2 });
    await aVersion(api.store, api.acme.id, "pets");
    expect((await api.save(1)).statusCode).toBe(202);
    for (const refused of [
      await api.save(2),
      await api.call("POST", "collections", { payload: aCollection("New", aUid(3)) as object }),
      await api.call("POST", "apis/pets/versions", { payload: { name: "2.0" } }),
    ]) {
      expect(refused.json()).toMatchObject({ code: "quota_exceeded", quota: "documents", used: 2, limit: 2 });
    }
    expect((await api.save(1, ["/a"])).statusCode).toBe(202);
    expect((await api.usage()).documents).toEqual({ used: 2, limit: 2 });
  });

  test("that are deleted give room", async () => {
    const api = await limited({ documents: 1 });
    await api.save(1);
    expect((await api.save(2)).statusCode).toBe(429);
    await api.call("DELETE", `collections/${aUid(1)}`);
    expect((await api.save(2)).statusCode).toBe(202);
  });
});
