/**
 * The GitHub hosts that Lockstep works with now. Hosts are only ever added: whoever holds one may keep it. What a host brings
 * (its Probot, its handlers) is ready before it is seen here, so that nothing finds half a host.
 */
import type { Logger } from "pino";
import type { Probot } from "probot";
import type { ConfiguredHost, ConfiguredHosts } from "../core/access/configured-hosts.ts";
import { webhookKey } from "../core/webhook/signature.ts";
import type { WebhookHost, WebhookHosts } from "../core/webhook/webhook-host.ts";
import { type Outgoing, UNWATCHED } from "./measured-fetch.ts";
import { apiUrlOf, makeProbot, type ProbotOptions } from "./probot.ts";
import { makeEventReceiver } from "./webhooks/event-receiver.ts";

/** A host and the App that is registered there. */
export interface HostSettings extends Pick<
  ProbotOptions,
  "hostname" | "protocol" | "baseUrl" | "appId" | "privateKey" | "webhookSecret"
> {
  readonly oauth: ConfiguredHost["oauth"];
}

interface RegisteredHost extends ConfiguredHost, WebhookHost {}

export class HostRegistry implements ConfiguredHosts, WebhookHosts {
  readonly #log: Logger;
  readonly #outgoing: Outgoing;
  readonly #hosts = new Map<string, RegisteredHost>();
  readonly #probots = new Map<string, Probot>();
  #first: RegisteredHost | null = null;

  constructor(log: Logger, outgoing: Outgoing = UNWATCHED) {
    this.#log = log;
    this.#outgoing = outgoing;
  }

  /** By hostname; hosts added later are in it too. */
  get probots(): ReadonlyMap<string, Probot> {
    return this.#probots;
  }

  list(): readonly RegisteredHost[] {
    return [...this.#hosts.values()];
  }

  find(hostname: string): RegisteredHost | null {
    return this.#hosts.get(hostname) ?? null;
  }

  webhookHost(hostname: string | null): RegisteredHost | null {
    return hostname === null ? this.#first : this.find(hostname);
  }

  /**
   * @param row what the database knows the host by
   * @throws where the private key is none
   */
  async add(
    row: { readonly id: number; readonly isFirst: boolean },
    settings: HostSettings,
  ): Promise<ConfiguredHost> {
    const { hostname, oauth } = settings;
    const probot = makeProbot({ ...settings, log: this.#log, outgoing: this.#outgoing });
    const apiUrl = apiUrlOf(settings);
    const host: RegisteredHost = {
      ...row,
      hostname,
      webUrl: webUrlOf(settings, apiUrl),
      apiUrl,
      oauth,
      webhookKey: webhookKey(settings.webhookSecret),
      receive: await makeEventReceiver(probot),
    };
    this.#probots.set(hostname, probot);
    this.#hosts.set(hostname, host);
    if (row.isFirst) this.#first = host;
    return host;
  }
}

/** An Enterprise Server has its pages beside its API. */
function webUrlOf({ hostname }: HostSettings, apiUrl: string): string {
  return hostname === "github.com" ? "https://github.com" : apiUrl.replace(/\/api\/v3$/, "");
}
