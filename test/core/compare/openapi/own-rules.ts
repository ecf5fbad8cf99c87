/** Rules that concern no single schema: each with its own pair of descriptions. */
import {
  aHeader,
  anOperation,
  aParameter,
  aProperty,
  aRequest,
  aResponse,
  type Schema,
} from "./a-description.ts";

export interface OwnRule {
  /** Of the catalogue. */
  readonly id: string;
  readonly from: object;
  readonly to: object;
  /** What it is called here. */
  readonly code: string;
}

const TEXT = { type: "string" };
const OK = { description: "OK" };
const OBJECT = { type: "object" };

function rule(id: string, [from, to]: readonly [object, object], code: string): OwnRule {
  return { id, from, to, code };
}

/** Both ways: the first name from the first to the second. */
function pair(
  [one, oneCode]: readonly [string, string],
  [other, otherCode]: readonly [string, string],
  [from, to]: readonly [object, object],
): readonly OwnRule[] {
  return [rule(one, [from, to], oneCode), rule(other, [to, from], otherCode)];
}

function described(paths: object, more: object = {}): object {
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths, ...more };
}

const ONE = { "/pets": { get: { responses: { 200: OK } } } };
const TWO = { ...ONE, "/cats": { get: { responses: { 200: OK } } } };
const OLD = { ...ONE, "/cats": { get: { deprecated: true, responses: { 200: OK } } } };
const HOOK = { webhooks: { pet: { post: { responses: { 200: OK } } } } };

const OPERATIONS: readonly OwnRule[] = [
  rule("endpoint-added", [described(ONE), described(TWO)], "operation-added"),
  rule("api-removed-without-deprecation", [described(TWO), described(ONE)], "operation-removed"),
  rule("api-path-removed-without-deprecation", [described(TWO), described(ONE)], "operation-removed"),
  ...["api-removed-with-deprecation", "api-path-removed-with-deprecation"].map((id) =>
    rule(id, [described(OLD), described(ONE)], "deprecated-operation-removed"),
  ),
  ...pair(
    ["webhook-added", "webhook-added"],
    ["webhook-removed", "webhook-removed"],
    [described(ONE), described(ONE, HOOK)],
  ),
  ...pair(
    ["endpoint-deprecated", "operation-deprecated"],
    ["endpoint-reactivated", "operation-reactivated"],
    [anOperation({}), anOperation({ deprecated: true })],
  ),
  ...pair(
    ["api-operation-id-added", "operation-id-added"],
    ["api-operation-id-removed", "operation-id-removed"],
    [anOperation({}), anOperation({ operationId: "addPet" })],
  ),
  ...pair(
    ["api-tag-added", "tag-added"],
    ["api-tag-removed", "tag-removed"],
    [anOperation({ tags: ["a"] }), anOperation({ tags: ["a", "b"] })],
  ),
  ...pair(
    ["api-stability-decreased", "operation-stability-decreased"],
    ["api-stability-increased", "operation-stability-increased"],
    [anOperation({ "x-stability-level": "stable" }), anOperation({ "x-stability-level": "beta" })],
  ),
  rule(
    "api-schema-removed",
    [described(ONE, { components: { schemas: { Pet: OBJECT } } }), described(ONE, { components: {} })],
    "schema-removed",
  ),
];

function parameters(...list: readonly object[]): object {
  return anOperation({ parameters: list });
}

const LIMIT = { name: "limit", in: "query", schema: { type: "integer" } };

function onPath(...list: readonly object[]): object {
  return described({ "/pets": { parameters: list, post: { responses: { 200: OK } } } });
}

function atPath(path: string, ...list: readonly object[]): object {
  return described({ [path]: { post: { parameters: list, responses: { 200: OK } } } });
}

