import { expect, test } from "vitest";
import { slugOf } from "../../src/http/slug.ts";

test.each([
  ["Petstore", "petstore"],
  ["  Pet   Store, v2! ", "pet-store-v2"],
  ["Café Über", "cafe-uber"],
  ["ＦＵＬＬ ｗｉｄｔｈ", "full-width"],
  ["Ελληνικό API", "ελληνικο-api"],
  ["支付 接口", "支付-接口"],
  ["हिन्दी", "हिन्दी"],
  ["a/b\\c..d", "a-b-c-d"],
  ["İstanbul", "istanbul"],
  ["🙂!?", ""],
  ["-", ""],
  ["New", "new-api"],
  ["¡NEW!", "new-api"],
  ["Newer", "newer"],
  ["New orders", "new-orders"],
])("%j is at %j", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("is its own slug, and no longer than an address should be", () => {
  for (const name of ["New", "Ünï côdé Nàmé", "支付 接口", "x y ".repeat(200), "𝒳".repeat(300)]) {
    const slug = slugOf(name);
    expect(slugOf(slug)).toBe(slug);
    expect(Array.from(slug).length).toBeLessThanOrEqual(100);
    expect(slug).not.toMatch(/^-|-$/);
  }
});
