/** Where people are told what needs them, beside GitHub: a webhook that this server sends. */
import type { Environment } from "./env.ts";
import { oneOf, secret } from "./values.ts";

export interface AlertConfig {
  /** Null: none is sent. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** Whether it may go into a private network, and unencrypted. */
  readonly allowsPrivate: boolean;
}

export interface AlertReading {
  readonly alerts: AlertConfig;
  readonly problems: readonly string[];
}

const SECRET_REMEDY = "set it to a random one, such as `openssl rand -hex 32` prints.";

export function readAlerts(environment: Environment): AlertReading {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: key } = environment;
  const allowed = oneOf("ALERT_ALLOW_PRIVATE", environment.ALERT_ALLOW_PRIVATE ?? "false", ["true", "false"]);
  const problems = "problem" in allowed ? [allowed.problem] : [];
  const allowsPrivate = "value" in allowed && allowed.value === "true";
  if (url === undefined) {
    if (key !== undefined)
      problems.push("ALERT_WEBHOOK_SECRET is set, but ALERT_WEBHOOK_URL is not: set both, or neither.");
    return { alerts: { webhook: null, allowsPrivate }, problems };
  }
  const fault = urlFault(url, allowsPrivate);
  if (fault !== null) problems.push(fault);
  const read =
    key === undefined
      ? { problem: `ALERT_WEBHOOK_SECRET is missing, by which receivers know our webhooks: ${SECRET_REMEDY}` }
      : secret("ALERT_WEBHOOK_SECRET", key, SECRET_REMEDY);
  if ("problem" in read) problems.push(read.problem);
  const webhook = "value" in read && fault === null ? { url, secret: read.value } : null;
  return { alerts: { webhook, allowsPrivate }, problems };
}

/** The address itself is not told: it may hold a secret. */
function urlFault(url: string, allowsPrivate: boolean): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hash !== "")
    return "ALERT_WEBHOOK_URL is not an address: set it to one that begins with https://.";
  if (parsed.username !== "" || parsed.password !== "")
    return "ALERT_WEBHOOK_URL holds a user or a password: leave them out; our webhooks are known by their signature.";
  if (parsed.protocol === "http:" && !allowsPrivate)
    return "ALERT_WEBHOOK_URL is not encrypted: set it to one that begins with https://, or allow a private network by ALERT_ALLOW_PRIVATE=true.";
  return null;
}
