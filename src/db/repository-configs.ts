/**
 * Config files as they were seen in their repositories, and what is to be done about them. Whoever sees a file writes it here and
 * marks the repository; its run applies what is written here, so that it need not look itself.
 */
import { type Selectable, sql, type Updateable } from "kysely";
import type { CommitId } from "../core/git/object-id.ts";
import type { RepositoryConfigsTable } from "./schema-config.ts";
import type { Reader, Tx } from "./store.ts";
import { markDirty } from "./units.ts";

export type RepositoryConfigRow = Selectable<RepositoryConfigsTable>;

/** What stands at the file's path at one commit. */
export interface SeenConfig {
  readonly head: CommitId;
  /** A blob, `absent`, or a code of what stands there in place of a file. */
  readonly seen: string;
  /** Undefined: the text is the one that was seen before. */
  readonly content: Buffer | null | undefined;
  readonly author: string | null;
}

export async function findRepositoryConfig(
  reader: Reader,
  repository: number,
): Promise<RepositoryConfigRow | null> {
  const row = await reader
    .selectFrom("repositoryConfigs")
    .selectAll()
    .where("repository", "=", repository)
    .executeTakeFirst();
  return row ?? null;
}

/** What a look compares with. */
export interface KnownConfig {
  readonly seen: string | null;
  readonly head: CommitId | null;
  /** It has patterns of files: every commit may change what it means. */
  readonly followsFiles: boolean;
}

export async function knownConfig(reader: Reader, repository: number): Promise<KnownConfig> {
  const row = await reader
    .selectFrom("repositoryConfigs")
    .select(["seen", "head", "followsFiles"])
    .where("repository", "=", repository)
    .executeTakeFirst();
  return { seen: row?.seen ?? null, head: row?.head ?? null, followsFiles: row?.followsFiles === 1 };
}

/** A file that is what it was changes nothing, unless it has patterns and the commit is another one. */
export async function recordSeenConfig(
  tx: Tx,
  repository: number,
  sight: SeenConfig,
  now: number,
): Promise<void> {
  await ensureRow(tx, repository);
  const before = await findRepositoryConfig(tx.query, repository);
  const { head, seen } = sight;
  if (before === null || (before.seen === seen && before.head === head)) return;
  if (before.seen !== seen) await recordNewFile(tx, before, sight, now);
  else {
    await changeRepositoryConfig(tx, repository, { head });
    if (before.followsFiles === 1) await applyConfigAgain(tx, repository, now);
  }
}

async function recordNewFile(
  tx: Tx,
  { repository, state }: RepositoryConfigRow,
  { head, seen, content, author }: SeenConfig,
  now: number,
): Promise<void> {
  if (content === undefined) return lookAtConfigLater(tx, repository, now);
  await changeRepositoryConfig(tx, repository, { head, seen, content, author, seenAt: now });
  // Where there never was a file, there is nothing to give up.
  if (seen === "absent" && state === "unread")
    await changeRepositoryConfig(tx, repository, { state: "absent", readAt: now });
  else await applyConfigAgain(tx, repository, now);
}

/** The file may mean something else now, whatever it says. Nothing where none was seen. */
export async function applyConfigAgain(tx: Tx, repository: number, now: number): Promise<void> {
  const { numUpdatedRows } = await tx.query
    .updateTable("repositoryConfigs")
    .set({ due: sql`"due" + 1` })
    .where("repository", "=", repository)
    .where("seen", "is not", null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n)
    await markDirty(tx, [{ unit: "repositories", id: repository, isForConfig: true }], now);
}

/** The file is to be looked at, where no lane does. @param toldHead where the branch is said to be */
export async function lookAtConfig(
  tx: Tx,
  repository: number,
  { toldHead, now }: { readonly toldHead: CommitId | null; readonly now: number },
): Promise<void> {
  await ensureRow(tx, repository);
  await tx.query
    .updateTable("repositoryConfigs")
    .set({ look: sql`"look" + 1`, ...(toldHead !== null && { toldHead }) })
    .where("repository", "=", repository)
    .execute();
  await markDirty(tx, [{ unit: "repositories", id: repository, isForConfig: true }], now);
}

const LATER_MS = 5 * 60_000;

/** GitHub did not give the text whole: asked again at once, it would not either. */
async function lookAtConfigLater(tx: Tx, repository: number, now: number): Promise<void> {
  await lookAtConfig(tx, repository, { toldHead: null, now });
  await runNotBefore(tx, repository, now + LATER_MS);
}

/** Its run begins no sooner, unless it is repeated already. */
export async function runNotBefore(tx: Tx, repository: number, at: number): Promise<void> {
  await tx.query
    .updateTable("repositories")
    .set({ runAt: sql<number>`max("runAt", ${at})` })
    .where("id", "=", repository)
    .where("attempts", "=", 0)
    .execute();
}

/** Looks asked for so far are done. @param head where the branch is; null: it has no commit, or a lane says it */
export async function recordConfigLooked(
  tx: Tx,
  { repository, look }: Pick<RepositoryConfigRow, "repository" | "look">,
  { head, now }: { readonly head: CommitId | null; readonly now: number },
): Promise<void> {
  await tx.query
    .updateTable("repositoryConfigs")
    .set({
      looked: look,
      // What came meanwhile is still to be seen.
      toldHead: sql<CommitId | null>`case when "look" > ${look} then "toldHead" end`,
      sweptAt: now,
      ...(head !== null && { sweptHead: head }),
    })
    .where("repository", "=", repository)
    .where("looked", "<", look)
    .execute();
}

/** When the repository's run begins; null: none is due. */
export async function nextConfigRun(reader: Reader, repository: number): Promise<number | null> {
  const { runAt } =
    (await reader
      .selectFrom("repositories")
      .select("runAt")
      .where("id", "=", repository)
      .where("waitingSince", "is not", null)
      .executeTakeFirst()) ?? {};
  return runAt ?? null;
}

/** A lane on the default branch that looks at GitHub at all: it sees the file too. */
export async function hasLookingLane(reader: Reader, repository: number): Promise<boolean> {
  const row = await reader
    .selectFrom("repositories")
    .innerJoin("lanes", (join) =>
      join
        .onRef("lanes.repository", "=", "repositories.id")
        .onRef("lanes.branch", "=", "repositories.defaultBranch"),
    )
    .innerJoin("links", "links.lane", "lanes.id")
    .select("links.id")
    .where("repositories.id", "=", repository)
    .where("links.isPaused", "=", 0)
    .executeTakeFirst();
  return row !== undefined;
}

async function ensureRow(tx: Tx, repository: number): Promise<void> {
  await tx.query
    .insertInto("repositoryConfigs")
    .values({
      repository,
      toldHead: null,
      seen: null,
      head: null,
      content: null,
      author: null,
      seenAt: null,
      readAt: null,
      appliedSeen: null,
      appliedHead: null,
      appliedAt: null,
      sweptAt: null,
      sweptHead: null,
      reported: null,
      checkHead: null,
      checkRun: null,
      checkUrl: null,
      checkCode: null,
    })
    .onConflict((conflict) => conflict.column("repository").doNothing())
    .execute();
}

export async function changeRepositoryConfig(
  tx: Tx,
  repository: number,
  columns: Updateable<RepositoryConfigsTable>,
): Promise<void> {
  await tx.query.updateTable("repositoryConfigs").set(columns).where("repository", "=", repository).execute();
}
