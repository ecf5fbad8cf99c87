/** Saves of collections that are backed up on one branch, and what they become there. */
import { aCollection } from "./a-collection.ts";
import { aBackup, requestsTo, settle } from "./a-linked-document.ts";
import type { AClock } from "./a-clock.ts";
import type { ALockstep } from "./a-lockstep.ts";

export interface Saving {
  readonly lockstep: ALockstep;
  readonly clock: AClock;
  /** Ids of collections in step with their files, their lane long at rest. */
  readonly ids: readonly string[];
}

export interface Cost {
  readonly writes: number;
  readonly reads: number;
  readonly commits: number;
}

const LONG_MS = 10 * 60_000;

export async function prepareSaving(lockstep: ALockstep, clock: AClock, count: number): Promise<Saving> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { id } = await aBackup(lockstep, { name: nameOf(index) });
    ids.push(id);
  }
  await clock.pass(LONG_MS, () => settle(lockstep));
  return { lockstep, clock, ids };
}

/** One save of each, all at once; then time enough for everything to come to rest. */
export async function saveAtOnce(saving: Saving, note: string): Promise<Cost> {
  return costOf(saving, async () => {
    await Promise.all(saving.ids.map((id, index) => save(saving, index, { id, note })));
    await settle(saving.lockstep);
  });
}

/** So many saves, evenly over the time, going around the collections. */
export async function saveOver(
  saving: Saving,
  { count, durationMs }: { readonly count: number; readonly durationMs: number },
): Promise<Cost> {
  const { lockstep, clock, ids } = saving;
  return costOf(saving, async () => {
    for (let number = 0; number < count; number += 1) {
      const index = number % ids.length;
      await save(saving, index, { id: ids[index] ?? "", note: `save ${number}` });
      await lockstep.engine.idle();
      await clock.pass(durationMs / count, () => lockstep.engine.idle());
    }
  });
}

async function save(
  { lockstep }: Saving,
  index: number,
  { id, note }: { readonly id: string; readonly note: string },
): Promise<void> {
  const { body } = aCollection({ id, name: nameOf(index), note });
  const answer = await lockstep.call("PUT", `collections/${id}`, body);
  if (answer.statusCode >= 300) throw new Error(answer.body);
}

function nameOf(index: number): string {
  return `Collection ${index}`;
}

async function costOf({ lockstep, clock }: Saving, work: () => Promise<void>): Promise<Cost> {
  const repository = lockstep.repository("petstore");
  const before = await repository.log();
  lockstep.sandbox.requests.clear();
  await work();
  await clock.pass(LONG_MS, () => settle(lockstep));
  const commits = (await repository.log()).length - before.length;
  const requests = requestsTo(lockstep).filter(({ points }) => points > 0);
  const writes = requests.filter(({ kind }) => kind === "graphql-mutation").length;
  return { writes, reads: requests.length - writes, commits };
}
