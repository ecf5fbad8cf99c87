/** JSON Schemas: nothing says who writes and who reads, so what would break either is dangerous. */
import { expect, test } from "vitest";
import type { FoundChange } from "../../../src/core/compare/change.ts";
import { compareTrees } from "../../../src/core/compare/compare-trees.ts";
import { summaryOf } from "../../../src/core/compare/summary.ts";

const $schema = "https://json-schema.org/draft/2020-12/schema";

function compared(from: object, to: object) {
  const found = compareTrees("json-schema", { from: { $schema, ...from }, to: { $schema, ...to } });
  if (found === null) throw new Error("JSON Schemas are not compared.");
  return found;
}

function compare(from: object, to: object): readonly Pick<FoundChange, "code" | "level">[] {
  return compared(from, to).changes.map(({ code, level }) => ({ code, level }));
}

const typed = (type: string, more: object = {}): object => ({ properties: { a: { type, ...more } } });

test.each([
  [
    "another type breaks who writes and who reads",
    typed("string"),
    typed("object"),
    "type-changed",
    "breaking",
  ],
  [
    "a required property more breaks who writes",
    {},
    { required: ["a"], ...typed("string") },
    "required-property-added",
    "dangerous",
  ],
  [
    "a value more surprises who reads",
    typed("string", { enum: ["x"] }),
    typed("string", { enum: ["x", "y"] }),
    "enum-value-added",
    "dangerous",
  ],
  [
    "a value less is refused",
    typed("string", { enum: ["x", "y"] }),
    typed("string", { enum: ["x"] }),
    "enum-value-removed",
    "dangerous",
  ],
  ["a lower bound refuses some", typed("integer"), typed("integer", { minimum: 3 }), "min-set", "dangerous"],
])("%s", (...row) => {
  const [, from, to, code, level] = row;
  const found = compare(from, to).filter((change) => change.code.includes(code));
  expect(found).toMatchObject([{ level }]);
});

test("each change is told once, where it stands, and counted", () => {
  const { changes, counts } = compared(
    { ...typed("string"), $defs: { Pet: typed("string") }, items: { $ref: "#/$defs/Pet" } },
    {
      properties: { b: { type: "string" } },
      $defs: { Pet: typed("object") },
      items: { $ref: "#/$defs/Pet" },
    },
  );
  expect(summaryOf(counts)).toBe("+1 property, -1");
  expect(changes.filter(({ part }) => part === "schema Pet")).toMatchObject([
    { level: "breaking", at: { side: "to", pointer: expect.stringContaining("/$defs/Pet/properties/a") } },
  ]);
  expect(changes.filter(({ message }) => /^b\b/.test(message))).toHaveLength(1);
});

test("what is the same is no change, and words are none", () => {
  expect(compare(typed("string"), typed("string", { description: "new" }))).toEqual([]);
});
