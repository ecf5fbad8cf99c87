import fc from "fast-check";
import { expect, test } from "vitest";
import { messageOf } from "../../src/dashboard/history/comparison-words.ts";
import { hideSecrets } from "../../src/dashboard/secrets/hide-secrets.ts";
import { HIDDEN } from "../../src/dashboard/secrets/looks-secret.ts";

const KEY = `ghp_${"a1B2".repeat(9)}`;
const OTHER_KEY = `ghp_${"c3D4".repeat(9)}`;

const word = (number: number): string => `${HIDDEN} ${number}`;

function hidden(value: unknown): unknown {
  const text = JSON.stringify(value, null, "\t");
  return JSON.parse(hideSecrets({ before: text, after: "" }).before);
}

test("hides what the contents of a collection hide, and nothing else", () => {
  const collection = {
    info: { name: "Pets", description: "Token: ask Mona" },
    auth: { type: "bearer", bearer: [{ key: "token", value: "plain words", type: "string" }] },
    variable: [
      { key: "host", value: "https://example.com" },
      { key: "apiToken", value: "correct horse" },
      { key: "other", value: "battery", type: "secret" },
      { key: "password", value: "{{password}}" },
      { key: "pin-password", value: 1234 },
    ],
    item: [
      {
        name: "Get a token",
        request: {
          method: "POST",
          auth: { type: "basic", basic: { username: "mona", password: "{{password}}" } },
          header: [
            { key: "X-Api-Key", value: "staple" },
            { key: "Accept", value: "text/plain" },
          ],
          url: { raw: "https://example.com/pets?token=abc", query: [{ key: "token", value: "abc" }] },
          body: { mode: "raw", raw: `send ${KEY}` },
        },
        event: [{ listen: "test", script: { exec: ["pm.test();", `use("${KEY}");`] } }],
      },
      { name: "Old", request: { url: "https://mona:horse@example.com", header: "Accept: a\nCookie: b" } },
    ],
  };
  expect(hidden(collection)).toEqual({
    ...collection,
    auth: { type: "bearer", bearer: [{ key: "token", value: word(1), type: "string" }] },
    variable: [
      { key: "host", value: "https://example.com" },
      { key: "apiToken", value: word(2) },
      { key: "other", value: word(3), type: "secret" },
      { key: "password", value: "{{password}}" },
      { key: "pin-password", value: word(4) },
    ],
    item: [
      {
        name: "Get a token",
        request: {
          method: "POST",
          auth: { type: "basic", basic: { username: word(5), password: "{{password}}" } },
          header: [
            { key: "X-Api-Key", value: word(6) },
            { key: "Accept", value: "text/plain" },
          ],
          url: { raw: word(7), query: [{ key: "token", value: word(8) }] },
          body: { mode: "raw", raw: word(9) },
        },
        event: [{ listen: "test", script: { exec: ["pm.test();", word(10)] } }],
      },
      { name: "Old", request: { url: word(11), header: word(12) } },
    ],
  });
});

test("a private key that takes several lines of a script is hidden whole", () => {
  const exec = ["const key = `", "-----BEGIN PRIVATE KEY-----", "MIIabc", "-----END PRIVATE KEY-----`;"];
  const { exec: lines } = hidden({ exec }) as { exec: string[] };
  expect(lines.every((line) => line.startsWith(HIDDEN))).toBe(true);
});

test("what is the same on both sides is so when it is hidden, and what changed is another", () => {
  const text = (own: string): string =>
    JSON.stringify(
      {
        variable: [
          { key: "one", value: KEY },
          { key: "two", value: own },
        ],
      },
      null,
      "\t",
    );
  const { before, after, count } = hideSecrets({ before: text(KEY), after: text(OTHER_KEY) });
  expect(count).toBe(2);
  const lines = after.split("\n");
  const changed = before.split("\n").flatMap((line, index) => (line === lines[index] ? [] : [line.trim()]));
  expect(changed).toEqual([`"value": "${HIDDEN} 1"`]);
  expect(after).toContain(`"value": "${HIDDEN} 2"`);
});

test("all else stays letter by letter, whatever the JSON", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("", "\t", "  "), (json, indent) => {
      const before = JSON.stringify(JSON.parse(json), null, indent);
      expect(hideSecrets({ before, after: json })).toEqual({ base: "", before, after: json, count: 0 });
    }),
  );
});

test("of what is no JSON, lines are hidden", () => {
  const { before, count } = hideSecrets({ before: `one\nkey: ${KEY}\n{`, after: "" });
  expect([before, count]).toEqual([`one\n${HIDDEN} 1\n{`, 1]);
});

test("an address that changed is told without its secrets", () => {
  const message = 'address changed from "https://a.test/?token=abc" to "https://mona:horse@b.test"';
  const told = messageOf({ code: "url-changed", message });
  expect(told).toContain("a.test");
  expect(told).toContain("@b.test");
  expect(told).not.toMatch(/abc|horse/);
  expect(messageOf({ code: "headers-changed", message })).toBe(message);
});
