/**
 * From GitHub's code to a host that works:
 *
 *     the file can be written -> exchange -> kept durably -> added -> where GitHub made no secret for the webhook: told ours
 *
 * A code serves once: what can fail without GitHub is tried before it. Between the exchange and the file lies a moment in which
 * a crash leaves an App at GitHub that nobody has the key of; the page that the browser comes back to says what to do then.
 */
import type { MadeApp, ManifestGitHub } from "../core/access/manifest-github-port.ts";
import {
  type GitHubServer,
  type Registration,
  type RegisteredApp,
  type RegistrationFailure,
  RegistrationFailed,
  type SetUpApp,
} from "../core/access/setup-port.ts";
import { type Failure, GitHubFailure } from "../core/retry/failure.ts";
import { makeSecret } from "./session-secret.ts";

export interface NewHost extends GitHubServer, SetUpApp, Omit<MadeApp, "slug" | "htmlUrl" | "webhookSecret"> {
  readonly webhookSecret: string;
}

export interface RegistrationParts {
  readonly isConfigured: (hostname: string) => boolean;
  readonly convert: ManifestGitHub["convert"];
  /** Without a host it shows that it can. */
  readonly keep: (host: NewHost | null) => Promise<void>;
  readonly addHost: (host: NewHost) => Promise<void>;
  /** @throws GitHubFailure */
  readonly setWebhookSecret: (hostname: string, secret: string) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

/** @throws RegistrationFailed */
export async function registerApp(
  parts: RegistrationParts,
  { server, hasWebhook }: Registration,
  code: string,
): Promise<RegisteredApp> {
  if (parts.isConfigured(server.hostname)) throw new RegistrationFailed("configured", null);
  await requireWritable(parts);
  const made = await exchange(parts, server, code);
  const appUrl = appUrlOf(server, made);
  const host: NewHost = {
    ...server,
    appId: made.appId,
    privateKey: made.privateKey,
    webhookSecret: made.webhookSecret ?? makeSecret(),
    oauth: made.oauth,
    appUrl,
    hasWebhook,
  };
  await keep(parts, host);
  await parts.addHost(host);
  const isTold = made.webhookSecret !== null || !hasWebhook || (await tellSecret(parts, host));
  return { hostname: server.hostname, appUrl, hasWebhook, hasWebhookSecret: isTold };
}

async function requireWritable({ keep: write, log }: RegistrationParts): Promise<void> {
  try {
    await write(null);
  } catch (error) {
    log.error({ err: error }, "the data folder cannot be written");
    throw new RegistrationFailed("not_writable", null, { cause: error });
  }
}

async function exchange(
  { convert, log }: RegistrationParts,
  server: GitHubServer,
  code: string,
): Promise<MadeApp> {
  try {
    return await convert(server, code);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const { failure } = error;
    log.warn({ host: server.hostname, failure }, "GitHub did not give the App that it made");
    throw new RegistrationFailed(reasonOf(failure), null, { cause: error });
  }
}

function reasonOf(failure: Failure): RegistrationFailure {
  if (failure.kind === "not_found") return "code_refused";
  if (failure.kind !== "unexpected") return "unanswered";
  const isAnswer = failure.status !== null && failure.status < 300;
  return isAnswer ? "unusable" : "code_refused";
}

async function keep(parts: RegistrationParts, host: NewHost): Promise<void> {
  try {
    await parts.keep(host);
  } catch (error) {
    parts.log.error({ err: error, host: host.hostname }, "the App could not be kept");
    throw new RegistrationFailed("not_kept", host.appUrl, { cause: error });
  }
}

async function tellSecret(parts: RegistrationParts, host: NewHost): Promise<boolean> {
  try {
    await parts.setWebhookSecret(host.hostname, host.webhookSecret);
    return true;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    parts.log.warn(
      { host: host.hostname, failure: error.failure },
      "GitHub did not take the webhook's secret",
    );
    return false;
  }
}

/** Only an address of that very server is believed: it becomes a link. */
function appUrlOf({ hostname, protocol }: GitHubServer, { slug, htmlUrl }: MadeApp): string {
  const origin = `${protocol}://${hostname}`;
  const url = htmlUrl !== null && URL.canParse(htmlUrl) ? new URL(htmlUrl) : null;
  if (url !== null && url.origin === new URL(origin).origin) return url.href.replace(/\/+$/, "");
  return `${origin}/${hostname === "github.com" ? "apps" : "github-apps"}/${slug}`;
}
