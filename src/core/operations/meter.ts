/** What the edges tell of their work, for the metrics. Nobody waits for any of it, and none of it throws. */

/** What a request to GitHub is for; `token`: the App asks for an installation's token. */
export type RequestKind =
  | "graphql_query"
  | "graphql_mutation"
  | "rest_read"
  | "rest_write"
  | "token"
  | "sign_in";

export interface AnsweredRequest {
  readonly hostname: string;
  readonly kind: RequestKind;
  /** Null: no answer came. */
  readonly status: number | null;
  readonly tookMs: number;
}

/** What an answer says of an installation's rate limit. */
export interface RateBudget {
  readonly hostname: string;
  /** GitHub's id. */
  readonly installationId: number;
  /** GitHub's name for the limit, such as `core` or `graphql`. */
  readonly resource: string;
  readonly limit: number;
  readonly remaining: number;
  /** When it is whole again: milliseconds since 1970. */
  readonly resetAt: number;
}

export interface GitHubMeter {
  answered(request: AnsweredRequest): void;
  budget(budget: RateBudget): void;
}

export interface WebhookMeter {
  /** Answered 2xx. */
  received(outcome: "recorded" | "repeated", bytes: number): void;
  /** @param code of the problem that was answered */
  refused(code: string): void;
}

/** All that there is to read, in Prometheus' text format. */
export interface MetricsReader {
  readonly contentType: string;
  read(): Promise<string>;
}

export const NO_METER: GitHubMeter & WebhookMeter = {
  answered: () => undefined,
  budget: () => undefined,
  received: () => undefined,
  refused: () => undefined,
};
