import { expect, test } from "vitest";
import {
  type CollectionReader,
  CollectionUnread,
  type UnreadReason,
} from "../../src/core/collection/collection-reader.ts";
import { ForkedCollectionReader } from "../../src/workers/read-collections.ts";
import { aCollection } from "../support/a-collection.ts";
import { anApi, type AnApi } from "../support/an-api.ts";

function unread(reason: UnreadReason): Promise<never> {
  return Promise.reject(new CollectionUnread(reason));
}

function anApiThatReadsNothing(reason: UnreadReason): Promise<AnApi> {
  const fail = (): Promise<never> => unread(reason);
  return anApi({ collectionReader: { identify: fail, readFile: fail, render: fail, findSecrets: fail } });
}

const TOO_COMPLEX = { status: 422, code: "collection_too_complex" };
const OVERLOADED = { status: 503, code: "overloaded" };

test.each([
  { reason: "timeout", ...TOO_COMPLEX, word: "longer" },
  { reason: "memory", ...TOO_COMPLEX, word: "memory" },
  { reason: "crashed", ...TOO_COMPLEX, word: "failed" },
  { reason: "ended", ...TOO_COMPLEX, word: "failed" },
  { reason: "busy", ...OVERLOADED, word: "waiting" },
  { reason: "stopped", ...OVERLOADED, word: "stopping" },
] as const)(
  "a collection that is not read ($reason) is answered $status $code, and not saved",
  async (row) => {
    const { reason, status, code, word } = row;
    const { call } = await anApiThatReadsNothing(reason);
    const { id, body: payload } = aCollection();
    for (const [method, address] of [
      ["PUT", `collections/${id}`],
      ["POST", "collections"],
    ] as const) {
      const refused = await call(method, address, { payload });
      expect(refused.json()).toMatchObject({ status, code, detail: expect.stringContaining(word) });
      expect(refused.headers["retry-after"]).toBe(status === 503 ? "5" : undefined);
    }
    expect((await call("GET", "collections")).json().items).toEqual([]);
  },
);

test("a warning about secrets that cannot be had keeps no collection from being shown, and is made later", async () => {
  const reader = new ForkedCollectionReader();
  let isFirst = true;
  const findSecrets: CollectionReader["findSecrets"] = (content) => {
    if (!isFirst) return reader.findSecrets(content);
    isFirst = false;
    return unread("busy");
  };
  const { call } = await anApi({
    collectionReader: {
      identify: (body) => reader.identify(body),
      readFile: (file) => reader.readFile(file),
      render: (canonical, style) => reader.render(canonical, style),
      findSecrets,
    },
  });
  const { id, body: payload } = aCollection({ note: `ghp_${"a".repeat(36)}` });
  await call("PUT", `collections/${id}`, { payload });
  expect((await call("GET", `collections/${id}`)).json()).toMatchObject({ id, secrets: [] });
  expect((await call("GET", `collections/${id}`)).json().secrets).toHaveLength(1);
});
