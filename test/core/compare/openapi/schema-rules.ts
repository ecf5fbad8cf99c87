/** Pairs of schemas, each for the rules of one name: whatever it is that has the schema, the rule is the same. */
import type { Schema } from "./a-description.ts";

export interface SchemaRule {
  /** What the rules are called behind `request-body-`, `response-property-` and so on. */
  readonly name: string;
  readonly from: Schema;
  readonly to: Schema;
  /** What it is called here, where that is another name. */
  readonly code?: string;
}

const TEXT = { type: "string" };
const NUMBER = { type: "number" };
const LIST = { type: "array", items: TEXT };

function rule(name: string, from: Schema, to: Schema, code?: string): SchemaRule {
  return code === undefined ? { name, from, to } : { name, from, to, code };
}

/** A keyword that is set, raised, lowered and left out. */
function bound(name: string, base: object, keyword: string, code = name): readonly SchemaRule[] {
  const low = { ...base, [keyword]: 2 };
  const high = { ...base, [keyword]: 5 };
  return [
    rule(`${name}-set`, base, low, `${code}-set`),
    rule(`${name}-increased`, low, high, `${code}-increased`),
    rule(`${name}-decreased`, high, low, `${code}-decreased`),
    rule(`${name}-unset`, low, base, `${code}-unset`),
  ];
}

/** A keyword that is added and removed. */
function both(name: string, base: object, member: object): readonly SchemaRule[] {
  return [
    rule(`${name}-added`, base, { ...base, ...member }),
    rule(`${name}-removed`, { ...base, ...member }, base),
  ];
}

const OBJECT = { type: "object" };
const IF = { if: { required: ["a"] } };
const CAT = { type: "object", title: "Cat", properties: { meow: TEXT } };
const DOG = { type: "object", title: "Dog", properties: { bark: TEXT } };
const KIND = { propertyName: "kind" };

function told(discriminator?: object): object {
  return { oneOf: [CAT, DOG], ...(discriminator !== undefined && { discriminator }) };
}

