import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { type Config, readConfig } from "../../src/config/config.ts";
import type { Environment } from "../../src/config/env.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const ELLIPTIC = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const SECRET = "s".repeat(32);

const least: Environment = {
  APP_ID: "12345",
  PRIVATE_KEY: PEM,
  WEBHOOK_SECRET: SECRET,
  LOCKSTEP_ADMIN_TOKEN: "t".repeat(32),
};

function configOf(environment: Environment, readFile?: (path: string) => string): Config {
  const reading = readConfig(environment, readFile);
  if (reading.kind === "wrong") throw new Error(reading.problems.join("\n"));
  return reading.config;
}

function problemsOf(environment: Environment, readFile?: (path: string) => string): readonly string[] {
  const reading = readConfig(environment, readFile);
  return reading.kind === "wrong" ? reading.problems : [];
}

test("takes the least, and fills in the rest", () => {
  expect(configOf(least)).toEqual({
    hosts: [
      {
        hostname: "github.com",
        protocol: "https",
        appId: 12345,
        privateKey: PEM,
        webhookSecret: SECRET,
        oauth: null,
      },
    ],
    host: "127.0.0.1",
    port: 3000,
    publicUrl: "http://localhost:3000",
    trustProxy: false,
    databaseFile: "data/lockstep.db",
    adminToken: "t".repeat(32),
    metricsToken: null,
    encryptionKey: null,
    alerts: { webhook: null, allowsPrivate: false },
    sweepIntervalMs: 300_000,
    retentionMs: 30 * 24 * 3_600_000,
    quotas: { storedBytes: 10_000_000_000, documents: 100_000, savesPerMinute: 1000 },
    logLevel: "info",
  });
});

test("takes every key", () => {
  const config = configOf({
    ...least,
    GITHUB_CLIENT_ID: "Iv1.1",
    GITHUB_CLIENT_SECRET: "c",
    GHE_HOST: "GitHub.Example.com:8443",
    GHE_PROTOCOL: "http",
    HOST: "0.0.0.0",
    PORT: "0",
    PUBLIC_URL: "https://Lockstep.example.com:443/",
    TRUST_PROXY: "2",
    DATABASE_URL: "sqlite:/var/lib/lockstep/db",
    SWEEP_INTERVAL: "1h",
    RETENTION_DAYS: "90",
    QUOTA_BYTES: "500 mb",
    QUOTA_DOCUMENTS: "0",
    QUOTA_SAVES_PER_MINUTE: "60",
    LOG_LEVEL: "WARN",
  });
  expect(config).toMatchObject({
    hosts: [
      {
        hostname: "github.example.com:8443",
        protocol: "http",
        oauth: { clientId: "Iv1.1", clientSecret: "c" },
      },
    ],
    host: "0.0.0.0",
    port: 0,
    publicUrl: "https://lockstep.example.com",
    trustProxy: 2,
    databaseFile: "/var/lib/lockstep/db",
    sweepIntervalMs: 3_600_000,
    retentionMs: 90 * 24 * 3_600_000,
    quotas: { storedBytes: 500_000_000, documents: 0, savesPerMinute: 60 },
    logLevel: "warn",
  });
});

test("takes the encryption key as hexadecimal and as base64, and nothing that is not 32 bytes", () => {
  const key = Buffer.alloc(32, 0xa7);
  for (const text of [key.toString("hex"), key.toString("base64"), key.toString("base64url")]) {
    expect(configOf({ ...least, ENCRYPTION_KEY: text }).encryptionKey).toEqual(key);
  }
  for (const text of [
    "short",
    "z".repeat(64),
    key.toString("hex").slice(2),
    `${key.toString("base64")}AAAA`,
  ]) {
    expect(problemsOf({ ...least, ENCRYPTION_KEY: text })).toEqual([
      expect.stringContaining("ENCRYPTION_KEY is not a key of 32 bytes"),
    ]);
  }
});

test("takes the private key as text, on one line, in base64, and from a file", () => {
  const { PRIVATE_KEY: _none, ...others } = least;
  for (const key of [PEM, PEM.replaceAll("\n", String.raw`\n`), Buffer.from(PEM).toString("base64")]) {
    expect(configOf({ ...others, PRIVATE_KEY: key }).hosts[0]?.privateKey).toBe(PEM);
  }
  const fromFile = configOf({ ...others, PRIVATE_KEY_PATH: "app.pem" }, (path) =>
    path === "app.pem" ? PEM : "",
  );
  expect(fromFile.hosts[0]?.privateKey).toBe(PEM);
});

test("leaves the host to setup where nothing of it is set, and needs no admin token", () => {
  expect(configOf({})).toMatchObject({ hosts: [], adminToken: null, publicUrl: "http://localhost:3000" });
});

