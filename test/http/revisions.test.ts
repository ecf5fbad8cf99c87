import { expect, test } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { packBlob } from "../../src/db/blobs.ts";
import { addRevision, makeDocument } from "../../src/db/documents.ts";
import { anApi, type AnApi } from "../support/an-api.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const COLLECTION = "12ece9e1-2abf-4edc-8e34-de66e74114d2";

interface Saved {
  readonly text: string | Buffer;
  readonly valid?: boolean;
}

async function save({ store, acme }: AnApi, document: number, { text, valid = true }: Saved): Promise<void> {
  const content = await packBlob(Buffer.from(text));
  const problem = { line: 1, column: 2, severity: "error", message: "m", rule: "r" } as const;
  await store.write((tx) =>
    addRevision(tx, {
      document,
      workspaceId: acme.id,
      content,
      origin: "github",
      author: "octocat",
      message: null,
      at: 0,
      commit: null,
      valid,
      problems: valid ? [] : [problem],
    }),
  );
}

/** The document of version 1.0 of the API `pets`. */
async function aSchema(api: AnApi, texts: readonly Saved[], kind = "openapi-3.1"): Promise<void> {
  await api.call("POST", "apis", { payload: { name: "Pets" } });
  await api.call("POST", "apis/pets/versions", { payload: { name: "1.0" } });
  const { document } = await api.store.read
    .selectFrom("versions")
    .select("document")
    .executeTakeFirstOrThrow();
  await api.store.write(({ query }) => query.updateTable("versions").set({ kind }).execute());
  for (const text of texts) await save(api, document, text);
}

async function aCollection(api: AnApi, text: string): Promise<void> {
  const { store, acme } = api;
  const document = await store.write(async (tx) => {
    const made = await makeDocument(tx, acme.id, "collection");
    const row = {
      workspaceId: acme.id,
      document: made,
      uid: COLLECTION,
      name: "Pets",
      createdAt: 0,
      deletedAt: null,
    };
    await tx.query.insertInto("collections").values(row).execute();
    return made;
  });
  await save(api, document, { text });
}

test("lists the history newest first, in pages", async () => {
  const api = await anApi();
  await aSchema(api, [{ text: "a" }, { text: "b" }, { text: "a" }]);
  const first = (await api.call("GET", "apis/pets/versions/1.0/revisions?limit=2")).json();
  expect(first.items).toMatchObject([
    { number: 3, blob: blobIdOf(Buffer.from("a")) },
    { number: 2, blob: blobIdOf(Buffer.from("b")) },
  ]);
  const second = await api.call("GET", `apis/pets/versions/1.0/revisions?limit=2&cursor=${first.next}`);
  expect(second.json()).toMatchObject({ items: [{ number: 1 }], next: null });
});

test("keeps the last valid revision within reach while the present one does not parse", async () => {
  const api = await anApi();
  await aSchema(api, [{ text: "good" }, { text: "bad", valid: false }]);
  const valid = await api.call("GET", "apis/pets/versions/1.0/revisions?valid=true&limit=1");
  expect(valid.json()).toMatchObject({ items: [{ number: 1, valid: true }] });
  expect((await api.call("GET", "apis/pets/versions/1.0/revisions/2")).json()).toEqual({
    number: 2,
    blob: blobIdOf(Buffer.from("bad")),
    origin: "github",
    author: "octocat",
    message: null,
    at: "1970-01-01T00:00:00.000Z",
    commit: null,
    commitUrl: null,
    closure: null,
    changes: null,
    files: [],
    valid: false,
    problems: [{ line: 1, column: 2, severity: "error", message: "m", rule: "r" }],
  });
  expect((await api.call("GET", "apis/pets/versions/1.0/schema")).body).toBe("bad");
  expect((await api.call("GET", "apis/pets/versions/1.0/revisions/1/content")).body).toBe("good");
});

test("gives every byte back: byte order mark, line endings, what is not UTF-8", async () => {
  const bytes = Buffer.from("\uFEFFopenapi: 3.1.0\r\n# \u{1F600}\r\n");
  const odd = Buffer.concat([bytes, Buffer.from([0xff, 0xfe, 0])]);
  const api = await anApi();
  await aSchema(api, [{ text: bytes }, { text: odd }]);
  expect((await api.call("GET", "apis/pets/versions/1.0/schema")).rawPayload).toEqual(odd);
  expect((await api.call("GET", "apis/pets/versions/1.0/revisions/1/content")).rawPayload).toEqual(bytes);
  expect((await api.call("GET", `blobs/${blobIdOf(bytes)}`)).rawPayload).toEqual(bytes);
});

