import fc from "fast-check";
import { expect, test } from "vitest";
import { CUT_FROM_BYTES, cutPayload } from "../../../src/core/webhook/cut-payload.ts";

const large = Array.from({ length: 30_000 }, (_, index) => `a "path", with } ] \\ and : in it ${index}\\`);

function encode(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

test("leaves a payload below the limit as it came", () => {
  const body = encode({ commits: large.slice(0, 3000) });
  expect(body.byteLength).toBeLessThan(CUT_FROM_BYTES);
  expect(cutPayload(body)).toBe(body);
});

test("replaces what is large at the top by null, and keeps everything else", () => {
  const body = encode({
    ref: 'refs/heads/a"b',
    commits: large,
    repository: { id: 5, list: [1] },
    big: { large },
  });
  expect(JSON.parse(cutPayload(body).toString())).toEqual({
    ref: 'refs/heads/a"b',
    commits: null,
    repository: { id: 5, list: [1] },
    big: null,
  });
});

test("takes white space, and a large string, too", () => {
  const body = Buffer.from(`{ "a" : "${"\\\\".repeat(600_000)}" ,\n "b" : 1 }\n`);
  expect(JSON.parse(cutPayload(body).toString())).toEqual({ a: null, b: 1 });
});

test("gives a text that was cut short back in a form that does not parse", () => {
  const whole = encode({ ref: "refs/heads/main", commits: large });
  for (const length of [CUT_FROM_BYTES + 1, whole.byteLength - 1, whole.byteLength - 2]) {
    const cut = cutPayload(whole.subarray(0, length)).toString();
    expect(() => JSON.parse(cut)).toThrow(SyntaxError);
  }
});

test("never changes a value that is small, whatever its strings hold", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (small) => {
      const cut = cutPayload(encode({ ...small, "the large one": large }));
      expect(JSON.parse(cut.toString())).toEqual(
        JSON.parse(JSON.stringify({ ...small, "the large one": null })),
      );
    }),
    { numRuns: 15 },
  );
});
