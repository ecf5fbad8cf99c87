/** What a save of a schema is answered with. */
import { Type, type Static } from "typebox";
import { LINK_STATES } from "../../core/sync/model.ts";
import type { LinkRecord } from "../../db/links.ts";
import type { RevisionRecord } from "../../db/revisions.ts";
import { Nullable } from "./nullable.ts";
import { Revision, toRevision } from "./revision.ts";

/** What they hold is read by the route itself, which says more about it than a pattern. */
export const SaveHeaders = Type.Object({
  "if-match": Type.Optional(
    Type.String({ description: "The ETag of the text that was edited; `*`: whatever is there." }),
  ),
  "lockstep-message": Type.Optional(
    Type.String({ description: "What was done, in percent-encoded UTF-8.", examples: ["Add%20cats"] }),
  ),
  "lockstep-author": Type.Optional(Type.String({ description: "A login on GitHub.", examples: ["octocat"] })),
  prefer: Type.Optional(Type.String({ examples: ["wait=10"] })),
});

export const SchemaSaved = Type.Object(
  {
    ...Revision.properties,
    links: Type.Array(
      Type.Object({
        id: Type.Integer(),
        state: Type.Enum([...LINK_STATES]),
        commit: Nullable(
          Type.String({
            description:
              "That carried the save. Null: not yet, nothing was to be committed, or `state` says why.",
          }),
        ),
      }),
      { description: "Where the version is linked to; at most one." },
    ),
  },
  { title: "SchemaSaved", description: "The revision that holds the text, and its link." },
);

export interface CommittedLink {
  readonly link: LinkRecord;
  readonly commit: string | null;
}

export function toSchemaSaved(
  revision: RevisionRecord,
  links: readonly CommittedLink[],
): Static<typeof SchemaSaved> {
  return {
    ...toRevision(revision),
    links: links.map(({ link, commit }) => ({ id: link.id, state: link.state, commit })),
  };
}
