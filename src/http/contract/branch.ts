/** Branches as requests name them. */
import { Type } from "typebox";
import { isBranchName } from "../../core/path/branch-name.ts";
import { HttpProblem } from "../problems.ts";

export const BranchWish = Type.Union([Type.String({ minLength: 1, maxLength: 255 }), Type.Null()], {
  description: "Left out or null: follows the default branch.",
});

/** @throws HttpProblem `invalid_request` */
export function checkedBranch(branch: string | null): string | null {
  if (branch === null || isBranchName(branch)) return branch;
  throw new HttpProblem("invalid_request", "In the body: branch: this cannot be the name of a branch.");
}