export const SCHEMA_RULES: readonly SchemaRule[] = [
  rule("became-enum", TEXT, { ...TEXT, enum: ["a"] }),
  rule("enum-value-added", { ...TEXT, enum: ["a"] }, { ...TEXT, enum: ["a", "b"] }),
  rule("enum-value-removed", { ...TEXT, enum: ["a", "b"] }, { ...TEXT, enum: ["a"] }),
  rule(
    "x-extensible-enum-value-removed",
    { ...TEXT, "x-extensible-enum": ["a", "b"] },
    { ...TEXT, "x-extensible-enum": ["a"] },
    "extensible-enum-value-removed",
  ),
  rule("became-nullable", TEXT, { type: ["string", "null"] }),
  rule("became-not-nullable", { type: ["string", "null"] }, TEXT),
  rule("default-value-added", TEXT, { ...TEXT, default: "a" }),
  rule("default-value-removed", { ...TEXT, default: "a" }, TEXT),
  rule("default-value-changed", { ...TEXT, default: "a" }, { ...TEXT, default: "b" }),
  ...both("const", TEXT, { const: "a" }),
  rule("const-changed", { ...TEXT, const: "a" }, { ...TEXT, const: "b" }),
  ...bound("max", NUMBER, "maximum"),
  ...bound("min", NUMBER, "minimum"),
  ...bound("exclusive-max", NUMBER, "exclusiveMaximum", "max"),
  ...bound("exclusive-min", NUMBER, "exclusiveMinimum", "min"),
  ...bound("max-length", TEXT, "maxLength"),
  ...bound("min-length", TEXT, "minLength"),
  ...bound("max-items", LIST, "maxItems"),
  ...bound("min-items", LIST, "minItems"),
  ...bound("max-contains", { ...LIST, contains: TEXT }, "maxContains"),
  ...bound("min-contains", { ...LIST, contains: TEXT }, "minContains"),
  ...both("pattern", TEXT, { pattern: "^a" }),
  rule("pattern-changed", { ...TEXT, pattern: "^a" }, { ...TEXT, pattern: "^b" }),
  rule("pattern-generalized", { ...TEXT, pattern: "^a" }, { ...TEXT, pattern: ".*" }),
  rule("type-changed", OBJECT, NUMBER),
  rule("type-generalized", { type: "integer" }, NUMBER),
  rule("type-specialized", NUMBER, { type: "integer" }),
  rule("list-of-types-widened", { type: ["string"] }, { type: ["string", "number"] }, "type-generalized"),
  rule("list-of-types-narrowed", { type: ["string", "number"] }, { type: ["string"] }, "type-specialized"),
  rule("discriminator-added", told(), told(KIND)),
  rule("discriminator-removed", told(KIND), told()),
  rule("discriminator-property-name-changed", told(KIND), told({ propertyName: "sort" })),
  rule("discriminator-mapping-added", told(KIND), told({ ...KIND, mapping: { cat: "Cat" } })),
  rule("discriminator-mapping-deleted", told({ ...KIND, mapping: { cat: "Cat" } }), told(KIND)),
  rule(
    "discriminator-mapping-changed",
    told({ ...KIND, mapping: { cat: "Cat" } }),
    told({ ...KIND, mapping: { cat: "Dog" } }),
  ),
  rule("one-of-added", { oneOf: [CAT] }, { oneOf: [CAT, DOG] }),
  rule("one-of-removed", { oneOf: [CAT, DOG] }, { oneOf: [CAT] }),
  rule("any-of-added", { anyOf: [CAT] }, { anyOf: [CAT, DOG] }),
  rule("any-of-removed", { anyOf: [CAT, DOG] }, { anyOf: [CAT] }),
  rule("wrapped-in-one-of", CAT, { oneOf: [DOG, LIST] }, "wrapped-in-union"),
  rule("all-of-added", OBJECT, { ...OBJECT, allOf: [{ required: ["a"] }] }, "property-became-required"),
  rule("all-of-removed", { ...OBJECT, allOf: [{ required: ["a"] }] }, OBJECT, "property-became-optional"),
  rule("prefix-items-added", { ...LIST, prefixItems: [TEXT] }, { ...LIST, prefixItems: [TEXT, TEXT] }),
  rule("prefix-items-removed", { ...LIST, prefixItems: [TEXT, TEXT] }, { ...LIST, prefixItems: [TEXT] }),
  ...both("if", OBJECT, IF),
  ...both("then", { ...OBJECT, ...IF }, JSON.parse(`{"then": {"required": ["b"]}}`) as object),
  ...both("else", { ...OBJECT, ...IF }, { else: { required: ["b"] } }),
  ...both("contains", LIST, { contains: { const: "a" } }),
  ...both("dependent-required", OBJECT, { dependentRequired: { a: ["b"] } }),
  rule(
    "dependent-required-changed",
    { ...OBJECT, dependentRequired: { a: ["b"] } },
    { ...OBJECT, dependentRequired: { a: ["c"] } },
  ),
  ...both("dependent-schema", OBJECT, { dependentSchemas: { a: { required: ["b"] } } }),
  ...both("pattern-property", OBJECT, { patternProperties: { "^a": TEXT } }),
  ...both("property-names", OBJECT, { propertyNames: { pattern: "^a" } }),
  ...both("unevaluated-items", LIST, { unevaluatedItems: false }),
  ...both("unevaluated-properties", OBJECT, { unevaluatedProperties: false }),
  ...both("content-schema", TEXT, { contentSchema: OBJECT }),
  rule(
    "content-media-type-changed",
    { ...TEXT, contentMediaType: "image/png" },
    { ...TEXT, contentMediaType: "image/gif" },
  ),
  rule(
    "content-encoding-changed",
    { ...TEXT, contentEncoding: "base64" },
    { ...TEXT, contentEncoding: "base16" },
  ),
];
