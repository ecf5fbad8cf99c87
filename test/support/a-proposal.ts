/** Documents whose saves go by pull request, and what tests do to their request. */
import { expect } from "vitest";
import type { SandboxPull } from "../../src/sandbox/sandbox.ts";
import {
  aLinkedSchema,
  type Linked,
  type LinkShown,
  linkOf,
  type LinkWish,
  saveText,
  settle,
} from "./a-linked-document.ts";
import { aTimedLockstep, type ATimedLockstep, type Timing } from "./a-timed-lockstep.ts";

export const PETS = "api/petstore.yaml";
export const ROLLING = "lockstep/main";

/** Nine lines, so that changes at both ends do not clash. */
export function aText(title: string, last = "last"): string {
  const between = Array.from({ length: 7 }, (_, line) => `# ${line}`).join("\n");
  return `openapi: 3.1.0\ninfo: {title: ${title}, version: "1"}\npaths: {}\n${between}\n# ${last}\n`;
}

export interface AProposal {
  readonly lockstep: ATimedLockstep;
  readonly schema: Linked;
}

/** A link in step with its file on a protected branch, its lane at rest. */
export async function aProtectedSchema(wish: LinkWish = {}, timing: Timing = {}): Promise<AProposal> {
  const lockstep = await aTimedLockstep(timing);
  await lockstep.repository("petstore").commit({ files: { [PETS]: aText("one") } });
  await settle(lockstep);
  const schema = await aLinkedSchema(lockstep, { file: PETS, ...wish });
  lockstep.repository("petstore").protect("main");
  await lockstep.pass(120_000);
  return { lockstep, schema };
}

/** The same, with a second text proposed. */
export async function aProposal(wish: LinkWish = {}, timing: Timing = {}): Promise<AProposal> {
  const proposal = await aProtectedSchema(wish, timing);
  await save(proposal, aText("two"));
  expect((await linkOf(proposal.lockstep, proposal.schema)).state).toBe("awaiting_merge");
  return proposal;
}

/** The same, with another document in its request. */
export async function aRequestOfTwo(): Promise<AProposal & { readonly other: Linked }> {
  const proposal = await aProposal();
  const { lockstep } = proposal;
  const wish = { name: "Orders", file: "api/orders.yaml", text: aText("orders") };
  const other = await aLinkedSchema(lockstep, wish);
  await lockstep.pass(120_000);
  expect((await linkOf(lockstep, other)).state).toBe("awaiting_merge");
  expect(pullsIn(lockstep)).toHaveLength(1);
  return { ...proposal, other };
}

/** A save, and all that follows from it. */
export async function save({ lockstep, schema }: AProposal, text: string): Promise<void> {
  await saveText(lockstep, schema.document, text);
  await lockstep.pass(120_000);
}

export function pullsIn(lockstep: ATimedLockstep): readonly SandboxPull[] {
  return lockstep.repository("petstore").pulls.list();
}

export async function onBranch(
  lockstep: ATimedLockstep,
  branch: string,
  path = PETS,
): Promise<string | null> {
  return (await lockstep.repository("petstore").read(branch, path))?.toString() ?? null;
}

export function linkIn({ lockstep, schema }: AProposal): Promise<LinkShown> {
  return linkOf(lockstep, schema);
}
