import { describe, expect, test } from "vitest";
import { aRepository } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid } from "../support/a-linking-api.ts";
import type { AnApi } from "../support/an-api.ts";

const uid = aUid(1);
const HOOK = `collections/${uid}/hook`;
const NO_TOKEN = { authorization: "" };

/** A collection and a repository `pets`, behind one proxy; `sendFrom` is what the proxy passes on. */
async function behindProxy() {
  const api = await aLinkingApi({ config: { trustProxy: 1 } });
  await aRepository(api.store, api.acme, { name: "pets" });
  await api.call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
  const sendFrom = (
    address: string,
    url: string,
    payload: object = { collection: aCollection("Pets", uid) },
  ) =>
    api.call("POST", new URL(url).pathname, {
      payload,
      headers: { ...NO_TOKEN, "x-forwarded-for": `203.0.113.9, ${address}` },
    });
  return { ...api, sendFrom };
}

async function make({ call }: Pick<AnApi, "call">, address: string, payload?: object) {
  const made = await call("POST", address, payload === undefined ? {} : { payload });
  expect(made.statusCode).toBe(201);
  return made.json<{ id: number; url: string; allowedAddresses: string[] | null }>();
}

describe("a hook with allowed addresses", () => {
  test("takes saves from these only, and says which address it saw", async () => {
    const api = await behindProxy();
    const allowedAddresses = ["192.0.2.0/24", "2001:db8::/32"];
    const { url } = await make(api, HOOK, { allowedAddresses });
    for (const address of ["192.0.2.7", "2001:db8:1::1", "::ffff:192.0.2.7"]) {
      expect((await api.sendFrom(address, url)).statusCode).toBe(200);
    }
    const collection = aCollection("Pets", uid, ["/a"]);
    const refused = await api.sendFrom("198.51.100.1", url, { collection });
    expect(refused.json()).toMatchObject({
      status: 403,
      code: "address_not_allowed",
      address: "198.51.100.1",
      detail: expect.stringContaining("198.51.100.1"),
      remedy: expect.stringContaining("TRUST_PROXY"),
    });
    expect((await api.call("GET", `collections/${uid}`)).json().revision.number).toBe(1);
  });

  test("is refused before the body is read", async () => {
    const api = await behindProxy();
    const { url } = await make(api, HOOK, { allowedAddresses: ["192.0.2.1"] });
    const refused = await api.call("POST", new URL(url).pathname, { payload: "no JSON", headers: NO_TOKEN });
    expect(refused.json()).toMatchObject({ code: "address_not_allowed", address: "127.0.0.1" });
  });

  test.each(["unknown", "<script>", "192.0.2.1:80", ""])(
    "counts %j, which is no address, as none of them",
    async (text) => {
      const api = await behindProxy();
      const { url } = await make(api, HOOK, { allowedAddresses: ["0.0.0.0/0", "::/0"] });
      const refused = await api.call("POST", new URL(url).pathname, {
        payload: { collection: aCollection("Pets", uid) as object },
        headers: { ...NO_TOKEN, "x-forwarded-for": `${text} ` },
      });
      const isOwn = text === "";
      expect(refused.statusCode).toBe(isOwn ? 200 : 403);
      expect(refused.body).not.toContain("<script>");
    },
  );

  test("keeps them when its URL is replaced, unless others are sent", async () => {
    const api = await behindProxy();
    await make(api, HOOK, { allowedAddresses: ["192.0.2.1"] });
    expect(await make(api, HOOK)).toMatchObject({ allowedAddresses: ["192.0.2.1"] });
    expect(await make(api, HOOK, {})).toMatchObject({ allowedAddresses: ["192.0.2.1"] });
    expect(await make(api, HOOK, { allowedAddresses: ["192.0.2.2"] })).toMatchObject({
      allowedAddresses: ["192.0.2.2"],
    });
    expect(await make(api, HOOK, { allowedAddresses: null })).toMatchObject({ allowedAddresses: null });
  });

  test.each([HOOK, "hooks"])("is changed without a new URL: %s", async (address) => {
    const api = await behindProxy();
    const { id, url } = await make(api, address, address === "hooks" ? { repository: "pets" } : undefined);
    const one = address === "hooks" ? `hooks/${id}` : HOOK;
    const payload = { allowedAddresses: ["192.0.2.1"] };
    expect((await api.call("PATCH", one, { payload })).json()).toMatchObject(payload);
    expect((await api.call("GET", one)).json()).toMatchObject(payload);
    expect((await api.sendFrom("192.0.2.2", url)).statusCode).toBe(403);
    expect((await api.sendFrom("192.0.2.1", url)).statusCode).toBeLessThan(300);
    await api.call("PATCH", one, { payload: { allowedAddresses: null } });
    expect((await api.sendFrom("192.0.2.2", url)).statusCode).toBeLessThan(300);
    const { items } = (await api.call("GET", "activity")).json();
    expect(items.filter(({ type }: { type: string }) => type === "hook.changed")).toMatchObject([
      { data: { hook: id, allowedAddresses: null } },
      { data: { hook: id, allowedAddresses: ["192.0.2.1"] } },
    ]);
  });

  test.each([
    [["10.0.0.0/33"], "10.0.0.0/33"],
    [["192.0.2.1", "example.org"], "example.org"],
    [["*"], "*"],
    [[""], "allowedAddresses"],
    [[], "allowedAddresses"],
    ["192.0.2.1", "allowedAddresses"],
    [[5], "allowedAddresses"],
    [["9".repeat(51)], "allowedAddresses"],
  ])("is refused with %j", async (allowedAddresses, named) => {
    const api = await behindProxy();
    for (const [method, url, more] of [
      ["POST", HOOK, {}],
      ["POST", "hooks", { repository: "pets" }],
    ] as const) {
      const refused = await api.call(method, url, { payload: { ...more, allowedAddresses } });
      expect(refused.json()).toMatchObject({ status: 400, code: "invalid_request" });
      expect(JSON.stringify(refused.json())).toContain(named);
    }
    expect((await api.call("GET", HOOK)).statusCode).toBe(404);
  });
});

