/** The Apps' own pages on their GitHub, as the routes know them; asked by github/. */

export interface AppPages {
  /** The page of the host's App for a browser, without a slash at the end; null where GitHub does not say it in time. */
  pageOf(hostname: string): Promise<string | null>;
}
