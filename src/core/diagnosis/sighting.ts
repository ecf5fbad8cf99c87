/** What a diagnosis judges: what GitHub answered, and what this server knows by itself. No judgement is in it. */
import type { CommitId } from "../git/object-id.ts";
import type { Failure } from "../retry/failure.ts";
import type { InstallationRecord, Observation, RepositoryAddress } from "../sync/github-port.ts";
import type { LinkCode, LinkMode, LinkState } from "../sync/model.ts";

/** `not_asked`: what was asked before leaves nothing to ask. */
export type Asked<Value> =
  | { readonly kind: "answered"; readonly value: Value }
  | { readonly kind: "failed"; readonly failure: Failure; readonly networkCode: string | null }
  | { readonly kind: "not_asked" };

export interface SeenApp {
  readonly name: string;
  /** Its public page. */
  readonly htmlUrl: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** How far an attempt to deliver a webhook came; `refused`: answered, but not with 2xx. */
export type DeliveryReach = "ok" | "refused" | "timed_out" | "not_connected" | "tls" | "unclear";

export interface SeenDelivery {
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly deliveredAt: number;
  readonly reach: DeliveryReach;
  readonly statusCode: number;
  /** GitHub's ids. */
  readonly installationId: number | null;
  readonly repositoryId: number | null;
}

export interface SeenHost {
  readonly app: Asked<SeenApp>;
  /** Of the first answer: both sides' time at that moment; null where none came. */
  readonly clock: { readonly theirs: number; readonly ours: number } | null;
  /** Of an Enterprise Server. */
  readonly version: string | null;
  /** Null: the App has no webhook. */
  readonly webhookUrl: Asked<string | null>;
  /** Newest first: some of the last. */
  readonly deliveries: Asked<readonly SeenDelivery[]>;
}

export interface SeenLimit {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly resetAt: number;
}

/** What stands in the way of a commit by the App. */
export interface SeenRules {
  /** Classic protection, as it meets the App; null: none. */
  readonly classic: {
    readonly pattern: string;
    readonly mayPush: boolean;
    readonly asksSignatures: boolean;
    readonly asksReviews: boolean;
    readonly asksChecks: boolean;
  } | null;
  /** Of rulesets. */
  readonly rules: readonly { readonly type: string; readonly source: string }[];
  /** Of the commit that was asked for; null: none was, or it is not there any more. */
  readonly signature: "valid" | "invalid" | "none" | null;
  readonly limit: SeenLimit | null;
}

export interface Sighting {
  /** When: milliseconds since 1970. */
  readonly at: number;
  readonly host: SeenHost;
  /** Null: not there. */
  readonly installation: Asked<InstallationRecord | null>;
  readonly observation: Asked<Observation>;
  readonly rules: Asked<SeenRules>;
}

export interface SightRequest {
  readonly repository: RepositoryAddress;
  readonly branch: string;
  /** Null: of a repository as a whole. */
  readonly path: string | null;
  /** The newest commit by this server that it knows of. */
  readonly commit: CommitId | null;
}

const NOT_ASKED = { kind: "not_asked" } as const;

export const NOTHING_SEEN: Sighting = {
  at: 0,
  host: { app: NOT_ASKED, clock: null, version: null, webhookUrl: NOT_ASKED, deliveries: NOT_ASKED },
  installation: NOT_ASKED,
  observation: NOT_ASKED,
  rules: NOT_ASKED,
};

export interface DiagnosisGitHub {
  /** Never throws a GitHubFailure: what failed is part of the sighting. At most seven requests, tokens not counted. */
  sight(request: SightRequest): Promise<Sighting>;
}

/** What this server knows by itself. */
export interface KnownFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly host: {
    readonly hostname: string;
    /** Without a slash at the end. */
    readonly webUrl: string;
    readonly apiUrl: string;
    /** False: no App is configured for it here, so it is not asked. */
    readonly isConfigured: boolean;
  };
  /** Where GitHub's webhooks are taken, as far as the configuration says. */
  readonly webhookUrl: string;
  readonly account: { readonly id: number; readonly login: string; readonly isOrganization: boolean };
  readonly repository: RepositoryAddress;
  readonly htmlUrl: string;
  readonly branch: string;
  readonly defaultBranch: string;
  readonly path: string | null;
  /** Until when nothing of the installation, or of the host, is asked; null: nothing is held back. */
  readonly blocked: { readonly until: number; readonly reason: string | null } | null;
  readonly link: {
    readonly mode: LinkMode;
    readonly state: LinkState;
    readonly code: LinkCode | null;
    readonly message: string | null;
    readonly since: number;
    /** Where people act on it. */
    readonly url: string;
  } | null;
}

/** All that is judged. */
export interface Evidence {
  readonly known: KnownFacts;
  readonly seen: Sighting;
}