describe("unknown secrets", () => {
  test("are slowed, a right one is not", async () => {
    const api = await behindProxy();
    const { url } = await make(api, HOOK);
    const guess = `http://lockstep.test/hooks/collections/${"a".repeat(43)}`;
    for (let time = 0; time < 10; time++) {
      expect((await api.sendFrom("192.0.2.1", guess)).statusCode).toBe(404);
    }
    const refused = await api.sendFrom("192.0.2.1", guess);
    expect(refused.json()).toMatchObject({ status: 429, code: "too_many_attempts" });
    expect(refused.headers["retry-after"]).toBe("60");
    expect((await api.sendFrom("192.0.2.1", url)).statusCode).toBe(200);
    expect((await api.sendFrom("192.0.2.2", guess)).statusCode).toBe(404);
  });

  test("of any form answer alike", async () => {
    const api = await behindProxy();
    const answers = await Promise.all(
      ["a".repeat(43), "short", "%3Cscript%3E"].map((secret) =>
        api.sendFrom("192.0.2.1", `http://lockstep.test/hooks/collections/${secret}`),
      ),
    );
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });
});

test.each([HOOK, "hooks"])("%s takes nothing while the App is not installed", async (address) => {
  const api = await behindProxy();
  const { url } = await make(api, address, address === "hooks" ? { repository: "pets" } : undefined);
  const setState = (state: "active" | "uninstalled") =>
    api.store.write(({ query }) => query.updateTable("installations").set({ state }).execute());
  await setState("uninstalled");
  expect((await api.sendFrom("192.0.2.1", url)).json()).toMatchObject({ status: 404, code: "not_found" });
  await setState("active");
  expect((await api.sendFrom("192.0.2.1", url)).statusCode).toBeLessThan(300);
});

test("a deleted collection's hook is gone, also after the collection is restored", async () => {
  const api = await behindProxy();
  const { url } = await make(api, HOOK);
  await api.call("DELETE", `collections/${uid}`);
  expect((await api.sendFrom("192.0.2.1", url)).statusCode).toBe(404);
  await api.call("POST", `collections/${uid}/restore`);
  expect((await api.sendFrom("192.0.2.1", url)).statusCode).toBe(404);
  expect((await api.call("GET", HOOK)).statusCode).toBe(404);
});
