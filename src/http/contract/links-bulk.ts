/** One action on many links, each answered for itself. */
import { Type, type Static } from "typebox";
import type { LinkPatch } from "../../db/link-binding.ts";
import { HttpProblem } from "../problems.ts";
import { BranchWish } from "./branch.ts";
import { Link, toPatch } from "./link.ts";
import { Nullable } from "./nullable.ts";
import { Problem } from "./problem.ts";
import { RepositoryReference } from "./repository.ts";

const ACTIONS = ["pause", "resume", "sync", "move", "remove"] as const;

const AT_ONCE = 200;

const Place = Type.Object(
  {
    repository: Type.Optional(RepositoryReference),
    branch: Type.Optional(BranchWish),
    directory: Type.Optional(
      Type.String({ maxLength: 1024, description: 'From the root; `""` is the root.' }),
    ),
  },
  {
    title: "BulkPlace",
    description: "What is left out stays; each file keeps its name.",
    additionalProperties: false,
    minProperties: 1,
  },
);

export const BulkWish = Type.Object(
  {
    action: Type.Enum([...ACTIONS]),
    links: Type.Array(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), {
      minItems: 1,
      maxItems: AT_ONCE,
      uniqueItems: true,
      description: "Their ids.",
    }),
    to: Type.Optional(Place),
  },
  { title: "BulkWish", additionalProperties: false },
);

export const BulkResult = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          id: Type.Integer(),
          link: Nullable(Link),
          problem: Nullable(Problem),
        },
        {
          title: "BulkItem",
          description: "As the link is now; null where it was removed, or where `problem` says why not.",
        },
      ),
    ),
  },
  { title: "BulkResult" },
);

/** What a change of the binding is asked for by the action; null: none. @throws HttpProblem `invalid_request` */
export function patchOf({ action, to }: Static<typeof BulkWish>): LinkPatch | null {
  if ((action === "move") !== (to !== undefined)) {
    throw new HttpProblem(
      "invalid_request",
      "In the body: to: the action `move` takes it, and no other does.",
    );
  }
  if (to !== undefined) return toPatch(to);
  return action === "pause" || action === "resume" ? { paused: action === "pause" } : null;
}
