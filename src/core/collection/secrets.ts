/**
 * Secrets that a collection carries, to warn before it is backed up for the first time. A short list of forms that are rarely
 * wrong; nothing found is no proof. The answer never holds a secret's text.
 */
import { isArray, isObject, type JsonObject, type JsonValue, memberOf } from "./json-value.ts";

type SecretKind =
  | "auth"
  | "secret_variable"
  | "authorization_header"
  | "private_key"
  | "url_password"
  | "aws_key"
  | "github_token"
  | "slack_token"
  | "stripe_key"
  | "google_key"
  | "postman_key"
  | "lockstep_token"
  | "lockstep_hook"
  | "json_web_token";

export interface FoundSecret {
  /** JSON Pointer (RFC 6901) from the collection's root. */
  readonly path: string;
  readonly kind: SecretKind;
}

const MAX_FOUND = 100;

/** At most 100, in the order of the document. */
export function findSecrets(collection: JsonValue): FoundSecret[] {
  const found: FoundSecret[] = [];
  search({ found }, collection, "");
  return found;
}

interface Search {
  readonly found: FoundSecret[];
}

function search(state: Search, value: JsonValue, path: string): void {
  if (state.found.length >= MAX_FOUND) return;
  if (typeof value === "string") report(state, path, kindOfText(value));
  else if (isArray(value)) value.items.forEach((item, index) => search(state, item, `${path}/${index}`));
  else if (isObject(value)) searchObject(state, value, path);
}

function searchObject(state: Search, value: JsonObject, path: string): void {
  const byPlace = kindOfPair(value);
  for (const { key, value: inner } of value.members) {
    const innerPath = `${path}/${pointerPart(key)}`;
    if (key === "value" && byPlace !== null) report(state, innerPath, byPlace);
    else if (key === "auth" && isObject(inner)) searchAuth(state, inner, innerPath);
    else search(state, inner, innerPath);
  }
}

/** `{key, value}` pairs: variables marked as secret, and the header that carries credentials. */
function kindOfPair(pair: JsonValue): SecretKind | null {
  const text = memberOf(pair, "value");
  if (!isLiteral(text)) return null;
  if (memberOf(pair, "type") === "secret") return "secret_variable";
  const key = memberOf(pair, "key");
  if (typeof key !== "string" || !/^(?:proxy-)?authorization$/i.test(key.trim())) return null;
  return /^\s*(?:bearer|basic|token|apikey)\s+[^\s{]/i.test(text) ? "authorization_header" : null;
}

const CREDENTIALS = new Set([
  "token",
  "password",
  "secret",
  "secretKey",
  "accessKey",
  "sessionToken",
  "accessToken",
  "refreshToken",
  "clientSecret",
  "clientToken",
  "consumerSecret",
  "tokenSecret",
  "authKey",
  "privateKey",
]);

/** The parameters of an auth are a list of pairs in v2.1, an object in v2.0. */
function searchAuth(state: Search, auth: JsonObject, path: string): void {
  for (const { key: scheme, value } of auth.members) {
    for (const parameter of parametersOf(value)) {
      const isSecret = isCredential(scheme, parameter.key) && isLiteral(parameter.value);
      if (isSecret) report(state, `${path}/${pointerPart(scheme)}${parameter.path}`, "auth");
    }
  }
}

interface Parameter {
  readonly key: JsonValue | undefined;
  readonly value: JsonValue | undefined;
  readonly path: string;
}

function parametersOf(scheme: JsonValue): readonly Parameter[] {
  if (isArray(scheme)) {
    return scheme.items.map((pair, index) => ({
      key: memberOf(pair, "key"),
      value: memberOf(pair, "value"),
      path: `/${index}/value`,
    }));
  }
  if (!isObject(scheme)) return [];
  return scheme.members.map(({ key, value }) => ({ key, value, path: `/${pointerPart(key)}` }));
}

function pointerPart(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isCredential(scheme: string, key: JsonValue | undefined): boolean {
  return typeof key === "string" && (CREDENTIALS.has(key) || (scheme === "apikey" && key === "value"));
}

/** A text that is there and is not only variables (`{{token}}`). */
function isLiteral(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value.replace(/\{\{[^{}]{0,200}\}\}/g, "").trim() !== "";
}

/** Every quantifier is bounded, so that a text of megabytes costs its length. */
const FORMS: readonly (readonly [SecretKind, RegExp])[] = [
  ["private_key", /-----BEGIN (?:[A-Z]{1,20} ){0,3}PRIVATE KEY-----/],
  ["aws_key", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["github_token", /\b(?:gh[oprsu]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{22})/],
  [
    "slack_token",
    /\bxox[abeprs]-[0-9A-Za-z-]{10}|hooks\.slack\.com\/services\/T[0-9A-Z]{6,20}\/B[0-9A-Z]{6,20}\//,
  ],
  ["stripe_key", /\b[rs]k_(?:live|test)_[0-9A-Za-z]{16}/],
  ["google_key", /\bAIza[0-9A-Za-z_-]{35}/],
  ["postman_key", /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/],
  ["lockstep_token", /\blockstep_[0-9A-Za-z]{39}\b/],
  ["lockstep_hook", /\/hooks\/collections\/[\w-]{43}(?![\w-])/],
  ["json_web_token", /\beyJ[0-9A-Za-z_-]{10,2000}\.eyJ[0-9A-Za-z_-]{4,4000}\.[0-9A-Za-z_-]{10}/],
  [
    "authorization_header",
    /\bAuthorization["']?\s{0,3}[:=,]\s{0,3}["']?(?:Bearer|Basic) [0-9A-Za-z+/=._~-]{8}/i,
  ],
  ["url_password", /[a-z0-9+.-]{1,20}:\/\/[^\s/:@{}?#]{1,100}:(?!\{\{)[^\s/@?#]{1,200}@/i],
];

/** What a text by itself gives away, wherever it stands; null where nothing does. */
export function kindOfText(text: string): SecretKind | null {
  return FORMS.find(([, form]) => form.test(text))?.[0] ?? null;
}

function report(state: Search, path: string, kind: SecretKind | null): void {
  if (kind !== null && state.found.length < MAX_FOUND) state.found.push({ path, kind });
}
