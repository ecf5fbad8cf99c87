/** A text of another kind than its version's takes the version's place only where that is meant. */
import { Type } from "typebox";
import type { KindChange } from "../core/schema/kind-change.ts";
import { HttpProblem } from "./problems.ts";

export const KindQuery = Type.Object({
  kind: Type.Optional(
    Type.Literal("change", {
      description: "The text may be of another kind than the version's, such as GraphQL in place of OpenAPI.",
    }),
  ),
});

export function kindChanged({ before, after }: KindChange): HttpProblem {
  return new HttpProblem(
    "kind_changed",
    `The version is ${before}, the text ${after}. Make another version for it, or save it with ?kind=change.`,
    { members: { before, after } },
  );
}
