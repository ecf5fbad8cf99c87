/** The answer to a save of a text: its revision, and with `Prefer: wait=N` the commits once every link rests. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { LinkRecord } from "../db/links.ts";
import { findRevision, type RevisionRecord, withReadableCommit } from "../db/revisions.ts";
import type { Store } from "../db/store.ts";
import { rightsOf } from "./authorization/authorize.ts";
import { type SchemaSaved, toSchemaSaved } from "./contract/schema-save.ts";
import { allResting, commitOf, presentLinks } from "./link-commits.ts";
import type { Waiter } from "./prefer-wait.ts";

export interface SavedAnswering {
  readonly store: Store;
  readonly waiter: Waiter;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface SavedText {
  readonly revision: RevisionRecord;
  readonly isChanged: boolean;
  /** As they were when the save was written. */
  readonly links: readonly LinkRecord[];
}

/** The status is set already, but for what is not done in the time that the request prefers. */
export async function answerSaved(
  { store, waiter, request, reply }: SavedAnswering,
  { revision, isChanged, links }: SavedText,
): Promise<Static<typeof SchemaSaved>> {
  // The text that was sent may be the present one, which came by a commit to a repository that the version was linked to before.
  const shown = (row: RevisionRecord): Promise<RevisionRecord> =>
    withReadableCommit(store.read, rightsOf(request).readable, row);
  const isToBeDone = isChanged || links.some((link) => link.state === "pending");
  if (!isToBeDone || links.length === 0 || request.headers["prefer"] === undefined) {
    return toSchemaSaved(
      await shown(revision),
      links.map((link) => ({ link, commit: null })),
    );
  }
  const rested = await waiter.wait(request, reply, () => allResting(store.read, links));
  const present = await shown(
    (await findRevision(store.read, revision.document, revision.number)) ?? revision,
  );
  if (rested !== null) {
    return toSchemaSaved(
      present,
      rested.map((link) => ({ link, commit: commitOf(link, present, rested) })),
    );
  }
  if (reply.hasHeader("preference-applied")) void reply.code(202);
  const now = await presentLinks(store.read, links);
  return toSchemaSaved(
    present,
    now.map((link) => ({ link, commit: null })),
  );
}
