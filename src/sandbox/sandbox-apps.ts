/** How tests see the Apps that are registered at the sandbox. */
import type { AppRecord } from "./records.ts";

/** The sandbox's own: its private key is at hand. */
export interface SandboxApp {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM, PKCS#1, RSA 2048. */
  readonly privateKey: string;
  readonly privateKeyPath: string;
  readonly webhookSecret: string;
}

/** What the App's settings page on GitHub changes. */
export interface AppSettings {
  /** Where people may be sent after they authorised the App: exact addresses, the first where none is asked for. */
  readonly callbackUrls?: readonly string[];
  /** Where people are sent after they installed it. */
  readonly setupUrl?: string | null;
  /** Also after they changed the installation. */
  readonly setsUpOnUpdate?: boolean;
}

export interface SandboxApps {
  /** The sandbox's own first, then in order of registration. */
  list(): readonly AppRecord[];
  /** Of the sandbox's own App, or the first one, where none is named. */
  configure(settings: AppSettings, slug?: string): void;
}
