import { expect, test } from "vitest";
import { compareOpenapi } from "../../../../src/core/compare/openapi/compare-openapi.ts";

const PET = { type: "object", properties: { name: { type: "string" } }, required: ["name"] };

function swagger2(operation: object = {}): object {
  return {
    swagger: "2.0",
    info: { title: "Pets", version: "1" },
    consumes: ["application/json"],
    produces: ["application/json"],
    paths: {
      "/pets": {
        post: {
          parameters: [
            {
              name: "limit",
              in: "query",
              type: "array",
              items: { type: "integer" },
              collectionFormat: "multi",
            },
            { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } },
          ],
          responses: { 200: { description: "OK", schema: { $ref: "#/definitions/Pet" } } },
          ...operation,
        },
      },
    },
    definitions: { Pet: PET },
  };
}

const CONTENT = { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } };
const OPENAPI3 = {
  openapi: "3.0.3",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets": {
      post: {
        parameters: [{ name: "limit", in: "query", schema: { type: "array", items: { type: "integer" } } }],
        requestBody: { required: true, content: CONTENT },
        responses: { 200: { description: "OK", content: CONTENT } },
      },
    },
  },
  components: { schemas: { Pet: PET } },
};

test("a description that was carried over to OpenAPI 3 says the same", () => {
  const { changes } = compareOpenapi({ from: swagger2(), to: OPENAPI3 });
  expect(changes.filter(({ code }) => !code.endsWith("words-changed"))).toEqual([]);
});

const form = (...fields: readonly object[]): object => swagger2({ parameters: fields });
const NAME = { name: "name", in: "formData", type: "string" };

test.each([
  [
    "a field that must be sent",
    form(NAME),
    form(NAME, { ...NAME, name: "tag", required: true }),
    "request-required-property-added",
  ],
  ["a field that is gone", form(NAME, { ...NAME, name: "tag" }), form(NAME), "request-property-removed"],
  [
    "a parameter's bound",
    form({ name: "a", in: "query", type: "integer", maximum: 5 }),
    form({ name: "a", in: "query", type: "integer", maximum: 3 }),
    "request-max-decreased",
  ],
  ["a media type", swagger2(), { ...swagger2(), produces: ["text/csv"] }, "response-media-type-removed"],
  [
    "how lists are written",
    form({ name: "a", in: "query", type: "array" }),
    form({ name: "a", in: "query", type: "array", collectionFormat: "pipes" }),
    "request-parameter-serialization-changed",
  ],
  ["the address", { ...swagger2(), basePath: "/v1" }, { ...swagger2(), basePath: "/v2" }, "server-removed"],
])("OpenAPI 2.0: %s", (_what, from, to, code) => {
  expect(compareOpenapi({ from, to }).changes.map((change) => change.code)).toContain(code);
});
