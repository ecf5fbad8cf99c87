import { describe, expect, test } from "vitest";
import { contentsOf } from "../../src/dashboard/collections/contents/contents-of.ts";
import { detailsOf, variablesOf } from "../../src/dashboard/collections/contents/details-of.ts";
import { HIDDEN, looksSecret, maskAddress } from "../../src/dashboard/secrets/looks-secret.ts";
import { matching } from "../../src/dashboard/collections/contents/matching.ts";
import { secretPlace } from "../../src/dashboard/collections/contents/secret-place.ts";

const GITHUB_TOKEN = `ghp_${"0123456789".repeat(4).slice(0, 36)}`;

const PETS = {
  info: { name: "Pets" },
  item: [
    {
      name: "Dogs",
      item: [
        { name: "List", request: { method: "get", url: { raw: "{{base}}/dogs?limit=5" } } },
        { name: "", request: "https://example.com/dogs/1" },
      ],
    },
    "nonsense",
    { name: "Add", request: { method: "POST", url: { host: ["example", "com"], path: ["pets"] } } },
  ],
};

function read(collection: unknown) {
  const contents = contentsOf(JSON.stringify(collection));
  if (contents === null) throw new Error("It was not read.");
  return contents;
}

describe("what a collection holds", () => {
  test("is its folders and requests, with the places that pointers name", () => {
    const { items, requests, byPointer } = read(PETS);
    expect(items).toMatchObject([
      { kind: "folder", name: "Dogs", requestCount: 2, pointer: "/item/0" },
      { kind: "request", name: "Untitled", method: "GET", address: "" },
      { kind: "request", name: "Add", method: "POST", address: "example.com/pets" },
    ]);
    expect(requests.map(({ name, folder }) => [name, folder])).toEqual([
      ["List", "Dogs"],
      ["Untitled", "Dogs"],
      ["Untitled", ""],
      ["Add", ""],
    ]);
    expect(byPointer.get("/item/0/item/1")).toMatchObject({ address: "https://example.com/dogs/1" });
  });

  test.each(["", "[]", "7", "{", "null"])("is nothing where the text is %j", (text) => {
    expect(contentsOf(text)).toBeNull();
  });

  test("may be anything but what is expected", () => {
    expect(read({}).items).toEqual([]);
    expect(read({ item: {} }).items).toEqual([]);
    expect(read({ item: [{ item: [{}], name: 7 }] }).requests).toMatchObject([{ folder: "Untitled" }]);
  });
});

describe("a search", () => {
  const { requests } = read(PETS);

  test.each([
    ["dogs list", ["List"]],
    ["POST", ["Add"]],
    ["LIMIT=5", ["List"]],
    ["cats", []],
  ])("for %j finds %j", (typed, names) => {
    expect(matching(requests, typed).map(({ name }) => name)).toEqual(names);
  });
});

describe("what looks like a secret", () => {
  test.each([
    ["apiToken", "abc", true],
    ["X-Api-Key", "abc", true],
    ["anything", GITHUB_TOKEN, true],
    ["apiToken", "{{token}}", false],
    ["apiToken", "", false],
    ["page", "20", false],
  ])("by name %j and value %j: %j", (name, value, is) => {
    expect(looksSecret(name, value)).toBe(is);
  });

  test.each([
    ["https://me:hunter2@example.com/a", `https://me:${HIDDEN}@example.com/a`],
    ["https://x/a?api_key=abc&page=2", `https://x/a?api_key=${HIDDEN}&page=2`],
    ["https://x/a?api_key={{key}}", "https://x/a?api_key={{key}}"],
    [`https://x/${GITHUB_TOKEN}`, HIDDEN],
    ["{{base}}/pets", "{{base}}/pets"],
  ])("is taken out of the address %j", (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  test("is hidden among variables, in authorizations of both formats, and in long texts", () => {
    const variable = [
      { key: "base", value: "https://x" },
      { key: "page", value: "one", type: "secret" },
      { key: "off", value: 7, disabled: true },
    ];
    expect(variablesOf({ variable })).toEqual([
      { name: "base", value: "https://x", isHidden: false, isOff: false },
      { name: "page", value: "one", isHidden: true, isOff: false },
      { name: "off", value: "7", isHidden: false, isOff: true },
    ]);
    const hidden = { title: "Authorization", values: [{ name: "type" }, { name: "token", isHidden: true }] };
    const list = { type: "bearer", bearer: [{ key: "token", value: "abc" }] };
    expect(detailsOf({ auth: list }).groups).toMatchObject([hidden]);
    expect(detailsOf({ request: { auth: { ...list, bearer: { token: "abc" } } } }).groups).toMatchObject([
      hidden,
    ]);
    const request = { body: { mode: "raw", raw: `{"token": "${GITHUB_TOKEN}"}` } };
    expect(detailsOf({ request }).texts).toMatchObject([{ title: "Body", isHidden: true }]);
  });

  test.each([
    ["/item/0/item/0/request/auth/bearer/0/value", "Dogs / List: authorization", "/item/0/item/0"],
    ["/item/0/item/1/request", "Dogs / Untitled: request", "/item/0/item/1"],
    ["/item/2/request/url/raw", "Add: address", "/item/2"],
    ["/item/0/auth/bearer/0/value", "Dogs: authorization", "/item/0"],
    ["/variable/3/value", "The whole collection: variables", undefined],
    ["/item/99/name", "The whole collection: name", undefined],
  ])("at %s is said to stand at %j", (pointer, words, item) => {
    const place = secretPlace(read(PETS), pointer);
    expect(place.words).toBe(words);
    expect(place.item?.pointer).toBe(item);
  });
});

test("scripts and examples are texts, each with the time at which it runs", () => {
  const event = [
    { listen: "prerequest", script: { exec: ["a();", 7, "b();"] } },
    { listen: "test", script: "c();" },
    { listen: "test", script: { exec: [] } },
  ];
  const response = [{ name: "fine", code: 200, body: "{}" }, {}];
  expect(detailsOf({ event, response, description: { content: "Why" } })).toMatchObject({
    description: "Why",
    texts: [
      { title: "Script before the request", text: "a();\nb();" },
      { title: "Script after the answer", text: "c();" },
      { title: "Example: fine (200)", text: "{}" },
      { title: "Example: Untitled", text: "No body." },
    ],
  });
});
