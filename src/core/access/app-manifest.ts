/**
 * What GitHub is asked to register: what app.yml says, and this server's addresses.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
import { webhookPathOf } from "../webhook/webhook-host.ts";
import { callbackPathOf } from "./configured-hosts.ts";

/** As app.yml has it. */
export interface AppManifest {
  readonly description: string;
  readonly public: boolean;
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
}

export interface ManifestWish {
  readonly name: string;
  /** Where people and GitHub reach this server, without a slash at the end. */
  readonly ownAddress: string;
  readonly hostname: string;
  readonly isFirst: boolean;
  readonly hasWebhook: boolean;
}

/** GitHub takes no longer name. */
export const LONGEST_APP_NAME = 34;

export function manifestFor(app: AppManifest, wish: ManifestWish): Readonly<Record<string, unknown>> {
  const { name, ownAddress, hasWebhook } = wish;
  return {
    name,
    url: ownAddress,
    // GitHub refuses an address that it cannot reach, also of a webhook that is switched off.
    ...(hasWebhook && { hook_attributes: { url: ownAddress + webhookPathOf(wish), active: true } }),
    redirect_url: `${ownAddress}/setup/registered`,
    callback_urls: [ownAddress + callbackPathOf(wish)],
    setup_url: ownAddress + installedPathOf(wish),
    setup_on_update: true,
    description: app.description,
    public: app.public,
    default_events: app.default_events,
    default_permissions: app.default_permissions,
  };
}

/** Where GitHub sends people who installed the App, or changed what it is installed on. */
export function installedPathOf({ hostname, isFirst }: Pick<ManifestWish, "hostname" | "isFirst">): string {
  return isFirst ? "/setup/installed" : `/setup/installed/${encodeURIComponent(hostname)}`;
}
