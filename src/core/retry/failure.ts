/** How a request to GitHub can fail, told apart by what is known for certain; classify-failure.ts says what follows. */

export type Failure =
  /** `retryAt`: milliseconds since 1970, from `retry-after` or `x-ratelimit-reset`; null where GitHub named none. */
  | {
      readonly kind: "rate_limited";
      readonly scope: "primary" | "secondary";
      readonly retryAt: number | null;
    }
  | { readonly kind: "unreachable"; readonly detail: "timeout" | "refused" | "name" | "tls" | "reset" }
  | { readonly kind: "server_error"; readonly status: number }
  /** 401 for the App or its installation token: wrong key, wrong App, clock off. */
  | { readonly kind: "unauthorized" }
  | { readonly kind: "app_suspended" }
  | { readonly kind: "app_uninstalled" }
  | { readonly kind: "permission_missing"; readonly message: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "repository_archived" }
  /** Any other refusal, or an answer that is not what GitHub documents. */
  | { readonly kind: "unexpected"; readonly status: number | null; readonly message: string };

/** Thrown by the GitHub edge; `failure` says what is known, `cause` keeps the original. */
export class GitHubFailure extends Error {
  override readonly name = "GitHubFailure";
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`GitHub: ${failure.kind}`, options);
    this.failure = failure;
  }
}
