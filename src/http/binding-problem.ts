/** What is answered to a wish to bind a document that cannot be. */
import { describeLinkCode } from "../core/sync/link-codes.ts";
import type { BindingRefused } from "../db/link-binding.ts";
import { HttpProblem } from "./problems.ts";

export function problemOf({ code, message }: BindingRefused): HttpProblem {
  switch (code) {
    case "keep_not_possible":
      return new HttpProblem("invalid_request", message ?? undefined);
    case "path_linked":
    case "repository_not_accessible":
    case "path_invalid":
      return new HttpProblem(code, message ?? describeLinkCode(code));
    case "already_linked":
    case "owned_by_file":
      return new HttpProblem(code, message ?? undefined);
  }
}
