/** A GitHub host and the credentials of the App that is registered there. The keys' names are Probot's. */
import { createPrivateKey } from "node:crypto";
import { type Environment, HOST_KEYS } from "./env.ts";
import { integer, oneOf, problem, secret, type Value } from "./values.ts";

export interface HostConfig {
  /** `github.com`, or the name of an Enterprise Server, with its port where it has one. */
  readonly hostname: string;
  readonly protocol: "https" | "http";
  /** Where its REST API answers, if not where such a host has it. */
  readonly baseUrl?: string;
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** For signing people in; null where not set. */
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | null;
}

export interface HostReading {
  /** Null where there are problems, and where nothing is set. */
  readonly host: HostConfig | null;
  readonly problems: readonly string[];
}

type ReadFile = (path: string) => string;

/** One key of a host set asks for the rest; none at all leaves the host to setup. */
export function readHost(environment: Environment, readFile: ReadFile): HostReading {
  if (HOST_KEYS.every((key) => environment[key] === undefined)) return { host: null, problems: [] };
  const values = {
    server: serverOf(environment),
    appId: appIdOf(environment),
    privateKey: privateKeyOf(environment, readFile),
    webhookSecret: webhookSecretOf(environment),
    oauth: oauthOf(environment),
  };
  const { server, appId, privateKey, webhookSecret, oauth } = values;
  if (
    "value" in server &&
    "value" in appId &&
    "value" in privateKey &&
    "value" in webhookSecret &&
    "value" in oauth
  ) {
    const host = {
      ...server.value,
      appId: appId.value,
      privateKey: privateKey.value,
      webhookSecret: webhookSecret.value,
      oauth: oauth.value,
    };
    return { host, problems: [] };
  }
  const problems = Object.values(values).flatMap((value) => ("problem" in value ? [value.problem] : []));
  return { host: null, problems };
}

type Server = Pick<HostConfig, "hostname" | "protocol">;

function serverOf({ GHE_HOST: hostname, GHE_PROTOCOL: protocolName = "https" }: Environment): Value<Server> {
  const protocol = oneOf("GHE_PROTOCOL", protocolName, ["https", "http"]);
  if ("problem" in protocol) return protocol;
  if (hostname === undefined || hostname.toLowerCase() === "github.com") {
    return { value: { hostname: "github.com", protocol: "https" } };
  }
  if (!/^[\w.[\]:-]+$/.test(hostname) || !URL.canParse(`https://${hostname}`)) {
    return problem(
      "GHE_HOST is not the name of a server: set it to the name alone, such as github.example.com.",
    );
  }
  return { value: { hostname: hostname.toLowerCase(), protocol: protocol.value } };
}

function appIdOf({ APP_ID: id }: Environment): Value<number> {
  if (id === undefined) return problem("APP_ID is not set: copy the App ID from the GitHub App's settings.");
  return integer("APP_ID", id, { least: 1, most: Number.MAX_SAFE_INTEGER });
}

function webhookSecretOf({ WEBHOOK_SECRET: text }: Environment): Value<string> {
  const remedy =
    "set it to a random one, such as `openssl rand -hex 32` prints, here and in the GitHub App's settings.";
  return text === undefined
    ? problem(`WEBHOOK_SECRET is not set: ${remedy}`)
    : secret("WEBHOOK_SECRET", text, remedy);
}

function oauthOf({
  GITHUB_CLIENT_ID: clientId,
  GITHUB_CLIENT_SECRET: clientSecret,
}: Environment): Value<HostConfig["oauth"]> {
  if (clientId !== undefined && clientSecret !== undefined) return { value: { clientId, clientSecret } };
  if (clientId === undefined && clientSecret === undefined) return { value: null };
  const [missing, present] =
    clientId === undefined
      ? ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"]
      : ["GITHUB_CLIENT_SECRET", "GITHUB_CLIENT_ID"];
  return problem(`${missing} is not set though ${present} is: set both, or neither.`);
}

function privateKeyOf(
  { PRIVATE_KEY: text, PRIVATE_KEY_PATH: path }: Environment,
  readFile: ReadFile,
): Value<string> {
  if (text !== undefined && path !== undefined) {
    return problem("PRIVATE_KEY and PRIVATE_KEY_PATH are both set: keep one of them.");
  }
  if (text !== undefined) return pemOf("PRIVATE_KEY", text);
  if (path === undefined) {
    return problem(
      "Neither PRIVATE_KEY nor PRIVATE_KEY_PATH is set: generate a private key in the GitHub App's settings and set PRIVATE_KEY_PATH to its file.",
    );
  }
  try {
    return pemOf("PRIVATE_KEY_PATH", readFile(path));
  } catch {
    return problem(
      `PRIVATE_KEY_PATH names a file that cannot be read: set it to the private key's file, readable for this user.`,
    );
  }
}

/** As GitHub gives it, with `\n` written out, or as base64 of the whole. */
function pemOf(key: string, text: string): Value<string> {
  const plain = text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
  const pem = `${plain.replaceAll(String.raw`\n`, "\n").trim()}\n`;
  try {
    if (createPrivateKey(pem).asymmetricKeyType === "rsa") return { value: pem };
  } catch {
    // What the parser says may quote the key.
  }
  return problem(
    `${key} holds no RSA private key in PEM form: use the file that GitHub gave when the key was generated, whole.`,
  );
}
