/** The GitHub hosts that an App is registered on. Setup adds to them while the server runs. */

export interface ConfiguredHost {
  /** Row id. */
  readonly id: number;
  readonly hostname: string;
  /** Its workspaces have plain slugs, and its webhooks the plain path. */
  readonly isFirst: boolean;
  /** Where its pages are for a browser, without a slash at the end. */
  readonly webUrl: string;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string } | null;
}

export interface ConfiguredHosts {
  /** In the order in which they were configured; none before setup. */
  list(): readonly ConfiguredHost[];
  find(hostname: string): ConfiguredHost | null;
}
