/** Where an account chooses, on its GitHub, what the App may see. */
export interface InstalledOn {
  /** The host's pages for a browser, without a slash at the end. */
  readonly webUrl: string;
  readonly account: { readonly login: string; readonly isOrganization: boolean };
  readonly installationId: number;
}

export function installationPage({ webUrl, account, installationId }: InstalledOn): string {
  const whose = account.isOrganization ? `/organizations/${account.login}` : "";
  return `${webUrl}${whose}/settings/installations/${installationId}`;
}
