/** What it means that GitHub did not commit: GraphQL's errors and REST's answers, as outcomes of a commit. */
import type { Fields } from "../core/fields.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { CommitOutcome } from "../core/sync/github-port.ts";
import {
  failureOf,
  failureOfAnswer,
  failureOfGraphqlError,
  neverArrived,
  refusedBy,
  withoutBodies,
} from "./failure-of.ts";
import type { Refused } from "./failure-of.ts";
import type { GraphqlError } from "./graphql.ts";
import {
  saysBranchRule,
  saysProtectedBranch,
  saysRuleViolation,
  saysSomethingWentWrong,
} from "./known-texts.ts";

/** Types of GraphQL errors after which nobody knows whether the mutation was carried out. */
const UNCERTAIN_TYPES: ReadonlySet<string | null> = new Set(["INTERNAL", "SERVICE_UNAVAILABLE", "TIMEOUT"]);

/** A refusal by what the commit holds, or by the branch: the branch's only where that is known. */
export function refusalByRules(message: string): CommitOutcome {
  const isBranch = saysRuleViolation(message) ? saysBranchRule(message) : saysProtectedBranch(message);
  return { kind: isBranch ? "protected" : "refused", message };
}

/**
 * Of a mutation that gave no commit.
 * @throws GitHubFailure where limits, permission or the repository are the reason: nothing has landed.
 */
export function refusalOfMutation(errors: readonly GraphqlError[], headers: Fields): CommitOutcome {
  if (errors.some((error) => error.type === "STALE_DATA")) return { kind: "stale" };
  const message = errors.map((error) => error.message).join("\n");
  if (errors.some((error) => error.type === "BRANCH_PROTECTION_RULE_VIOLATION"))
    return { kind: "protected", message };
  for (const error of errors) {
    // The refusals by rules come as FORBIDDEN too on some hosts: their words are the more exact.
    if (saysRuleViolation(error.message)) return refusalByRules(error.message);
    const failure = failureOfGraphqlError(error, headers, Date.now());
    if (failure !== null) throw new GitHubFailure(failure, { cause: error });
  }
  if (errors.length === 0)
    return unanswered(new Error("GitHub answered a mutation with neither a commit nor an error"));
  const isUncertain = errors.some(
    (error) => UNCERTAIN_TYPES.has(error.type) || saysSomethingWentWrong(error.message),
  );
  return isUncertain ? unanswered(new Error(message)) : refusalByRules(message);
}

/**
 * Of a write request that threw: it may have been carried out, unless GitHub's answer says that it was not or it never
 * arrived.
 * @throws GitHubFailure where limits, permission or the host are the reason and nothing has landed; a fault of ours as it is.
 */
export function outcomeOfError(
  error: unknown,
  outcomeOf: (refused: Refused) => CommitOutcome | null,
): CommitOutcome {
  const refused = refusedBy(error);
  if (refused !== null) return outcomeOfAnswer(refused, outcomeOf, error);
  const failure = failureOf(error);
  const isUnknown = failure.failure.kind === "unreachable" && !neverArrived(failure.failure, error);
  if (isUnknown || failure.failure.kind === "server_error") return unanswered(failure);
  throw failure;
}

function outcomeOfAnswer(
  refused: Refused,
  outcomeOf: (refused: Refused) => CommitOutcome | null,
  error: unknown,
): CommitOutcome {
  const failure = failureOfAnswer(refused, Date.now());
  if (failure.kind === "server_error") return unanswered(withoutBodies(error));
  if (failure.kind !== "rate_limited") {
    const outcome =
      outcomeOf(refused) ?? (saysRuleViolation(refused.message) ? refusalByRules(refused.message) : null);
    if (outcome !== null) return outcome;
  }
  if (failure.kind === "unexpected") return refusalByRules(refused.message);
  throw new GitHubFailure(failure, { cause: withoutBodies(error) });
}

function unanswered(cause: unknown): CommitOutcome {
  return { kind: "unanswered", cause };
}
