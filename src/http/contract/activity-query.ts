/** Which activity is asked for. */
import { Type, type Static } from "typebox";
import type { ActivityFilter, NamedInActivity } from "../../db/activity-list.ts";
import { HttpProblem } from "../problems.ts";

const Moment = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }));

export const ActivityQuery = {
  type: Type.Optional(
    Type.String({
      pattern: "^[a-z]+(\\.[a-z_]+)?$",
      maxLength: 60,
      description: "A type such as `link.state`, or all that begin with a word, such as `link`.",
    }),
  ),
  actor: Type.Optional(Type.String({ maxLength: 200, description: "In any case." })),
  document: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: "An API's slug and a version, as `petstore/1.0`, or a collection's id.",
    }),
  ),
  since: Moment("RFC 3339."),
  until: Moment("RFC 3339; what happened at this very moment is left out."),
};

const Query = Type.Object(ActivityQuery);

/** @throws HttpProblem `invalid_request` */
export function toActivityFilter(
  { type, actor, document, since, until }: Static<typeof Query>,
  whose: Pick<ActivityFilter, "workspaceId" | "rights">,
): ActivityFilter {
  return {
    ...whose,
    type,
    actor,
    document: document === undefined ? undefined : toNamed(document),
    since: momentIn("since", since),
    until: momentIn("until", until),
  };
}

/** Neither a slug nor the name of a version holds a `/`. */
function toNamed(document: string): NamedInActivity {
  const at = document.indexOf("/");
  if (at < 0) return { collection: document };
  return { api: document.slice(0, at), version: document.slice(at + 1) };
}

const RFC_3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

function momentIn(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = RFC_3339.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new HttpProblem(
    "invalid_request",
    `In the query: ${name} must be a time as RFC 3339 writes it, such as 2026-01-02T03:04:05Z.`,
  );
}
