/** Values made of the words of specifications, right and wrong, so that a comparison gets far into them. */
import fc from "fast-check";

const KEYWORDS = [
  ..."paths /pets /pets/{id} /pets/{pet} get post put parameters requestBody responses 200 404 default headers".split(
    " ",
  ),
  ..."content application/json schema properties a b required items allOf oneOf anyOf not if then else".split(
    " ",
  ),
  ..."type format enum const maximum minLength pattern nullable readOnly writeOnly deprecated discriminator".split(
    " ",
  ),
  ..."additionalProperties patternProperties prefixItems dependentRequired security securityDefinitions definitions".split(
    " ",
  ),
  ..."components schemas A B securitySchemes flows scopes tags operationId callbacks webhooks servers name in".split(
    " ",
  ),
  ..."channels operations messages message payload publish subscribe action channel address contentType".split(
    " ",
  ),
  ..."item request method url body event info schemaFormat style explode consumes produces $ref".split(" "),
];

const SCALARS = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 2.5, "", "a", "string", "object", "array", "integer"),
  fc.constantFrom("query", "path", "header", "body", "formData", "send", "receive", "oauth2", "null"),
  fc.constantFrom(
    "#",
    "#/components/schemas/A",
    "#/components/schemas/B",
    "#/definitions/A",
    "#/paths",
    "./x.yaml",
  ),
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    SCALARS,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYWORDS), tie("value"), { maxKeys: 4 }),
  ),
}));

export const soup: fc.Arbitrary<unknown> = value;

const schema: fc.Arbitrary<unknown> = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2, depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(
      { $ref: "#/components/schemas/A" },
      { $ref: "#/components/schemas/B" },
      { type: "string" },
      { type: "integer", maximum: 3 },
      { enum: ["a", "b"] },
      true,
    ),
    fc.record({
      type: fc.constant("object"),
      properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("schema"), { maxKeys: 2 }),
      required: fc.subarray(["a", "b"]),
    }),
    fc.record({ type: fc.constant("array"), items: tie("schema") }),
    fc.record({ oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }) }),
    soup,
  ),
})).schema;

const json = schema.map((it) => ({ content: { "application/json": { schema: it } } }));

const operation = fc.record(
  {
    parameters: fc.array(
      fc.record({
        name: fc.constantFrom("a", "b"),
        in: fc.constantFrom("query", "header"),
        required: fc.boolean(),
        schema,
      }),
      { maxLength: 2 },
    ),
    requestBody: json,
    responses: fc.dictionary(fc.constantFrom("200", "201", "404"), json),
    deprecated: fc.boolean(),
    tags: fc.subarray(["x", "y"]),
    security: fc.array(fc.dictionary(fc.constantFrom("k", "o"), fc.subarray(["r", "w"])), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

const path = fc.dictionary(fc.constantFrom("get", "post"), operation);

/** A description as people write them, more or less. */
export const openapi: fc.Arbitrary<unknown> = fc.record(
  {
    openapi: fc.constant("3.1.0"),
    paths: fc.dictionary(fc.constantFrom("/a", "/b", "/b/{id}", "/b/{name}"), path),
    webhooks: fc.dictionary(fc.constantFrom("w"), path),
    components: fc.record({ schemas: fc.dictionary(fc.constantFrom("A", "B"), schema) }),
    security: fc.array(fc.dictionary(fc.constantFrom("k", "o"), fc.subarray(["r"])), { maxLength: 1 }),
  },
  { requiredKeys: ["openapi", "paths"] },
);