const PARAMETERS: readonly OwnRule[] = [
  ...pair(
    ["new-optional-request-parameter", "request-parameter-added"],
    ["request-parameter-removed", "request-parameter-removed"],
    [parameters(), parameters(LIMIT)],
  ),
  rule(
    "new-required-request-parameter",
    [parameters(), parameters({ ...LIMIT, required: true })],
    "request-required-parameter-added",
  ),
  rule(
    "new-optional-request-default-parameter-to-existing-path",
    [onPath(), onPath(LIMIT)],
    "request-parameter-added",
  ),
  rule(
    "new-required-request-default-parameter-to-existing-path",
    [onPath(), onPath({ ...LIMIT, required: true })],
    "request-required-parameter-added",
  ),
  rule(
    "new-request-path-parameter",
    [
      atPath("/pets/{id}"),
      atPath("/pets/{id}", { name: "id", in: "path", required: true, schema: { type: "string" } }),
    ],
    "request-path-parameter-added",
  ),
  ...pair(
    ["request-parameter-became-required", "request-parameter-became-required"],
    ["request-parameter-became-optional", "request-parameter-became-optional"],
    [parameters(LIMIT), parameters({ ...LIMIT, required: true })],
  ),
  rule(
    "request-parameter-removed-with-deprecation",
    [parameters({ ...LIMIT, deprecated: true }), parameters()],
    "request-deprecated-parameter-removed",
  ),
  ...pair(
    ["request-parameter-deprecated", "request-parameter-deprecated"],
    ["request-parameter-reactivated", "request-parameter-reactivated"],
    [parameters(LIMIT), parameters({ ...LIMIT, deprecated: true })],
  ),
  rule(
    "request-parameter-list-of-types-narrowed",
    [aParameter({ schema: { type: ["string", "number"] } }), aParameter({ schema: { type: ["number"] } })],
    "request-type-specialized",
  ),
  rule(
    "request-parameter-property-list-of-types-narrowed",
    [
      aParameter({ schema: aProperty({ type: ["string", "number"] }) }),
      aParameter({ schema: aProperty({ type: ["number"] }) }),
    ],
    "request-type-specialized",
  ),
  rule(
    "request-parameter-property-type-specialized",
    [
      aParameter({ schema: aProperty({ type: "number" }) }),
      aParameter({ schema: aProperty({ type: "integer" }) }),
    ],
    "request-type-specialized",
  ),
  rule(
    "request-header-property-became-required",
    [
      aParameter({ in: "header", schema: aProperty(TEXT) }),
      aParameter({ in: "header", schema: aProperty(TEXT, { required: ["name"] }) }),
    ],
    "request-property-became-required",
  ),
  rule(
    "new-required-request-header-property",
    [
      aParameter({ in: "header", schema: OBJECT }),
      aParameter({ in: "header", schema: aProperty(TEXT, { required: ["name"] }) }),
    ],
    "request-required-property-added",
  ),
];

function body(requestBody: object | null): object {
  return anOperation(requestBody === null ? {} : { requestBody });
}

function media(...names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { schema: OBJECT }]));
}

const BODY = { content: media("application/json") };

const BODIES: readonly OwnRule[] = [
  ...pair(
    ["request-body-added-optional", "request-body-added"],
    ["request-body-removed", "request-body-removed"],
    [body(null), body(BODY)],
  ),
  rule(
    "request-body-added-required",
    [body(null), body({ ...BODY, required: true })],
    "request-required-body-added",
  ),
  ...pair(
    ["request-body-became-required", "request-body-became-required"],
    ["request-body-became-optional", "request-body-became-optional"],
    [body(BODY), body({ ...BODY, required: true })],
  ),
  ...pair(
    ["request-body-media-type-added", "request-media-type-added"],
    ["request-body-media-type-removed", "request-media-type-removed"],
    [body(BODY), body({ content: media("application/json", "text/csv") })],
  ),
  ...pair(
    ["request-body-media-type-schema-added", "request-media-type-schema-added"],
    ["request-body-media-type-schema-removed", "request-media-type-schema-removed"],
    [body({ content: { "application/json": {} } }), body(BODY)],
  ),
];

function responses(list: object): object {
  return anOperation({ responses: list });
}

const JSON_RESPONSE = { 200: { ...OK, content: media("application/json") } };
const LATIN = { 200: { ...OK, content: media("application/json; charset=latin1") } };

const RESPONSES: readonly OwnRule[] = [
  ...pair(
    ["response-success-status-added", "response-success-status-added"],
    ["response-success-status-removed", "response-success-status-removed"],
    [responses({ 200: OK }), responses({ 200: OK, 201: OK })],
  ),
  ...pair(
    ["response-non-success-status-added", "response-status-added"],
    ["response-non-success-status-removed", "response-status-removed"],
    [responses({ 200: OK }), responses({ 200: OK, 404: OK })],
  ),
  ...pair(
    ["response-media-type-added", "response-media-type-added"],
    ["response-media-type-removed", "response-media-type-removed"],
    [responses(JSON_RESPONSE), responses({ 200: { ...OK, content: media("application/json", "text/csv") } })],
  ),
  rule(
    "response-media-type-name-changed",
    [responses(JSON_RESPONSE), responses(LATIN)],
    "response-media-type-name-changed",
  ),
  ...pair(
    ["response-body-media-type-schema-added", "response-media-type-schema-added"],
    ["response-body-media-type-schema-removed", "response-media-type-schema-removed"],
    [responses({ 200: { ...OK, content: { "application/json": {} } } }), responses(JSON_RESPONSE)],
  ),
  ...pair(
    ["response-header-added", "response-header-added"],
    ["optional-response-header-removed", "response-header-removed"],
    [aHeader(null), aHeader({ schema: TEXT })],
  ),
  rule(
    "required-response-header-removed",
    [aHeader({ required: true, schema: TEXT }), aHeader(null)],
    "response-required-header-removed",
  ),
  rule(
    "response-header-became-optional",
    [aHeader({ required: true, schema: TEXT }), aHeader({ schema: TEXT })],
    "response-header-became-optional",
  ),
  rule(
    "response-header-type-compatible",
    [aHeader({ schema: { type: "boolean" } }), aHeader({ schema: TEXT })],
    "response-type-generalized",
  ),
];

