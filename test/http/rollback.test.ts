import { expect, test } from "vitest";
import { blobIdOf } from "../../src/core/git/object-id.ts";
import { DocumentChecker } from "../../src/workers/check-documents.ts";
import { aCollection, COLLECTION } from "../support/a-full-workspace.ts";
import { aVersion } from "../support/a-linking-api.ts";
import { anApi, type AnApi, type Answer } from "../support/an-api.ts";
import { onTestFinished } from "vitest";

const VERSION = "apis/pets/versions/1.0";
const FIRST = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n";
const SECOND = `${FIRST}# changed\n`;

async function aPetApi(...texts: readonly string[]): Promise<AnApi> {
  const checker = new DocumentChecker();
  onTestFinished(() => checker.close());
  const api = await anApi({ checker });
  await aVersion(api.store, api.acme.id, "pets");
  for (const payload of texts) {
    const headers = { "if-match": "*" };
    const answer = await api.call("PUT", `${VERSION}/schema?kind=change`, { payload, headers });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
  }
  return api;
}

function tagOf(text: string): string {
  return `"${blobIdOf(Buffer.from(text))}"`;
}

interface Sent {
  readonly headers?: Record<string, string>;
  readonly query?: string;
}

function goBack(
  api: AnApi,
  revision: unknown,
  { headers = { "if-match": "*" }, query = "" }: Sent = {},
): Promise<Answer> {
  return api.call("POST", `${VERSION}/rollback${query}`, { payload: { revision }, headers });
}

test("the earlier text becomes the present one, as a new revision that names it", async () => {
  const api = await aPetApi(FIRST, SECOND);
  const answer = await goBack(api, 1, { headers: { "if-match": tagOf(SECOND) } });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.headers["etag"]).toBe(tagOf(FIRST));
  expect(answer.json()).toMatchObject({
    number: 3,
    origin: "rollback",
    message: "Back to revision 1",
    blob: blobIdOf(Buffer.from(FIRST)),
    valid: true,
    links: [],
  });
  expect((await api.call("GET", `${VERSION}/schema`)).body).toBe(FIRST);
  const { items } = (await api.call("GET", `${VERSION}/revisions`)).json();
  expect(items.map(({ origin }: { origin: string }) => origin)).toEqual(["rollback", "store", "store"]);
});

test("what is said about it follows", async () => {
  const api = await aPetApi(FIRST, SECOND);
  const headers = { "if-match": "*", "lockstep-message": "Cats%20were%20wrong" };
  expect((await goBack(api, 1, { headers })).json().message).toBe("Back to revision 1: Cats were wrong");
});

test("refuses without If-Match, and where somebody saved since", async () => {
  const api = await aPetApi(FIRST, SECOND);
  const bare = await goBack(api, 1, { headers: {} });
  expect([bare.statusCode, bare.json().code]).toEqual([428, "precondition_required"]);
  const stale = await goBack(api, 1, { headers: { "if-match": tagOf("other") } });
  expect([stale.statusCode, stale.json()]).toMatchObject([
    412,
    { code: "stale_edit", base: blobIdOf(Buffer.from("other")), store: blobIdOf(Buffer.from(SECOND)) },
  ]);
  expect((await api.call("GET", `${VERSION}/schema`)).body).toBe(SECOND);
});

test("to go back to the present text changes nothing", async () => {
  const api = await aPetApi(FIRST, SECOND, FIRST);
  const answer = await goBack(api, 1);
  expect([answer.statusCode, answer.json().number]).toEqual([200, 3]);
});

test.each([
  [404, 9],
  [400, 0],
  [400, "x"],
  [400, null],
])("answers %i where the revision is %j", async (status, revision) => {
  const api = await aPetApi(FIRST, SECOND);
  const answer = await goBack(api, revision);
  expect(answer.statusCode, answer.body).toBe(status);
});

test("goes back to another kind only where that is meant", async () => {
  const api = await aPetApi("type Query { a: Int }\n", FIRST);
  const refused = await goBack(api, 1);
  expect([refused.statusCode, refused.json().code]).toEqual([422, "kind_changed"]);
  expect((await goBack(api, 1, { query: "?kind=change" })).statusCode).toBe(200);
  expect((await api.call("GET", VERSION)).json().kind).toBe("graphql");
});

test("a text that did not parse is gone back to with its problems", async () => {
  const api = await aPetApi("openapi: [\n", FIRST);
  const answer = await goBack(api, 1);
  expect(answer.json()).toMatchObject({ number: 3, valid: false });
});

test("collections go back too, with the name that they had", async () => {
  const api = await anApi();
  const url = `collections/${COLLECTION}`;
  for (const name of ["One", "Two"]) await api.call("PUT", url, { payload: aCollection(COLLECTION, name) });
  const { blob } = (await api.call("GET", `${url}/revisions/2`)).json();
  const back = (headers: Record<string, string>): Promise<Answer> =>
    api.call("POST", `collections/${COLLECTION.toUpperCase()}/rollback`, {
      payload: { revision: 1 },
      headers,
    });
  expect((await back({})).statusCode).toBe(428);
  expect((await back({ "if-match": tagOf("other") })).json()).toMatchObject({
    code: "stale_edit",
    store: blob,
  });
  const answer = await back({ "if-match": `"${blob}"` });
  expect(answer.json()).toMatchObject({
    number: 3,
    origin: "rollback",
    message: "Back to revision 1",
    links: [],
  });
  expect((await api.call("GET", url)).json()).toMatchObject({ name: "One" });
});
