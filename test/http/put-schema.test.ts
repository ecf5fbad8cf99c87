import { expect, onTestFinished, test } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import type { UserRecord } from "../../src/core/sync/github-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { DocumentChecker } from "../../src/workers/check-documents.ts";
import { aGitHub } from "../support/a-github.ts";
import { aText, aVersion } from "../support/a-linking-api.ts";
import { anApi, type AnApi, type Answer } from "../support/an-api.ts";

const SCHEMA = "apis/pets/versions/1.0/schema";
const FIRST = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
const SECOND = `${FIRST}# changed\n`;

interface APetApi extends AnApi {
  readonly document: number;
  readonly put: (text: string | Buffer, headers?: Record<string, string>, query?: string) => Promise<Answer>;
}

async function aPetApi(overrides: Parameters<typeof anApi>[0] = {}): Promise<APetApi> {
  const api = await anApi(overrides);
  const document = await aVersion(api.store, api.acme.id, "pets");
  const put: APetApi["put"] = (payload, headers = {}, query = "") =>
    api.call("PUT", `${SCHEMA}${query}`, { payload, headers });
  return { ...api, document, put };
}

function tagOf(text: string | Buffer): string {
  return `"${blobIdOf(Buffer.from(text))}"`;
}

async function historyOf(api: AnApi): Promise<readonly Record<string, unknown>[]> {
  return (await api.call("GET", "apis/pets/versions/1.0/revisions")).json().items;
}

test("keeps the first text byte for byte: 201 with the revision and its ETag", async () => {
  const api = await aPetApi();
  const text = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("a: 1\r\nb: größer\rc\n\n")]);
  const made = await api.put(text, { "content-type": "application/yaml" });
  expect(made.statusCode, made.body).toBe(201);
  expect(made.headers["etag"]).toBe(tagOf(text));
  expect(made.json()).toMatchObject({
    number: 1,
    blob: blobIdOf(text),
    origin: "store",
    author: null,
    message: null,
    links: [],
  });
  const read = await api.call("GET", SCHEMA);
  expect(read.rawPayload).toEqual(text);
  expect(read.headers["etag"]).toBe(made.headers["etag"]);
});

test.each([
  ["application/json", '{"openapi": "3.1.0"}'],
  ["application/json; charset=utf-8", "{ not json"],
  ["text/plain", "type Query { a: Int }"],
  ["application/octet-stream", "a"],
  ["application/x-www-form-urlencoded", "a=1"],
])("takes a body of %s as it is", async (type, text) => {
  const api = await aPetApi();
  const made = await api.put(text, { "content-type": type });
  expect(made.statusCode, made.body).toBe(201);
  expect((await api.call("GET", SCHEMA)).body).toBe(text);
});

test("saves over the text that was edited, and over whatever is there by *", async () => {
  const api = await aPetApi();
  await api.put(FIRST);
  const second = await api.put(SECOND, { "if-match": tagOf(FIRST) });
  expect([second.statusCode, second.json().number]).toEqual([200, 2]);
  const third = await api.put(FIRST, { "if-match": "*" });
  expect([third.statusCode, third.json().number]).toEqual([200, 3]);
  for (const tags of [`W/${tagOf(FIRST)}`, `"other", ${tagOf(FIRST)}`]) {
    await api.put(FIRST, { "if-match": "*" });
    expect((await api.put(SECOND, { "if-match": tags })).statusCode).toBe(200);
  }
});

test("refuses to replace a text without If-Match", async () => {
  const api = await aPetApi();
  await api.put(FIRST);
  const refused = await api.put(SECOND);
  expect(refused.json()).toMatchObject({ status: 428, code: "precondition_required" });
  expect(await historyOf(api)).toHaveLength(1);
});

test("refuses a stale edit, with the blobs of all three texts", async () => {
  const api = await aPetApi();
  await api.put(FIRST);
  await api.put(SECOND, { "if-match": tagOf(FIRST) });
  const refused = await api.put("mine", { "if-match": tagOf(FIRST) });
  expect(refused.json()).toMatchObject({
    status: 412,
    code: "stale_edit",
    base: blobIdOf(Buffer.from(FIRST)),
    store: blobIdOf(Buffer.from(SECOND)),
    remote: null,
  });
  const odd = await api.put("mine", { "if-match": '"no blob"' });
  expect(odd.json()).toMatchObject({ status: 412, base: null });
  expect(await historyOf(api)).toHaveLength(2);
});

test("a text that was edited where there is none is stale too; * begins", async () => {
  const api = await aPetApi();
  expect((await api.put(FIRST, { "if-match": tagOf(FIRST) })).json()).toMatchObject({
    code: "stale_edit",
    store: null,
  });
  expect((await api.put(FIRST, { "if-match": "*" })).statusCode).toBe(201);
});

