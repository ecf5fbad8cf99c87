import { expect, test } from "vitest";
import { findSecrets } from "../../../src/core/collection/secrets.ts";
import { parseJson } from "../../../src/core/collection/parse-json.ts";
import { collectionFixture, collectionFixtures, largeCollection } from "../../support/collection-fixtures.ts";

function secretsIn(value: unknown): ReturnType<typeof findSecrets> {
  const reading = parseJson(typeof value === "string" ? value : JSON.stringify(value));
  if (!reading.ok) throw new Error(reading.reason);
  return findSecrets(reading.value);
}

const inBody = (raw: string): unknown => ({ item: [{ request: { body: { raw } } }] });
const BODY = "/item/0/request/body/raw";
// Put together here, so that no scanner takes this file for a leak.
const joined = (...parts: readonly string[]): string => parts.join("");
const letters = (count: number): string => "aB3dE6gH9".repeat(20).slice(0, count);

test.each<[string, unknown, string]>([
  [
    "auth",
    { auth: { type: "bearer", bearer: [{ key: "token", value: "abc", type: "string" }] } },
    "/auth/bearer/0/value",
  ],
  ["auth", { auth: { type: "basic", basic: { username: "ann", password: "abc" } } }, "/auth/basic/password"],
  [
    "auth",
    {
      auth: {
        type: "apikey",
        apikey: [
          { key: "key", value: "X-Key" },
          { key: "value", value: "abc" },
        ],
      },
    },
    "/auth/apikey/1/value",
  ],
  [
    "auth",
    { item: [{ request: { auth: { oauth2: [{ key: "clientSecret", value: "pre{{x}}" }] } } }] },
    "/item/0/request/auth/oauth2/0/value",
  ],
  ["secret_variable", { variable: [{ key: "pin", value: "1234", type: "secret" }] }, "/variable/0/value"],
  ["authorization_header", { header: [{ key: "authorization", value: "Bearer abcdef" }] }, "/header/0/value"],
  ["authorization_header", inBody("curl -H 'Authorization: Bearer abcdefgh1'"), BODY],
  ["private_key", inBody(joined("-----BEGIN RSA ", "PRIVATE KEY-----\nMII")), BODY],
  ["aws_key", inBody(joined("key=AK", "IAABCDEFGHIJKLMNOP")), BODY],
  ["github_token", inBody(`ghp_${letters(36)}`), BODY],
  ["github_token", inBody(`github_pat_${letters(22)}_x`), BODY],
  ["slack_token", inBody(joined("xo", "xb-1234567890-abc")), BODY],
  ["stripe_key", inBody(`sk_live_${letters(24)}`), BODY],
  ["google_key", inBody(`AIza${letters(35)}`), BODY],
  [
    "postman_key",
    inBody(joined("PM", "AK-0123456789abcdef01234567-", "0123456789abcdef0123456789abcdef01")),
    BODY,
  ],
  ["lockstep_token", inBody(joined("lock", "step_", letters(39))), BODY],
  [
    "lockstep_hook",
    { item: [{ request: { url: { raw: `https://a.example/hooks/collections/${letters(43)}` } } }] },
    "/item/0/request/url/raw",
  ],
  ["json_web_token", inBody(`eyJ${letters(20)}.eyJ${letters(20)}.${letters(20)}`), BODY],
  ["url_password", { "a/b~c": "postgres://ann:s3cret@db.example.com/pets" }, "/a~1b~0c"],
])("finds %s and says where, not what", (kind, value, path) => {
  expect(secretsIn(value)).toEqual([{ path, kind }]);
});

test.each<[string, unknown]>([
  [
    "variables in an auth",
    { auth: { bearer: [{ key: "token", value: "{{token}}" }], basic: { password: "" } } },
  ],
  [
    "names in an auth",
    { auth: { basic: [{ key: "username", value: "ann" }], apikey: [{ key: "key", value: "X-Key" }] } },
  ],
  ["an empty secret variable", { variable: [{ key: "pin", value: "", type: "secret" }] }],
  ["a header with a variable", { header: [{ key: "Authorization", value: "Bearer {{token}}" }] }],
  ["an address without password", inBody("https://example.com:8080/@ann")],
  ["an address with a variable for password", inBody("https://ann:{{password}}@example.com/")],
])("is silent about %s", (_case, value) => {
  expect(secretsIn(value)).toEqual([]);
});

test.each(collectionFixtures())("is silent about %s", (name) => {
  expect(secretsIn(collectionFixture(name))).toEqual([]);
});

test("answers at most 100, and reads 5 MB", () => {
  expect(
    secretsIn({ variable: Array.from({ length: 200 }, () => ({ value: "x", type: "secret" })) }),
  ).toHaveLength(100);
  expect(secretsIn(largeCollection(5_000_000))).toEqual([]);
  expect(secretsIn(["a".repeat(2_000_000), `eyJ${"a.eyJ".repeat(200_000)}`, "a://".repeat(300_000)])).toEqual(
    [],
  );
});
