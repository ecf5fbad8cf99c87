/** How GitHub refuses what is asked of pull requests and merges; sources as in refusals.ts. */
import type { Answer } from "../answer.ts";
import { refusal } from "../refusals.ts";

/** description: `POST merges` 404 and 409; the words seen in many issues. */
export function mergeSideMissing(side: "Base" | "Head"): Answer {
  return refusal(404, `${side} does not exist`, "/branches/branches#merge-a-branch");
}

export function mergeConflict(): Answer {
  return refusal(409, "Merge conflict", "/branches/branches#merge-a-branch");
}

const CREATE_PULL = "/pulls/pulls#create-a-pull-request";

/** seen: many; "A pull request already exists for …", "No commits between … and …". */
export function pullRefused(message: string): Answer {
  const errors = [{ resource: "PullRequest", code: "custom", message }];
  return refusal(422, "Validation Failed", CREATE_PULL, { errors });
}

/** seen: many, for a branch that is not there. */
export function pullFieldInvalid(field: string): Answer {
  const errors = [{ resource: "PullRequest", field, code: "invalid" }];
  return refusal(422, "Validation Failed", CREATE_PULL, { errors });
}
