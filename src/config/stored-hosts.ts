/**
 * The hosts that setup registered an App on, in a file of the data folder that nobody else may read. It is replaced whole: a
 * crash leaves the former one or the new one, and what could not be read is never written over.
 */
import { chmodSync, readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { HostConfig } from "./host.ts";

export interface StoredHost extends HostConfig {
  readonly oauth: NonNullable<HostConfig["oauth"]>;
  /** The App's page for a browser; `/installations/new` below it installs it. */
  readonly appUrl: string;
  /** Whether GitHub was given an address to send webhooks to. */
  readonly hasWebhook: boolean;
}

export class StoredHostsError extends Error {
  override readonly name = "StoredHostsError";
}

const VERSION = 1;

export class StoredHosts {
  readonly #file: string;
  #hosts: readonly StoredHost[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string, hosts: readonly StoredHost[]) {
    this.#file = file;
    this.#hosts = hosts;
  }

  /** @throws StoredHostsError where a file is there that is not as it was written */
  static open(file: string): StoredHosts {
    const text = readIfThere(file);
    if (text === null) return new StoredHosts(file, []);
    chmodSync(file, 0o600);
    return new StoredHosts(file, parse(file, text));
  }

  /** In the order in which they were made. */
  list(): readonly StoredHost[] {
    return this.#hosts;
  }

  /** Durable once it resolves. Without a host it shows that the file can be written. */
  async store(host: StoredHost | null): Promise<void> {
    const written = this.#writing.then(async () => {
      const others = this.#hosts.filter(({ hostname }) => hostname !== host?.hostname);
      const hosts = host === null ? this.#hosts : [...others, host];
      await replace(this.#file, `${JSON.stringify({ version: VERSION, hosts }, null, 2)}\n`);
      this.#hosts = hosts;
    });
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw broken(file, error);
  }
}

async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  const folder = await open(dirname(file), "r");
  await folder.sync().finally(() => folder.close());
}

function parse(file: string, text: string): readonly StoredHost[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw broken(file, error);
  }
  const { version, hosts } = fields(data);
  if (version !== VERSION || !Array.isArray(hosts)) throw broken(file);
  return hosts.map((host: unknown) => hostOf(host) ?? fail(file));
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function hostOf(value: unknown): StoredHost | null {
  const { hostname, protocol, baseUrl, appId, privateKey, webhookSecret, appUrl, hasWebhook, oauth } =
    fields(value);
  const { clientId, clientSecret } = fields(oauth);
  if (protocol !== "http" && protocol !== "https") return null;
  if (typeof appId !== "number" || typeof hasWebhook !== "boolean") return null;
  const texts = { hostname, privateKey, webhookSecret, appUrl, clientId, clientSecret };
  if (!areTexts(texts)) return null;
  return {
    hostname: texts.hostname,
    protocol,
    ...(typeof baseUrl === "string" && { baseUrl }),
    appId,
    privateKey: texts.privateKey,
    webhookSecret: texts.webhookSecret,
    oauth: { clientId: texts.clientId, clientSecret: texts.clientSecret },
    appUrl: texts.appUrl,
    hasWebhook,
  };
}

function areTexts<Key extends string>(values: Record<Key, unknown>): values is Record<Key, string> {
  return Object.values(values).every((value) => typeof value === "string" && value !== "");
}

function fail(file: string): never {
  throw broken(file);
}

function broken(file: string, cause?: unknown): StoredHostsError {
  return new StoredHostsError(
    `${file} holds the GitHub Apps that setup registered and cannot be read: restore it from a backup, or move it away and register anew.`,
    { cause },
  );
}
