/** The GitHub hosts that an App is registered on. Setup adds to them while the server runs. */

export interface ConfiguredHost {
  /** Row id. */
  readonly id: number;
  readonly hostname: string;
  /** Its workspaces have plain slugs, and its webhooks the plain path. */
  readonly isFirst: boolean;
  /** Where its pages are for a browser, without a slash at the end. */
  readonly webUrl: string;
  /** Where its REST API answers, without a slash at the end. */
  readonly apiUrl: string;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | null;
}

export interface ConfiguredHosts {
  /** In the order in which they were configured; none before setup. */
  list(): readonly ConfiguredHost[];
  find(hostname: string): ConfiguredHost | null;
}

/**
 * Where the host sends people back to when they sign in; one of the callback URLs of its App. Each host has its own: an
 * answer that comes to another host's address is refused, so that no host can pass off as its own an answer that was
 * fetched from another (RFC 9700, section 4.4).
 */
export function callbackPathOf({ hostname, isFirst }: Pick<ConfiguredHost, "hostname" | "isFirst">): string {
  return isFirst ? "/auth/callback" : `/auth/callback/${encodeURIComponent(hostname)}`;
}
