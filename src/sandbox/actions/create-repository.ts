/** A new repository: its record, its folder, its webhooks, its first commit. */
import { gitDirOf, type SandboxContext } from "../context.ts";
import { layOutRepository } from "../git/bare-repository.ts";
import type { RepositoryOptions, SandboxRepository } from "../sandbox.ts";
import { NO_RULES, type RepositoryRecord } from "../state.ts";
import { announceRepository, announceSelection, humanOf } from "../webhooks/announce-account.ts";
import { RepositoryHandle } from "./repository-handle.ts";

/** @throws Error where the account is unknown or the name taken. */
export async function createRepository(
  context: SandboxContext,
  options: RepositoryOptions,
): Promise<SandboxRepository> {
  const { state } = context;
  const owner = state.account(options.owner);
  if (owner === null) throw new Error(`No account ${options.owner}`);
  requireFreeName(context, options);
  // Taken at once: others may be made while the folder is.
  const id = state.data.nextRepositoryId;
  state.data.nextRepositoryId += 1 + (id % 7);
  const record: RepositoryRecord = {
    id,
    ownerId: owner.id,
    name: options.name,
    isPrivate: options.private ?? true,
    isArchived: false,
    defaultBranch: options.defaultBranch ?? "main",
    createdAt: context.now(),
    pushedAt: context.now(),
    rules: structuredClone(NO_RULES),
    formerNames: [],
  };
  await layOutRepository(gitDirOf(context, record), record.defaultBranch);
  requireFreeName(context, options);
  const taken = `${options.owner}/${options.name}`.toLowerCase();
  for (const other of state.data.repositories)
    other.formerNames = other.formerNames.filter((it) => it !== taken);
  state.data.repositories.push(record);
  state.save();
  announceRepository(context, record, "created");
  for (const installation of state.installationsHearing(record))
    announceSelection(context, installation, {
      action: "added",
      repositories: [record],
      sender: humanOf(context),
    });
  const repository = new RepositoryHandle(context, record);
  if (options.files !== undefined)
    await repository.commit({ files: options.files, message: "Initial commit" });
  return repository;
}

function requireFreeName({ state }: SandboxContext, { owner, name }: RepositoryOptions): void {
  if (state.repositoryNamed(owner, name) !== null)
    throw new Error(`name already exists on this account: ${name}`);
}
