/**
 * Where GitHub tells things apart by its words alone, the words are here and nowhere else. Each is only relied on to be
 * more exact than the status or type is: where it is missing, the answer is still one that heals or that a person sees.
 */

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api (older hosts: "abuse detection"). */
export function saysSecondaryLimit(message: string): boolean {
  return /secondary rate limit|abuse detection|temporarily blocked from content creation/i.test(message);
}

export function saysRateLimit(message: string): boolean {
  return /API rate limit (already )?exceeded/i.test(message) || saysSecondaryLimit(message);
}

/** The answer to a token request or to a token of a suspended installation (github.com/octokit/octokit.rb/pull/1307). */
export function saysSuspended(message: string): boolean {
  return /installation has been suspended/i.test(message);
}

/** "Repository was archived so is read-only." */
export function saysArchived(message: string): boolean {
  return /archived/i.test(message) && /read-only/i.test(message);
}

/** What a failed query says of itself; a mutation with these words may have been carried out. */
export function saysSomethingWentWrong(message: string): boolean {
  return /something went wrong|timed? ?out|couldn't respond to your request in time/i.test(message);
}

/** Answers of PATCH git/refs with `force: false` on a head that moved. */
export function saysNotFastForward(message: string): boolean {
  return /not a fast.?forward/i.test(message);
}

export function saysNoSuchReference(message: string): boolean {
  return /reference does not exist/i.test(message);
}

/** PUT contents without a sha onto a file that is there: `Invalid request. "sha" wasn't supplied.` */
export function saysFileExists(message: string): boolean {
  return /"?sha"? wasn'?t supplied/i.test(message);
}

export function saysRuleViolation(message: string): boolean {
  return /repository rule violations? found|push declined due to repository rule violations/i.test(message);
}

/** Classic protection, where only the words say so (REST, and GraphQL without a type). */
export function saysProtectedBranch(message: string): boolean {
  return (
    /protected branch|protected ref\b|required status checks? (is|are) expected/i.test(message) ||
    saysBranchRule(message)
  );
}

/**
 * Whether the violated rules are all about the branch, as far as they are known: "Changes must be made through a pull
 * request.", "2 of 2 required status checks are expected.", "Commits must have verified signatures.", "Cannot update this
 * protected ref.", … Rules about files, and any that is not known, answer false.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export function saysBranchRule(message: string): boolean {
  return BRANCH_RULE.test(message) && !FILE_RULE.test(message);
}

const BRANCH_RULE =
  /through a pull request|required status checks?|verified signatures|cannot (update|change) this (protected|locked)|locked branch|merge queue|merge commits|code scanning is waiting|approving review|required deployment|required workflow/i;
const FILE_RULE =
  /secret|file (path|size|extension)|path (length|is restricted)|restricted (file|path)|push cannot contain/i;

/** POST git/refs: "Reference already exists", or a branch stands where the new one's folder would be. */
export function saysRefExists(message: string): boolean {
  return /reference already exists/i.test(message);
}

/** POST pulls: "A pull request already exists for acme:lockstep/main." */
export function saysRequestExists(message: string): boolean {
  return /pull request already exists/i.test(message);
}

/** POST pulls: "No commits between main and lockstep/main" */
export function saysNoCommitsBetween(message: string): boolean {
  return /no commits between/i.test(message);
}

/** Of a delivery in the App's log that no receiver answered: "timed out", "failed to connect to host", … */
export function saysTimedOut(status: string): boolean {
  return /time(d |-)?out/i.test(status);
}

export function saysNotConnected(status: string): boolean {
  return /connect|resolve|host not found|refused/i.test(status);
}

/** "Peer certificate cannot be authenticated with given CA certificates" */
export function saysUntrusted(status: string): boolean {
  return /certificate|\b(ssl|tls)\b/i.test(status);
}
