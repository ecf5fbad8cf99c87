/**
 * An admin takes back what they agreed to: the file's links of the document in this repository wait again, wherever in it they are.
 * What was agreed on with GitHub stays with each, so that a new approval goes on from there.
 */
import { type Deed, recordActivity } from "./activity.ts";
import { bindingData, findLink, type LinkRecord, linksOfDocument } from "./links.ts";
import { applyConfigAgain } from "./repository-configs.ts";
import type { Tx } from "./store.ts";

/** False where nobody agreed to the link, or where its file needs nobody's agreement by now. */
export async function withdrawApproval(tx: Tx, link: LinkRecord, deed: Deed): Promise<boolean> {
  const { workspaceId, document, repository } = link;
  const here = (await linksOfDocument(tx.query, workspaceId, document)).filter(
    (other) => other.repository === repository && other.state !== "awaiting_approval",
  );
  const approved = here.filter(isApproved);
  if (!isApproved(link) || !approved.some(({ id }) => id === link.id)) return false;
  if (approved.length < here.length && !(await isPublication(tx, link))) return false;
  for (const one of approved) await waitAgain(tx, one, deed);
  // What the file gave up lately would count as bound here already.
  await tx.query
    .deleteFrom("detachedLinks")
    .where("repository", "=", repository)
    .where("document", "=", document)
    .execute();
  await applyConfigAgain(tx, repository, deed.at);
  tx.signal("links");
  return true;
}

function isApproved({ owner, approvedAt }: LinkRecord): boolean {
  return owner === "file" && approvedAt !== null;
}

/** Needs an admin, whatever else of the document is there. */
async function isPublication(tx: Tx, { kind, repository }: LinkRecord): Promise<boolean> {
  const { isPrivate } = await tx.query
    .selectFrom("repositories")
    .select("isPrivate")
    .where("id", "=", repository)
    .executeTakeFirstOrThrow();
  return kind === "backup" && isPrivate === 0;
}

async function waitAgain(tx: Tx, { id, workspaceId, document }: LinkRecord, deed: Deed): Promise<void> {
  const rest = { code: null, message: null, since: deed.at, nextAttemptAt: null, isPaused: 1 } as const;
  await tx.query
    .updateTable("links")
    .set({ approvedAt: null, state: "awaiting_approval", ...rest })
    .where("id", "=", id)
    .execute();
  const link = await findLink(tx.query, workspaceId, id);
  const data = link === null ? {} : bindingData(link);
  await recordActivity(tx, {
    workspaceId,
    type: "link.approval_withdrawn",
    document,
    link: id,
    data,
    ...deed,
  });
}