const NAMED = { required: ["name"] };
const READ_ONLY = { ...TEXT, readOnly: true };
const WRITE_ONLY = { ...TEXT, writeOnly: true };

type Hold = (schema: Schema) => object;

/** Of a property, as what is sent and as what comes. */
function properties(direction: "request" | "response", hold: Hold): readonly OwnRule[] {
  const flags = [
    ["read-only", READ_ONLY],
    ["write-only", WRITE_ONLY],
  ] as const;
  return [
    ...flags.flatMap(([flag, flagged]) =>
      (["optional", "required"] as const).flatMap((kind) => {
        const more = kind === "required" ? NAMED : {};
        return pair(
          [`${direction}-${kind}-property-became-${flag}`, `${direction}-property-became-${flag}`],
          [`${direction}-${kind}-property-became-not-${flag}`, `${direction}-property-became-not-${flag}`],
          [hold(aProperty(TEXT, more)), hold(aProperty(flagged, more))],
        );
      }),
    ),
    ...pair(
      [`${direction}-property-deprecated`, `${direction}-property-deprecated`],
      [`${direction}-property-reactivated`, `${direction}-property-reactivated`],
      [hold(aProperty(TEXT)), hold(aProperty({ ...TEXT, deprecated: true }))],
    ),
    ...pair(
      [`${direction}-property-became-required`, `${direction}-property-became-required`],
      [`${direction}-property-became-optional`, `${direction}-property-became-optional`],
      [hold(aProperty(TEXT)), hold(aProperty(TEXT, NAMED))],
    ),
    ...["body", "property"].flatMap((holder) => {
      const inner: Hold = holder === "body" ? hold : (schema) => hold(aProperty(schema));
      const words = { ...OBJECT, allOf: [{ description: "A pet" }] };
      return pair(
        [`${direction}-${holder}-all-of-added-annotation-only`, "operation-words-changed"],
        [`${direction}-${holder}-all-of-removed-annotation-only`, "operation-words-changed"],
        [inner(OBJECT), inner(words)],
      );
    }),
  ];
}

const DEFAULT = { ...TEXT, default: "a" };

const PROPERTIES: readonly OwnRule[] = [
  ...properties("request", (schema) => aRequest(schema)),
  ...properties("response", (schema) => aResponse(schema)),
  ...pair(
    ["new-optional-request-property", "request-property-added"],
    ["request-property-removed", "request-property-removed"],
    [aRequest(OBJECT), aRequest(aProperty(TEXT))],
  ),
  rule(
    "new-required-request-property",
    [aRequest(OBJECT), aRequest(aProperty(TEXT, NAMED))],
    "request-required-property-added",
  ),
  rule(
    "new-required-request-property-with-default",
    [aRequest(OBJECT), aRequest(aProperty(DEFAULT, NAMED))],
    "request-required-property-with-default-added",
  ),
  rule(
    "request-property-became-required-with-default",
    [aRequest(aProperty(DEFAULT)), aRequest(aProperty(DEFAULT, NAMED))],
    "request-property-became-required-with-default",
  ),
  ...pair(
    ["response-optional-property-added", "response-property-added"],
    ["response-optional-property-removed", "response-property-removed"],
    [aResponse(OBJECT), aResponse(aProperty(TEXT))],
  ),
  ...pair(
    ["response-required-property-added", "response-required-property-added"],
    ["response-required-property-removed", "response-required-property-removed"],
    [aResponse(OBJECT), aResponse(aProperty(TEXT, NAMED))],
  ),
  ...pair(
    ["response-optional-write-only-property-added", "response-property-added"],
    ["response-optional-write-only-property-removed", "response-property-removed"],
    [aResponse(OBJECT), aResponse(aProperty(WRITE_ONLY))],
  ),
  ...pair(
    ["response-required-write-only-property-added", "response-required-property-added"],
    ["response-required-write-only-property-removed", "response-required-property-removed"],
    [aResponse(OBJECT), aResponse(aProperty(WRITE_ONLY, NAMED))],
  ),
  ...pair(
    ["response-write-only-property-became-required", "response-property-became-required"],
    ["response-write-only-property-became-optional", "response-property-became-optional"],
    [aResponse(aProperty(WRITE_ONLY)), aResponse(aProperty(WRITE_ONLY, NAMED))],
  ),
];

export const OWN_RULES: readonly OwnRule[] = [
  ...OPERATIONS,
  ...PARAMETERS,
  ...BODIES,
  ...RESPONSES,
  ...PROPERTIES,
];