test.each(["abc", "8ab686eafeb1f44702738c8b0f24f2567c36da6d", '"a" "b"', '"a'])(
  "refuses %j for an entity tag",
  async (tag) => {
    const api = await aPetApi();
    expect((await api.put(FIRST, { "if-match": tag })).json()).toMatchObject({
      status: 400,
      code: "invalid_request",
      detail: expect.stringContaining("if-match"),
    });
  },
);

test("the present text again is no revision, be it sent with the old tag after a lost answer", async () => {
  const api = await aPetApi();
  await api.put(FIRST);
  await api.put(SECOND, { "if-match": tagOf(FIRST), "lockstep-message": "Change" });
  for (const tag of [tagOf(FIRST), tagOf(SECOND), "*"]) {
    const again = await api.put(SECOND, { "if-match": tag, "lockstep-message": "Again" });
    expect([again.statusCode, again.json().number, again.json().message]).toEqual([200, 2, "Change"]);
  }
  expect(await historyOf(api)).toHaveLength(2);
});

test("of two saves over the same text one wins, and the other is told", async () => {
  const api = await aPetApi();
  await api.put(FIRST);
  const saves = await Promise.all(["one", "two"].map((text) => api.put(text, { "if-match": tagOf(FIRST) })));
  expect(new Set(saves.map(({ statusCode }) => statusCode))).toEqual(new Set([200, 412]));
});

test("the address must be that of a version, in this workspace", async () => {
  const api = await aPetApi();
  for (const address of ["apis/pets/versions/2.0/schema", "apis/cats/versions/1.0/schema"]) {
    expect((await api.call("PUT", address, { payload: FIRST })).json()).toMatchObject({
      status: 404,
      code: "not_found",
    });
  }
});

test.each([
  ["%", "percent-encoded"],
  ["%ff", "percent-encoded"],
  ["%ED%A0%80", "percent-encoded"],
  ["caf\u00e9", "percent-encoded"],
  ["a%00b", "control"],
  ["a".repeat(2001), "longer"],
])("refuses the message %j", async (message, reason) => {
  const api = await aPetApi();
  const refused = await api.put(FIRST, { "lockstep-message": message });
  expect(refused.json()).toMatchObject({
    status: 400,
    code: "invalid_request",
    detail: expect.stringContaining(reason),
  });
  expect(await historyOf(api)).toEqual([]);
});

test.each([
  ["Add%20pets%20%F0%9F%90%B1", "Add pets 🐱"],
  ["Add pets", "Add pets"],
  ["First%0D%0A%0D%0ASecond", "First\n\nSecond"],
  ["100%25", "100%"],
  ["", null],
  ["%20", null],
])("takes the message %j as %j", async (header, message) => {
  const api = await aPetApi();
  const made = await api.put(FIRST, { "lockstep-message": header });
  expect([made.statusCode, made.json().message]).toEqual([201, message]);
});

const MONA: UserRecord = { accountId: 7, login: "Mona", name: "Mona Lisa", isAuthor: true };

test("looks an author up once, and remembers them by any case", async () => {
  const asked: string[] = [];
  const github = aGitHub({
    user: async (_host, _installation, login) => {
      asked.push(login);
      return MONA;
    },
  });
  const api = await aPetApi({ github });
  const first = await api.put(FIRST, { "lockstep-author": "mona" });
  expect(first.json().author).toBe("Mona");
  const second = await api.put(SECOND, { "lockstep-author": "MONA", "if-match": "*" });
  expect(second.json().author).toBe("Mona");
  expect(asked).toEqual(["mona"]);
});

test("looks an author up again after a time, but does without where GitHub cannot be asked", async () => {
  let now = Date.parse("2026-01-02T03:04:05Z");
  let asked = 0;
  const answers = [MONA, new GitHubFailure({ kind: "server_error", status: 502 }), { ...MONA, accountId: 8 }];
  const user = async (): Promise<UserRecord> => {
    const answer = answers[asked++] ?? MONA;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const api = await aPetApi({ github: aGitHub({ user }), now: () => now });
  for (const text of ["one", "two", "three"]) {
    const saved = await api.put(text, { "lockstep-author": "mona", "if-match": "*" });
    expect([saved.statusCode < 300, saved.json().author]).toEqual([true, "Mona"]);
    now += 8 * 24 * 3_600_000;
  }
  const people = await api.store.read
    .selectFrom("revisions")
    .innerJoin("people", "people.id", "revisions.person")
    .select(["revisions.number", "people.accountId"])
    .orderBy("revisions.number")
    .execute();
  expect(people.map(({ accountId }) => accountId)).toEqual([7, 7, 8]);
});

test.each([
  ["nobody", null],
  ["acme", { ...MONA, isAuthor: false }],
  ["not a login", MONA],
  ["<eve@example.com>", MONA],
  ["a/b", MONA],
])("refuses the author %j", async (login, user) => {
  const api = await aPetApi({ github: aGitHub({ user: async () => user }) });
  const refused = await api.put(FIRST, { "lockstep-author": login });
  expect(refused.json()).toMatchObject({ status: 422, code: "author_unknown" });
  expect(await historyOf(api)).toEqual([]);
});

test("says so where the author cannot be looked up", async () => {
  const failure = new GitHubFailure({ kind: "unreachable", detail: "timeout" });
  const api = await aPetApi({ github: aGitHub({ user: () => Promise.reject(failure) }) });
  const refused = await api.put(FIRST, { "lockstep-author": "mona" });
  expect(refused.json()).toMatchObject({ status: 503, code: "host_unreachable" });
  await api.store.write((tx) =>
    tx.query.updateTable("installations").set({ state: "uninstalled" }).execute(),
  );
  expect((await api.put(FIRST, { "lockstep-author": "mona" })).json()).toMatchObject({
    status: 422,
    code: "app_uninstalled",
  });
  expect((await api.put(FIRST)).statusCode).toBe(201);
});

test.each([
  ["nothing", "", "empty_document"],
  ["blank lines", " \n\t\r\n", "empty_document"],
  ["a byte order mark alone", "\ufeff", "empty_document"],
  ["a NUL", "a: \u0000", "not_text"],
  ["Latin-1", Buffer.from("größer", "latin1"), "not_text"],
  ["UTF-16", Buffer.from("a: 1", "utf16le"), "not_text"],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa]), "not_text"],
])("refuses %s for a document", async (_what, text, code) => {
  const api = await aPetApi();
  const refused = await api.put(text);
  expect(refused.json()).toMatchObject({ status: 422, code });
  expect(await historyOf(api)).toEqual([]);
});

