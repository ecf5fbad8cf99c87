/** What the sandbox's pages have under way: sessions, and the steps of signing in and registering that wait for the next. */
import type { AppRecord } from "./records.ts";
import { OneTime } from "./one-time.ts";
import { Sessions } from "./sessions.ts";
import type { State } from "./state.ts";

/** A user said yes to the App; the App exchanges it for a token. */
export interface AuthorizationCode {
  readonly appId: number;
  readonly accountId: number;
  /** Where the browser was sent with it. */
  readonly redirectUri: string;
  /** PKCE's, S256; null: none was asked for. */
  readonly challenge: string | null;
}

export interface LoginLink {
  readonly accountId: number;
  /** Where the browser is sent, signed in. */
  readonly target: string;
}

/** An App as its manifest describes it, waiting for its owner to say yes. */
export interface PendingManifest {
  readonly manifest: string;
  readonly state: string | null;
}

/** An App that was registered; the private key is given away once and kept nowhere. */
export interface ManifestConversion {
  readonly app: AppRecord;
  readonly privateKey: string;
}

export interface BrowserFlows {
  readonly sessions: Sessions;
  readonly codes: OneTime<AuthorizationCode>;
  readonly loginLinks: OneTime<LoginLink>;
  readonly manifests: OneTime<PendingManifest>;
  readonly conversions: OneTime<ManifestConversion>;
}

const MINUTE_MS = 60_000;

export function beginFlows(state: State, now: () => number): BrowserFlows {
  return {
    sessions: new Sessions(state),
    codes: new OneTime(10 * MINUTE_MS, now),
    loginLinks: new OneTime(10 * MINUTE_MS, now),
    manifests: new OneTime(60 * MINUTE_MS, now),
    conversions: new OneTime(60 * MINUTE_MS, now),
  };
}