test("sends documents so that no browser runs them", async () => {
  const api = await anApi();
  await aSchema(api, [{ text: "<script>alert(1)</script>" }]);
  const blob = blobIdOf(Buffer.from("<script>alert(1)</script>"));
  for (const [url, name] of [
    ["apis/pets/versions/1.0/schema", "pets-1.0.yaml"],
    ["apis/pets/versions/1.0/revisions/1/content", "pets-1.0-1.yaml"],
    [`blobs/${blob}`, blob],
  ]) {
    const { headers } = await api.call("GET", url ?? "");
    expect(headers["content-disposition"]).toContain(`attachment; filename="${name}"`);
    expect(headers["content-security-policy"]).toContain("sandbox");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["content-type"]).not.toContain("html");
    expect(headers["etag"]).toBe(`"${blob}"`);
  }
});

test.each([
  ["openapi-3.1", '\n {"openapi": "3.1.0"}', "application/json"],
  ["openapi-3.1", "openapi: 3.1.0", "application/yaml"],
  ["graphql", "type Query { a: Int }", "text/plain; charset=utf-8"],
  ["wsdl-1.1", "<definitions/>", "application/xml"],
])("sends %s as what it is (%#)", async (kind, text, type) => {
  const api = await anApi();
  await aSchema(api, [{ text }], kind);
  expect((await api.call("GET", "apis/pets/versions/1.0/schema")).headers["content-type"]).toBe(type);
});

test("spares the content where the caller has it", async () => {
  const api = await anApi();
  await aSchema(api, [{ text: "a" }]);
  const etag = `"${blobIdOf(Buffer.from("a"))}"`;
  for (const value of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
    const answer = await api.call("GET", "apis/pets/versions/1.0/schema", {
      headers: { "if-none-match": value },
    });
    expect([answer.statusCode, answer.body, answer.headers["etag"]]).toEqual([304, "", etag]);
  }
  const other = await api.call("GET", "apis/pets/versions/1.0/schema", {
    headers: { "if-none-match": '"x"' },
  });
  expect(other.statusCode).toBe(200);
  expect((await api.call("HEAD", "apis/pets/versions/1.0/schema")).headers["etag"]).toBe(etag);
});

test("a version without a schema has none to give", async () => {
  const api = await anApi();
  await aSchema(api, []);
  expect((await api.call("GET", "apis/pets/versions/1.0/schema")).json()).toMatchObject({
    code: "not_found",
  });
});

test("collections have the same history", async () => {
  const api = await anApi();
  await aCollection(api, "{}");
  for (const id of [COLLECTION, COLLECTION.toUpperCase()]) {
    expect((await api.call("GET", `collections/${id}/revisions`)).json()).toMatchObject({
      items: [{ number: 1 }],
    });
    const content = await api.call("GET", `collections/${id}/revisions/1/content`);
    expect(content.body).toBe("{}");
    expect(content.headers["content-disposition"]).toContain("Pets.postman_collection-1.json");
  }
  expect((await api.call("GET", `collections/${COLLECTION}x/revisions`)).statusCode).toBe(404);
});

test("what is not there is 404, whatever it is called", async () => {
  const api = await anApi();
  await aSchema(api, [{ text: "a" }]);
  for (const number of ["0", "2", "-1", "1.0", "abc", "99999999999999999999", "%00"]) {
    for (const rest of ["", "/content"]) {
      const answer = await api.call("GET", `apis/pets/versions/1.0/revisions/${number}${rest}`);
      expect([number, answer.statusCode]).toEqual([number, 404]);
    }
  }
  for (const blob of ["a".repeat(40), "A".repeat(40), "abc", "%00", "..%2F..", "x".repeat(1000)]) {
    expect((await api.call("GET", `blobs/${blob}`)).json()).toMatchObject({ status: 404, code: "not_found" });
  }
  const cursors = ["x", "bnVsbA", "MS41", "IjEi"];
  for (const cursor of cursors) {
    expect((await api.call("GET", `apis/pets/versions/1.0/revisions?cursor=${cursor}`)).statusCode).toBe(400);
  }
});

test("a content is readable only within its workspace, even where its id is known", async () => {
  const api = await anApi();
  await aWorkspace(api.store, "other");
  await aSchema(api, [{ text: "secret" }]);
  await aCollection(api, '{"secret": 1}');
  const other = "/api/v1/workspaces/other";
  const blob = blobIdOf(Buffer.from("secret"));
  for (const url of [
    `${other}/blobs/${blob}`,
    `${other}/apis/pets/versions/1.0/revisions/1/content`,
    `${other}/collections/${COLLECTION}/revisions`,
    `${other}/collections/${COLLECTION}/revisions/1`,
    `${other}/collections/${COLLECTION}/revisions/1/content`,
  ]) {
    const answer = await api.call("GET", url, { headers: { "if-none-match": `"${blob}"` } });
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.headers["etag"]).toBeUndefined();
  }
  expect((await api.call("GET", `${other}/activity`)).json()).toEqual({ items: [], next: null });
});
