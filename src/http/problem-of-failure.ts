/** What a caller who waits is told when a request to GitHub failed. */
import type { Failure } from "../core/retry/failure.ts";
import type { LinkErrorCode, PendingReason } from "../core/sync/model.ts";

export interface FailureProblem {
  readonly code: LinkErrorCode | PendingReason | "github_failed";
  /** Undefined: the code's own sentence says it all. */
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const UNREACHABLE: Readonly<Record<Extract<Failure, { kind: "unreachable" }>["detail"], string>> = {
  timeout: "GitHub did not answer in time",
  refused: "GitHub refused the connection",
  name: "GitHub's name could not be resolved",
  tls: "GitHub's certificate could not be verified",
  reset: "The connection to GitHub broke off",
};

export function problemOfFailure(failure: Failure): FailureProblem {
  switch (failure.kind) {
    case "rate_limited":
      return problem(
        "rate_limited",
        "GitHub's request limit is used up; try again after the time in Retry-After.",
        { "retry-after": "60" },
      );
    case "unreachable":
      return problem(
        "host_unreachable",
        `${UNREACHABLE[failure.detail]}; try again, and check this server's network, firewall and proxy if it lasts.`,
        { "retry-after": "10" },
      );
    case "app_suspended":
    case "app_uninstalled":
    case "permission_missing":
    case "repository_archived":
      return problem(failure.kind);
    case "not_found":
      return problem("repository_not_accessible");
    case "unauthorized":
      return problem(
        "github_failed",
        "GitHub does not accept this App's credentials; check APP_ID, the private key and the server's clock.",
      );
    case "server_error":
      return problem("github_failed", `GitHub answered with status ${failure.status}; try again in a while.`);
    case "unexpected":
      return problem("github_failed");
    default:
      return failure satisfies never;
  }
}

function problem(
  code: FailureProblem["code"],
  detail?: string,
  headers: Readonly<Record<string, string>> = {},
): FailureProblem {
  return { code, detail, headers };
}
