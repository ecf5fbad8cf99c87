/** What is left of answers once some of what they wished for was carried out: that which failed, and whatever was chosen meanwhile. */
import type { Place } from "../places/place.ts";
import type { BackupAnswers } from "./backup-answers.ts";
import type { SchemaAnswers } from "./schema-wish.ts";

/** @param sent as they were when it began; @param done paths. Undefined: nothing is left. */
export function afterConnecting(
  now: SchemaAnswers,
  sent: SchemaAnswers,
  done: ReadonlySet<string>,
): SchemaAnswers | undefined {
  // Elsewhere nothing was carried out.
  if (!isSamePlace(now.place, sent.place)) return now;
  const wishes = now.wishes.filter(({ path }) => !done.has(path));
  const isNothingLeft = wishes.length === 0 && now.api === sent.api && now.path === "";
  return isNothingLeft ? undefined : { ...now, wishes };
}

/** @param sent as they were when it began; @param done ids of collections. Undefined: nothing is left. */
export function afterBackingUp(
  now: BackupAnswers,
  sent: BackupAnswers,
  done: ReadonlySet<string>,
): BackupAnswers | undefined {
  if (!isSamePlace(now.place, sent.place)) return now;
  const collections = now.collections.filter((id) => !done.has(id));
  if (collections.length === 0 && now.directory === sent.directory) return undefined;
  const files = Object.fromEntries(Object.entries(now.files).filter(([id]) => !done.has(id)));
  return { ...now, collections, files };
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.repository === other.repository && one.branch === other.branch;
}
