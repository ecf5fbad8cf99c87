/**
 * An App's manifest, and what GitHub says of a wrong one.
 * docs: apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
import { findEventProblem } from "./app-events.ts";

export interface Manifest {
  readonly name: string | null;
  readonly url: string;
  readonly hook: { readonly url: string; readonly isActive: boolean } | null;
  readonly redirectUrl: string | null;
  readonly callbackUrls: readonly string[];
  readonly setupUrl: string | null;
  readonly setsUpOnUpdate: boolean;
  readonly description: string;
  readonly isPublic: boolean;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

export type ManifestReading =
  | { readonly kind: "manifest"; readonly manifest: Manifest }
  | { readonly kind: "wrong"; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

/** Why it is refused, for the page. */
class Wrong extends Error {}

export function readManifest(text: string): ManifestReading {
  try {
    return { kind: "manifest", manifest: manifestOf(fieldsOf(parsed(text), "")) };
  } catch (error) {
    if (error instanceof Wrong) return { kind: "wrong", problem: error.message };
    throw error;
  }
}

/** Left out, what is true of an App registered by hand is true: it is not public. */
function manifestOf(given: Fields): Manifest {
  const permissions = permissionsOf(given["default_permissions"]);
  const events = textsOf(given, "default_events");
  const callbackUrls = textsOf(given, "callback_urls");
  const problem = findEventProblem(events, permissions);
  if (problem !== null) throw new Wrong(problem);
  if (callbackUrls.length > 10) throw new Wrong("Callback URLs are too many (maximum is 10).");
  return {
    name: textOf(given, "name"),
    url: requiredUrl(given),
    hook: hookOf(given["hook_attributes"]),
    redirectUrl: urlOf(given, "redirect_url"),
    callbackUrls: callbackUrls.map((it) => checkedUrl("callback_urls", it)),
    setupUrl: urlOf(given, "setup_url"),
    setsUpOnUpdate: given["setup_on_update"] === true,
    description: textOf(given, "description") ?? "",
    isPublic: given["public"] === true,
    permissions,
    events,
  };
}

/**
 * seen: vikasprogrammer/agentric#317, alp82/curia#933: without `url` it is "url" that was not supplied, though the hook is
 * inactive; hunvreus/pagescms#409: a `secret` is refused. Its text is not confirmed.
 */
function hookOf(value: unknown): Manifest["hook"] {
  if (value === undefined || value === null) return null;
  const given = fieldsOf(value, "hook_attributes");
  const odd = Object.keys(given).find((it) => it !== "url" && it !== "active");
  if (odd !== undefined)
    throw new Wrong(`For 'properties/hook_attributes', "${odd}" is not a permitted key.`);
  return { url: requiredUrl(given), isActive: given["active"] !== false };
}

function permissionsOf(value: unknown): Record<string, string> {
  const given = Object.entries(value === undefined ? {} : fieldsOf(value, "default_permissions"));
  return Object.fromEntries(
    given.map(([name, level]) => {
      if (level !== "read" && level !== "write" && level !== "admin")
        throw new Wrong(`Default permission ${name} is not included in the list.`);
      return [name, level];
    }),
  );
}

function requiredUrl(given: Fields): string {
  const url = urlOf(given, "url");
  if (url === null) throw new Wrong(`"url" wasn't supplied.`);
  return url;
}

function urlOf(given: Fields, key: string): string | null {
  const text = textOf(given, key);
  return text === null ? null : checkedUrl(key, text);
}

function checkedUrl(key: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new Wrong(`For 'properties/${key}', ${text} is not a valid URL.`);
}

/** seen: probot/probot#806 for its words. */
function textOf(given: Fields, key: string): string | null {
  const value = given[key];
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  throw new Wrong(`For 'properties/${key}', ${JSON.stringify(value)} is not a string.`);
}

function textsOf(given: Fields, key: string): string[] {
  const value = given[key] ?? [];
  if (!Array.isArray(value))
    throw new Wrong(`For 'properties/${key}', ${JSON.stringify(value)} is not an array.`);
  return value.map((it: unknown) => textOf({ [key]: it }, key) ?? "");
}

function fieldsOf(value: unknown, key: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new Wrong(`For 'properties/${key}', ${JSON.stringify(value)} is not an object.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Wrong("The manifest is not valid JSON.");
  }
}
