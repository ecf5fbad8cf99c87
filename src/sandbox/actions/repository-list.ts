/** The repositories of the sandbox, by name. */
import type { SandboxContext } from "../context.ts";
import type { SandboxRepositories } from "../sandbox.ts";
import { createRepository } from "./create-repository.ts";
import { RepositoryHandle } from "./repository-handle.ts";

export function repositoryList(context: SandboxContext): SandboxRepositories {
  return {
    create: (options) => createRepository(context, options),
    get(fullName) {
      const [owner = "", name = ""] = fullName.split("/");
      const record = context.state.repositoryNamed(owner, name);
      return record === null ? null : new RepositoryHandle(context, record);
    },
    list: () => context.state.data.repositories.map((it) => new RepositoryHandle(context, it)),
  };
}
