import { expect, test } from "vitest";
import { sampleOf } from "../../src/http/description/sample-of.ts";

const named = {
  Link: { type: "object", title: "Link", properties: { id: { type: "integer" }, code: { type: "string" } } },
  Tree: { type: "object", title: "Tree", properties: { child: { $ref: "#/components/schemas/Tree" } } },
};

test("takes a schema's own example, else what members of the name usually hold", () => {
  expect(sampleOf({ type: "string", examples: ["2.0"] }, named, "version")).toBe("2.0");
  expect(sampleOf({ enum: ["a", "b"] }, named, "version")).toBe("a");
  expect(sampleOf({ type: "string" }, named, "version")).toBe("1.0");
  expect(sampleOf({ type: "integer", minimum: 5 }, named, "anything")).toBe(5);
});

test("follows references, prefers something to null, and knows what special members hold", () => {
  const link = { $ref: "#/components/schemas/Link" };
  expect(sampleOf({ anyOf: [{ type: "null" }, link] }, named)).toEqual({ id: 42, code: null });
  expect(sampleOf({ type: "array", items: link }, named)).toEqual([{ id: 42, code: null }]);
});

test("a schema that refers to itself has an example too", () => {
  expect(JSON.stringify(sampleOf(named.Tree, named)).length).toBeLessThan(1000);
});
