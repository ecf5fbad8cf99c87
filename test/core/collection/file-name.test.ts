import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultFileName } from "../../../src/core/collection/file-name.ts";
import { checkNewPath, joinPath, pathKey } from "../../../src/core/path/policy.ts";
import { anyText } from "../../support/json-arbitrary.ts";

const UID = "12ece9e1-2abf-4edc-8e34-de66e74114d2";
const free = (): boolean => false;

function nameFor(name: string, taken: readonly string[] = []): string {
  const keys = new Set(taken.map(pathKey));
  return defaultFileName({ name, uid: UID }, (fileName) => keys.has(pathKey(fileName)));
}

test.each([
  ["Petstore", "Petstore"],
  ["Pet store (v2)", "Pet store (v2)"],
  ["Pets/Cats\\Dogs: all?", "Pets-Cats-Dogs- all-"],
  ["  Pets\n\tand\u0000 dogs  ", "Pets and dogs"],
  ["Überprüfung 日本語", "Überprüfung 日本語"],
  ["e\u0301", "é"],
  ["e\u0000\u0301", "é"],
  ["🧪", "🧪"],
  ["evil\u202egnp.exe", "evilgnp.exe"],
  ["../../etc/passwd", "-..-etc-passwd"],
  [".git", "git"],
  [".NET API", "NET API"],
  ["Version 1.", "Version 1"],
  ["", "collection"],
  ["...", "collection"],
  [" . . ", "collection"],
  ["///", "collection"],
  ["\u200b\u200d", "collection"],
  ["\ud800", "collection"],
  ["con", "_con"],
  ["NUL.txt", "_NUL.txt"],
  ["Com1 port", "_Com1 port"],
  ["console", "console"],
])("calls the file of %j by %j", (name, base) => {
  expect(nameFor(name)).toBe(`${base}.postman_collection.json`);
});

test("puts the first 8 characters of the id where the name is taken, also in another case", () => {
  expect(nameFor("Payments", ["payments.POSTMAN_collection.json"])).toBe(
    "Payments (12ece9e1).postman_collection.json",
  );
});

test("finds a free name however many are taken", () => {
  const taken: string[] = [];
  for (let count = 0; count < 5; count += 1) taken.push(nameFor("Payments", taken));
  expect(taken.slice(2)).toEqual([
    `Payments (${UID}).postman_collection.json`,
    `Payments (${UID} 2).postman_collection.json`,
    `Payments (${UID} 3).postman_collection.json`,
  ]);
  expect(() => defaultFileName({ name: "Payments", uid: UID }, () => true)).toThrow(RangeError);
});

test("cuts a name of 300 characters between whole characters, and still tells two apart", () => {
  const long = "👩‍👩‍👧".repeat(300);
  const name = nameFor(long);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(name.replace(".postman_collection.json", "").replaceAll("👩‍👩‍👧".replaceAll("\u200d", ""), "")).toBe("");
  const second = nameFor(long, [name]);
  expect(second).not.toBe(name);
  expect(second).toMatch(/ \(12ece9e1\)\.postman_collection\.json$/);
  expect(Buffer.byteLength(second)).toBeLessThanOrEqual(255);
});

test("passes the path policy as it is, whatever the collection is called", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: "binary", minLength: 200, maxLength: 400 })), (name) => {
      const path = joinPath("Postman Collections", defaultFileName({ name, uid: UID }, free));
      expect(checkNewPath(path)).toMatchObject({ ok: true, path });
    }),
    { numRuns: 500 },
  );
});
