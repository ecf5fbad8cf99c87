/** Answers on what became of a wish to bind a document. */
import { describeLinkCode } from "../core/sync/link-codes.ts";
import type { BindingRefused, Bound } from "../db/link-binding.ts";
import type { LinkRecord } from "../db/links.ts";
import { HttpProblem } from "./problems.ts";

/** Binds within a transaction; thrown, so that nothing else of it is written. */
export function linkOf(bound: Bound): LinkRecord {
  if (bound.kind === "refused") throw problemOf(bound);
  return bound.link;
}

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
