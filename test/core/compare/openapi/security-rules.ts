/** Rules of what callers must show. */
import { anOperation } from "./a-description.ts";
import type { OwnRule } from "./own-rules.ts";

const NOTHING = anOperation({});

function own(...security: readonly object[]): object {
  return anOperation({ security });
}

function shared(...security: readonly object[]): object {
  return anOperation({}, { security });
}

function scheme(securityScheme: object | null): object {
  const securitySchemes = securityScheme === null ? {} : { oauth: securityScheme };
  return anOperation({}, { components: { securitySchemes } });
}

const OAUTH = {
  type: "oauth2",
  flows: {
    authorizationCode: { authorizationUrl: "https://a", tokenUrl: "https://t", scopes: { read: "Read" } },
  },
};

function oauth(change: object): object {
  const flow = { ...OAUTH.flows.authorizationCode, ...change };
  return scheme({ ...OAUTH, flows: { authorizationCode: flow } });
}

function rule(id: string, [from, to]: readonly [object, object], code: string): OwnRule {
  return { id, from, to, code };
}

const KEY = { key: [] };
const READ = { oauth: ["read"] };
const WRITE = { oauth: ["read", "write"] };

export const SECURITY_RULES: readonly OwnRule[] = [
  rule("api-security-added", [NOTHING, own(KEY)], "security-added"),
  rule("api-security-removed", [own(KEY, READ), own(READ)], "security-removed"),
  rule("api-security-scope-added", [own(READ), own(WRITE)], "security-scope-added"),
  rule("api-security-scope-removed", [own(WRITE), own(READ)], "security-scope-removed"),
  rule("api-global-security-added", [NOTHING, shared(KEY)], "security-added"),
  rule("api-global-security-removed", [shared(KEY, READ), shared(READ)], "security-removed"),
  rule("api-global-security-scope-added", [shared(READ), shared(WRITE)], "security-scope-added"),
  rule("api-global-security-scope-removed", [shared(WRITE), shared(READ)], "security-scope-removed"),
  rule("api-security-component-added", [scheme(null), scheme(OAUTH)], "security-scheme-added"),
  rule("api-security-component-removed", [scheme(OAUTH), scheme(null)], "security-scheme-removed"),
  rule(
    "api-security-component-type-changed",
    [scheme(OAUTH), scheme({ type: "http", scheme: "basic" })],
    "security-scheme-type-changed",
  ),
  rule(
    "api-security-component-oauth-url-changed",
    [scheme(OAUTH), oauth({ authorizationUrl: "https://b" })],
    "security-scheme-url-changed",
  ),
  rule(
    "api-security-component-oauth-token-url-changed",
    [scheme(OAUTH), oauth({ tokenUrl: "https://u" })],
    "security-scheme-url-changed",
  ),
  rule(
    "api-security-component-oauth-scope-added",
    [scheme(OAUTH), oauth({ scopes: { read: "Read", write: "Write" } })],
    "security-scheme-scope-added",
  ),
  rule(
    "api-security-component-oauth-scope-removed",
    [scheme(OAUTH), oauth({ scopes: {} })],
    "security-scheme-scope-removed",
  ),
  rule(
    "api-security-component-oauth-scope-changed",
    [scheme(OAUTH), oauth({ scopes: { read: "Read all" } })],
    "component-words-changed",
  ),
];
