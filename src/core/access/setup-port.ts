/** Setting Lockstep up in the browser, as its pages know it; done by access/, which works through github/ and config/. */
import type { AppManifest } from "./app-manifest.ts";

/** A GitHub that an App is to be registered on. */
export interface GitHubServer {
  /** `github.com`, or the name of an Enterprise Server, with its port where it has one; in lower case. */
  readonly hostname: string;
  readonly protocol: "https" | "http";
}

/** What GitHub is asked for in a browser, kept until the browser comes back. */
export interface Registration {
  readonly server: GitHubServer;
  /** False where GitHub could not reach this server: then it is given no address to send webhooks to. */
  readonly hasWebhook: boolean;
}

/** An App that setup registered. */
export interface SetUpApp {
  readonly hostname: string;
  /** Its page for a browser, without a slash at the end. */
  readonly appUrl: string;
  readonly hasWebhook: boolean;
}

/**
 * Who may set up, in this process's memory alone. While the gate is open there is a one-time code; whoever enters it gets a
 * session for an hour. A session serves to register one App; after that it only shows what came of it.
 */
export interface SetupGate {
  readonly isOpen: boolean;
  /** Null: not the code. Otherwise the secret of a session, and the code has changed. */
  redeem(code: string, address: string): string | null;
  /** A session for somebody whose right to it was found otherwise. */
  admit(): string;
  session(secret: string | null): SetupSession | null;
}

export interface SetupSession {
  readonly mayRegister: boolean;
  /** Whether it shows what any account has installed on the host: to whoever entered the code, and of a host that it added. */
  shows(hostname: string): boolean;
  /** The state that GitHub hands back, for the registration to be found by: once, within the hour. */
  begin(registration: Registration): string;
  take(state: string): TakenRegistration;
}

export type TakenRegistration =
  | {
      readonly kind: "taken";
      readonly registration: Registration;
      /** Nothing came of it: the same answer may come again. */
      putBack(): void;
      /** Nothing comes of it any more. */
      giveUp(): void;
      /** The App is registered: the session serves to register no other, and the code is withdrawn. */
      finish(): void;
    }
  /** Taken, and nothing is known yet of what comes of it: the page was loaded again meanwhile. */
  | { readonly kind: "under_way" }
  | { readonly kind: "done"; readonly hostname: string }
  | { readonly kind: "unknown" };

export interface Setup {
  readonly gate: SetupGate;
  /** As app.yml has it. */
  readonly manifest: AppManifest;
  /** For the App: unique on its GitHub, so it has the machine's name in it. */
  readonly suggestedName: string;
  /** Where people find what is kept, said on the pages. */
  readonly hostsFile: string;
  /** Where no webhook arrives, pushes are found this often. */
  readonly sweepIntervalMs: number;
  /** @throws GitHubFailure where it does not answer */
  probe(server: GitHubServer): Promise<void>;
  /** Whether it would be the first host. */
  isFirst(hostname: string): Promise<boolean>;
  /** What GitHub made is stored and works at once. @throws RegistrationFailed */
  register(registration: Registration, code: string): Promise<RegisteredApp>;
  /** Null where the host was not set up here but in the environment, or not at all. */
  app(hostname: string): SetUpApp | null;
  /** Asks GitHub for installations, where no webhook said that there are new ones. */
  findInstallations(hostname: string): void;
}

export interface RegisteredApp extends SetUpApp {
  /** False: GitHub was to be told the webhook's secret, and did not take it. */
  readonly hasWebhookSecret: boolean;
}

export type RegistrationFailure =
  /** GitHub does not take the code: it was used, or is older than an hour. */
  | "code_refused"
  /** No answer: the same code may be tried again. */
  | "unanswered"
  /** The host has an App already; the code was not used. */
  | "configured"
  /** What GitHub answered cannot be used. */
  | "unusable"
  /** The data folder cannot be written; the code was not used. */
  | "not_writable"
  /** The App is made, but it could not be kept. */
  | "not_kept";

export class RegistrationFailed extends Error {
  override readonly name = "RegistrationFailed";
  readonly reason: RegistrationFailure;
  /** Where GitHub told it: the App's page. */
  readonly appUrl: string | null;

  constructor(reason: RegistrationFailure, appUrl: string | null, options?: ErrorOptions) {
    super(`The App could not be registered: ${reason}`, options);
    this.reason = reason;
    this.appUrl = appUrl;
  }
}
