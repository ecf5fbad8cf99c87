import { expect, test } from "vitest";
import { aRepository } from "../support/a-workspace.ts";
import { aCollection, aLinkingApi, aUid, aVersion } from "../support/a-linking-api.ts";

const uid = aUid(1);

const ADDRESSES = [
  ["PUT", "apis/petstore/versions/1.0/link"],
  ["PATCH", "links/LINK"],
  ["POST", "links/LINK/sync"],
  ["POST", "links/LINK/resolution"],
  ["POST", "links/LINK/resolution/check"],
  ["POST", "collections"],
  ["PUT", `collections/${uid}`],
  ["POST", `collections/${uid}/backups`],
  ["PATCH", `collections/${uid}/backups/LINK`],
  ["POST", `collections/${uid}/hook`],
  ["POST", "hooks"],
  ["POST", "hooks/1"],
] as const;

const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;

const BODIES = [
  "",
  "{",
  "null",
  "[]",
  "0",
  '"text"',
  '{"__proto__": {"repository": "pets"}}',
  '{"constructor": {"prototype": {"repository": "pets"}}}',
  '{"repository": null}',
  '{"repository": {"id": 1}}',
  '{"repository": ""}',
  '{"repository": "/"}',
  '{"repository": "\\u0000"}',
  '{"repository": "\\ud800"}',
  '{"repository": "%_"}',
  '{"repository": "pets", "branch": "\\ud800"}',
  '{"repository": "pets", "branch": "refs/heads/main\\n"}',
  '{"repository": "pets", "file": "\\ud800.yaml"}',
  '{"repository": "pets", "file": "."}',
  '{"repository": "pets", "directory": "\\u0000", "file": "a"}',
  '{"repository": "pets", "directory": "//", "file": "a"}',
  '{"repository": "pets", "quiet": "999999h"}',
  '{"repository": "pets", "quiet": -1}',
  '{"repository": 1e308}',
  '{"repository": -1}',
  '{"repository": 1.5}',
  '{"paused": 1}',
  '{"expected": [], "keep": "store"}',
  '{"expected": {"store": "zz", "remote": null}, "keep": "store"}',
  '{"collection": null}',
  '{"collection": {"info": [], "item": {}}}',
  '{"info": {"_postman_id": 5, "name": {}}, "item": []}',
  deep,
] as const;

test.each(ADDRESSES)(
  "%s %s answers every wrong body with a problem that has a code",
  async (method, address) => {
    const api = await aLinkingApi();
    await aVersion(api.store, api.acme.id, "petstore");
    await aRepository(api.store, api.acme, { name: "pets" });
    await api.call("PUT", `collections/${uid}`, { payload: aCollection("Pets", uid) as object });
    const made = await api.call("POST", `collections/${uid}/backups`, { payload: { repository: "pets" } });
    await api.call("POST", "hooks", { payload: { repository: "pets" } });
    const url = address.replace("LINK", String(made.json().id));
    for (const payload of BODIES) {
      for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
        const answer = await api.call(method, url, { payload, headers: { "content-type": type } });
        expect(answer.statusCode, payload.slice(0, 80)).toBeLessThan(500);
        if (answer.statusCode < 400) continue;
        expect(answer.headers["content-type"]).toMatch("application/problem+json");
        expect(answer.json()).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
      }
    }
  },
);

test.each([
  "%00",
  "%ff",
  "%F0%9F%98%80",
  "..",
  "%2e%2e%2f",
  "a".repeat(1900),
  "1e9",
  "-0",
  "null",
  "__proto__",
])("an address with %s names nothing, and is no fault", async (name) => {
  const api = await aLinkingApi();
  const addresses = [
    ["GET", `links/${name}`],
    ["GET", `links/${name}/conflict`],
    ["GET", `collections/${name}`],
    ["GET", `collections/${name}/backups`],
    ["GET", `collections/${name}/hook`],
    ["GET", `collections/${uid}/backups/${name}`],
    ["GET", `hooks/${name}`],
    ["GET", `apis/${name}/versions/${name}/link`],
    ["DELETE", `collections/${name}`],
    ["POST", `collections/${name}/restore`],
  ] as const;
  for (const [method, address] of addresses) {
    const { statusCode } = await api.call(method, address);
    expect([400, 404, 405, 414], address).toContain(statusCode);
  }
});

test.each([
  "wait=",
  "wait=-1",
  "wait=1e9",
  "wait=abc",
  "wait=\u00e9",
  "WAIT = 0 ; x, wait=9",
  ",,,",
  "return=minimal",
])("a preference that says nothing is passed over: %j", async (prefer) => {
  const api = await aLinkingApi();
  const payload = aCollection("Pets", uid) as object;
  const answer = await api.call("PUT", `collections/${uid}`, { payload, headers: { prefer } });
  expect([200, 202]).toContain(answer.statusCode);
});