test.each<[keyof Environment, string]>([
  ["APP_ID", "12345"],
  ["PRIVATE_KEY", PEM],
  ["WEBHOOK_SECRET", SECRET],
  ["GITHUB_CLIENT_ID", "Iv1.1"],
  ["GHE_HOST", "github.example.com"],
])("names everything that is missing at once where %s is set alone", (set, value) => {
  const problems = problemsOf({ [set]: value });
  const needed = [
    ["APP_ID"],
    ["PRIVATE_KEY", "PRIVATE_KEY_PATH"],
    ["WEBHOOK_SECRET"],
    ...(set === "GITHUB_CLIENT_ID" ? [["GITHUB_CLIENT_SECRET"]] : []),
  ];
  const missing = needed.filter((keys) => !keys.includes(set));
  expect(problems).toHaveLength(missing.length);
  for (const keys of missing) {
    expect(problems.filter((problem) => problem.includes(keys.at(-1) ?? ""))).toHaveLength(1);
  }
});

test.each<[keyof Environment, string]>([
  ["APP_ID", "abc"],
  ["APP_ID", "0"],
  ["PRIVATE_KEY", "not a key"],
  ["PRIVATE_KEY", PEM.slice(0, 300)],
  ["PRIVATE_KEY", ELLIPTIC],
  ["WEBHOOK_SECRET", "development"],
  ["WEBHOOK_SECRET", "s".repeat(31)],
  ["WEBHOOK_SECRET", `${SECRET} ä`],
  ["LOCKSTEP_ADMIN_TOKEN", "t".repeat(31)],
  ["LOCKSTEP_ADMIN_TOKEN", `${"t".repeat(31)} t`],
  ["GHE_HOST", "https://github.example.com"],
  ["GHE_HOST", "a/b"],
  ["GHE_PROTOCOL", "ftp"],
  ["PORT", "70000"],
  ["PORT", "-1"],
  ["PUBLIC_URL", "lockstep.example.com"],
  ["PUBLIC_URL", "https://user:pw@example.com"],
  ["PUBLIC_URL", "https://example.com/lockstep"],
  ["TRUST_PROXY", "maybe"],
  ["WEBHOOK_PROXY_URL", "https://smee.io/abc"],
  ["DATABASE_URL", "postgres://localhost/lockstep"],
  ["DATABASE_URL", "sqlite::memory:"],
  ["DATABASE_URL", "sqlite:"],
  ["DATABASE_URL", "data/lockstep.db"],
  ["SWEEP_INTERVAL", "5"],
  ["SWEEP_INTERVAL", "1s"],
  ["SWEEP_INTERVAL", "48h"],
  ["RETENTION_DAYS", "3"],
  ["QUOTA_BYTES", "much"],
  ["QUOTA_BYTES", "-1"],
  ["QUOTA_BYTES", "10 PB"],
  ["QUOTA_BYTES", "999999999999999TB"],
  ["QUOTA_DOCUMENTS", "1e3"],
  ["QUOTA_SAVES_PER_MINUTE", "5GB"],
  ["LOG_LEVEL", "loud"],
])("refuses %s=%j with one sentence that names it and the remedy", (key, value) => {
  const problems = problemsOf({ ...least, [key]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(key);
  expect(problems[0]).toMatch(/: (?:set|use|keep|leave|copy)[^\n]*\.$/);
});

test("names no address of its own where the port is any free one", () => {
  expect(configOf({ ...least, PORT: "0" }).publicUrl).toBe("");
});

test("says of PostgreSQL that it is not available yet", () => {
  expect(problemsOf({ ...least, DATABASE_URL: "postgresql://localhost/x" })[0]).toContain(
    "not available yet",
  );
});

test("refuses half of a pair, and two keys", () => {
  expect(problemsOf({ ...least, GITHUB_CLIENT_ID: "a" })).toEqual([
    expect.stringContaining("GITHUB_CLIENT_SECRET"),
  ]);
  expect(problemsOf({ ...least, GITHUB_CLIENT_SECRET: "a" })).toEqual([
    expect.stringContaining("GITHUB_CLIENT_ID"),
  ]);
  expect(problemsOf({ ...least, PRIVATE_KEY_PATH: "x" })).toEqual([
    expect.stringContaining("PRIVATE_KEY_PATH"),
  ]);
});

test("a key's file that is not there is a sentence, not a crash", () => {
  const { PRIVATE_KEY: _none, ...others } = least;
  expect(problemsOf({ ...others, PRIVATE_KEY_PATH: "/nowhere/app.pem" })).toEqual([
    expect.stringContaining("PRIVATE_KEY_PATH"),
  ]);
});

test("no sentence holds what was set as a secret", () => {
  const planted = "pl4nted";
  const problems = problemsOf({
    APP_ID: planted,
    PRIVATE_KEY: planted,
    WEBHOOK_SECRET: planted,
    GITHUB_CLIENT_SECRET: planted,
    LOCKSTEP_ADMIN_TOKEN: planted,
    DATABASE_URL: `postgres://u:${planted}@host/db`,
    WEBHOOK_PROXY_URL: planted,
    PUBLIC_URL: `https://u:${planted}@host`,
  });
  expect(problems).toHaveLength(8);
  expect(problems.join("\n")).not.toContain(planted);
});