test("refuses a document over 25 MiB, and takes one of 25 MiB", async () => {
  const api = await aPetApi();
  const limit = 25 * 1024 * 1024;
  expect((await api.put(Buffer.alloc(limit + 1, "a"))).json()).toMatchObject({
    status: 413,
    code: "body_too_large",
  });
  expect((await api.put(Buffer.alloc(limit, "a"))).statusCode).toBe(201);
});

async function aCheckingApi(): Promise<APetApi> {
  const checker = new DocumentChecker();
  onTestFinished(() => checker.close());
  return aPetApi({ checker });
}

test("keeps a text that does not parse, with its problems; the last valid one stays known", async () => {
  const api = await aCheckingApi();
  await api.put(FIRST);
  const broken = await api.put("openapi: 3.1.0\npaths: {\n", { "if-match": tagOf(FIRST) });
  expect(broken.statusCode, broken.body).toBe(200);
  expect(broken.json()).toMatchObject({
    number: 2,
    valid: false,
    problems: [{ severity: "error", rule: "syntax" }],
  });
  const valid = await api.call("GET", "apis/pets/versions/1.0/revisions?valid=true");
  expect(valid.json().items).toMatchObject([{ number: 1 }]);
});

test("refuses a text of another kind than the version's, unless that is meant", async () => {
  const api = await aCheckingApi();
  await api.put(FIRST);
  const graphql = "type Query { pets: [String] }\n";
  const refused = await api.put(graphql, { "if-match": "*" });
  expect(refused.json()).toMatchObject({
    status: 422,
    code: "kind_changed",
    before: "openapi-3.1",
    after: "graphql",
  });
  expect(await historyOf(api)).toHaveLength(1);
  const meant = await api.put(graphql, { "if-match": "*" }, "?kind=change");
  expect(meant.statusCode, meant.body).toBe(200);
  expect((await api.call("GET", "apis/pets/versions/1.0")).json()).toMatchObject({ kind: "graphql" });
  expect((await api.put(FIRST, { "if-match": "*" }, "?kind=other")).statusCode).toBe(400);
});

test("another version of the same specification is no other kind", async () => {
  const api = await aCheckingApi();
  await api.put('swagger: "2.0"\ninfo: {title: Pets, version: "1"}\npaths: {}\n');
  expect((await api.put(FIRST, { "if-match": "*" })).statusCode).toBe(200);
  expect((await api.call("GET", "apis/pets/versions/1.0")).json()).toMatchObject({ kind: "openapi-3.1" });
});

test("is told in the activity, by its author", async () => {
  const api = await aPetApi({ github: aGitHub({ user: async () => MONA }) });
  await api.put(FIRST, { "lockstep-author": "mona" });
  const { items } = (await api.call("GET", "activity")).json();
  expect(items[0]).toMatchObject({ type: "revision.added", actor: "Mona" });
});

test("is checked before its transaction: a slow check holds up nobody", async () => {
  const held = Promise.withResolvers<void>();
  const check = async () => {
    await held.promise;
    return { kind: "openapi-3.1", valid: true, problems: [] };
  };
  const api = await aPetApi({ checker: { check } });
  const saving = api.put(FIRST);
  const other = await aText(api.store, { workspaceId: api.acme.id, document: api.document }, "other");
  held.resolve();
  expect((await saving).json()).toMatchObject({ status: 428 });
  expect((await api.call("GET", SCHEMA)).headers["etag"]).toBe(`"${other}"`);
});
