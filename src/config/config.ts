/**
 * What the environment asks for, validated whole: all problems at once, one sentence each with its remedy, and none with a
 * secret in it.
 */
import { readFileSync } from "node:fs";
import { type AlertConfig, readAlerts } from "./alerts.ts";
import type { Quotas } from "../core/access/quotas.ts";
import type { Environment } from "./env.ts";
import { type HostConfig, readHost } from "./host.ts";
import { address, bytes, count, duration, integer, oneOf, problem, secret, type Value } from "./values.ts";

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

export interface Config {
  /** Of the environment; none where setup is to register the App. */
  readonly hosts: readonly HostConfig[];
  /** The address to listen on. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where people, senders and GitHub reach this server, without a slash at the end; empty where only listening shows it. */
  readonly publicUrl: string;
  /** Fastify's meaning: how many proxies in front, or which addresses they have. */
  readonly trustProxy: boolean | number | string;
  /** SQLite's file. */
  readonly databaseFile: string;
  /** Null: nobody has that power. */
  readonly adminToken: string | null;
  /** Lets in to the metrics and nowhere else; null: only the admin token does. */
  readonly metricsToken: string | null;
  /** 32 bytes that seal what the database keeps of people's tokens; null: the key in a file beside the database. */
  readonly encryptionKey: Buffer | null;
  readonly sweepIntervalMs: number;
  /** How long payloads and activity are kept. */
  readonly retentionMs: number;
  /** Of each workspace. */
  readonly quotas: Quotas;
  readonly alerts: AlertConfig;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

export type ConfigReading =
  | { readonly kind: "config"; readonly config: Config }
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

const DAY_MS = 24 * 3_600_000;
const SECRET_REMEDY = "set it to a random one, such as `openssl rand -hex 32` prints.";

const DEFAULTS = {
  PORT: "3000",
  HOST: "127.0.0.1",
  TRUST_PROXY: "false",
  DATABASE_URL: "sqlite:data/lockstep.db",
  SWEEP_INTERVAL: "5m",
  RETENTION_DAYS: "30",
  QUOTA_BYTES: "10GB",
  QUOTA_DOCUMENTS: "100000",
  QUOTA_SAVES_PER_MINUTE: "1000",
  LOG_LEVEL: "info",
} as const satisfies Environment;

/** @param readFile for PRIVATE_KEY_PATH; throws where there is no such file */
export function readConfig(
  environment: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): ConfigReading {
  const problems: string[] = [];
  const take = <T>(value: Value<T>, instead: T): T => {
    if ("value" in value) return value.value;
    problems.push(value.problem);
    return instead;
  };
  const first = readHost(environment, readFile);
  const { alerts, problems: ofAlerts } = readAlerts(environment);
  problems.push(...first.problems, ...notAvailable(environment), ...ofAlerts);
  const set = { ...DEFAULTS, ...environment };
  const port = take(integer("PORT", set.PORT, { least: 0, most: 65_535 }), 0);
  const config: Omit<Config, "hosts"> = {
    host: set.HOST,
    port,
    publicUrl: take(publicUrl(environment, port), ""),
    trustProxy: take(trustProxy(set.TRUST_PROXY), false),
    databaseFile: take(databaseFile(set.DATABASE_URL), ""),
    adminToken: take(token("LOCKSTEP_ADMIN_TOKEN", environment), null),
    metricsToken: take(token("METRICS_TOKEN", environment), null),
    encryptionKey: take(encryptionKey(environment), null),
    sweepIntervalMs: take(
      duration("SWEEP_INTERVAL", set.SWEEP_INTERVAL, { leastMs: 10_000, mostMs: DAY_MS }),
      0,
    ),
    retentionMs: take(integer("RETENTION_DAYS", set.RETENTION_DAYS, { least: 7, most: 3650 }), 0) * DAY_MS,
    quotas: {
      storedBytes: take(bytes("QUOTA_BYTES", set.QUOTA_BYTES), 0),
      documents: take(count("QUOTA_DOCUMENTS", set.QUOTA_DOCUMENTS), 0),
      savesPerMinute: take(count("QUOTA_SAVES_PER_MINUTE", set.QUOTA_SAVES_PER_MINUTE), 0),
    },
    alerts,
    logLevel: take(oneOf("LOG_LEVEL", set.LOG_LEVEL, LOG_LEVELS), "info"),
  };
  if (problems.length > 0) return { kind: "wrong", problems };
  return { kind: "config", config: { hosts: first.host === null ? [] : [first.host], ...config } };
}

function notAvailable({ WEBHOOK_PROXY_URL: url }: Environment): readonly string[] {
  if (url === undefined) return [];
  return [
    "WEBHOOK_PROXY_URL is not available yet: leave it out. Where no webhook can arrive, pushes are found every SWEEP_INTERVAL.",
  ];
}

function token(
  key: "LOCKSTEP_ADMIN_TOKEN" | "METRICS_TOKEN",
  { [key]: text }: Environment,
): Value<string | null> {
  return text === undefined ? { value: null } : secret(key, text, SECRET_REMEDY);
}

function encryptionKey({ ENCRYPTION_KEY: text }: Environment): Value<Buffer | null> {
  if (text === undefined) return { value: null };
  if (/^[\da-f]{64}$/i.test(text)) return { value: Buffer.from(text, "hex") };
  if (/^[\w+/-]{43}=?$/.test(text)) return { value: Buffer.from(text, "base64") };
  return problem(
    "ENCRYPTION_KEY is not a key of 32 bytes: set it to what `openssl rand -hex 32` prints, or leave it out.",
  );
}

function publicUrl({ PUBLIC_URL: url }: Environment, port: number): Value<string> {
  if (url !== undefined) return address("PUBLIC_URL", url);
  return { value: port === 0 ? "" : `http://localhost:${port}` };
}

function trustProxy(text: string): Value<boolean | number | string> {
  if (text === "true" || text === "false") return { value: text === "true" };
  if (/^\d{1,2}$/.test(text)) return { value: Number(text) };
  if (/^[\da-fA-F.:/, ]+$|^(?:loopback|linklocal|uniquelocal)$/.test(text)) return { value: text };
  return problem(
    "TRUST_PROXY is not understood: set it to true, false, the number of proxies in front, or their addresses with commas between.",
  );
}

/** For what needs nothing else of the configuration. */
export function readDatabaseFile({ DATABASE_URL: url = DEFAULTS.DATABASE_URL }: Environment): Value<string> {
  return databaseFile(url);
}

function databaseFile(url: string): Value<string> {
  if (/^postgres(?:ql)?:/i.test(url)) {
    return problem(
      "DATABASE_URL names PostgreSQL, which is not available yet: leave it out, or set it to sqlite:PATH.",
    );
  }
  const file = /^sqlite:(.+)$/i.exec(url)?.[1];
  if (file !== undefined && !file.startsWith(":") && !file.endsWith("/")) {
    return { value: file };
  }
  return problem(
    "DATABASE_URL is not understood: set it to sqlite: and the path of a file, such as sqlite:data/lockstep.db.",
  );
}
