/** A schema in step with its file: what tests of one link begin with. */
import type { SandboxRepository } from "../../src/sandbox/sandbox.ts";
import {
  aLinkedSchema,
  type Linked,
  linkOf,
  type LinkShown,
  revisionsOf,
  settle,
} from "./a-linked-document.ts";
import type { ALockstep, Answer } from "./a-lockstep.ts";
import { aTimedLockstep, type ATimedLockstep, type Timing } from "./a-timed-lockstep.ts";

export interface ASchemaInStep {
  readonly lockstep: ATimedLockstep;
  readonly repository: SandboxRepository;
  readonly linked: Linked;
  /** The commit that its file came with. */
  readonly first: string;
  readonly link: () => Promise<LinkShown>;
  /** Of its history, oldest first. */
  readonly blobs: () => Promise<readonly string[]>;
  readonly move: (to: Readonly<Record<string, unknown>>) => Promise<Answer>;
}

export interface InStepWish {
  readonly path: string;
  readonly text: string;
  /** Left out: the link follows the default branch. */
  readonly branch?: string;
  readonly timing?: Timing;
}

export async function aSchemaInStep({ path, text, branch, timing }: InStepWish): Promise<ASchemaInStep> {
  const lockstep = await aTimedLockstep(timing);
  const repository = lockstep.repository("petstore");
  const first = await repository.commit({ files: { [path]: text } });
  const place = { file: path, ...(branch !== undefined && { branch }) };
  const linked = await aLinkedSchema(lockstep, { name: "A", ...place });
  return {
    lockstep,
    repository,
    linked,
    first,
    link: () => linkOf(lockstep, linked),
    blobs: async () => (await revisionsOf(lockstep, linked)).map(({ blob }) => blob).toReversed(),
    move: (to) => moveLink(lockstep, linked, to),
  };
}

async function moveLink(
  lockstep: ALockstep,
  { link }: Linked,
  to: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const answer = await lockstep.call("PATCH", `links/${link}`, to);
  await settle(lockstep);
  return answer;
}
