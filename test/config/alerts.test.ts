import { expect, test } from "vitest";
import { readAlerts } from "../../src/config/alerts.ts";

const SECRET = "s".repeat(32);

test("sends nothing where no address is set", () => {
  expect(readAlerts({})).toEqual({ alerts: { webhook: null, allowsPrivate: false }, problems: [] });
});

test("takes an address with its secret, and plain http only where a private network is allowed", () => {
  const url = "https://hooks.example.com/lockstep?team=a";
  expect(readAlerts({ ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: SECRET })).toEqual({
    alerts: { webhook: { url, secret: SECRET }, allowsPrivate: false },
    problems: [],
  });
  const plain = { ALERT_WEBHOOK_URL: "http://10.0.0.1/", ALERT_WEBHOOK_SECRET: SECRET };
  expect(readAlerts(plain).problems).toEqual([expect.stringContaining("not encrypted")]);
  expect(readAlerts({ ...plain, ALERT_ALLOW_PRIVATE: "true" })).toMatchObject({
    alerts: { webhook: { url: "http://10.0.0.1/" }, allowsPrivate: true },
    problems: [],
  });
});

test.each([
  [{ ALERT_WEBHOOK_SECRET: SECRET }, ["ALERT_WEBHOOK_SECRET is set, but"]],
  [{ ALERT_WEBHOOK_URL: "https://a.example/" }, ["ALERT_WEBHOOK_SECRET is missing"]],
  [{ ALERT_WEBHOOK_URL: "https://a.example/", ALERT_WEBHOOK_SECRET: "short" }, ["fewer than 32"]],
  [{ ALERT_WEBHOOK_URL: "ftp://a.example/", ALERT_WEBHOOK_SECRET: SECRET }, ["is not an address"]],
  [{ ALERT_WEBHOOK_URL: "nowhere" }, ["is not an address", "ALERT_WEBHOOK_SECRET is missing"]],
  [{ ALERT_WEBHOOK_URL: "https://me:pw@a.example/", ALERT_WEBHOOK_SECRET: SECRET }, ["a user or a password"]],
  [{ ALERT_ALLOW_PRIVATE: "perhaps" }, ["ALERT_ALLOW_PRIVATE is not known"]],
])("says what is wrong with %o, without the secret in it", (environment, told) => {
  const { problems, alerts } = readAlerts(environment);
  expect(problems).toEqual(told.map((words) => expect.stringContaining(words)));
  expect(problems.join(" ")).not.toMatch(/s{32}|pw@/);
  expect(alerts.webhook).toBeNull();
});
