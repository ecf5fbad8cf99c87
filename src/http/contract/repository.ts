import { Type, type Static } from "typebox";
import { holds, type Rights } from "../../core/access/rights.ts";
import type { BranchRecord } from "../../core/sync/github-port.ts";
import type { Repository as RepositoryRow } from "../../db/repositories.ts";

/** How requests name one. */
export const RepositoryReference = Type.Union(
  [
    Type.String({ minLength: 1, maxLength: 200 }),
    Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  ],
  { description: "A name, `owner/name`, or GitHub's id." },
);

export const Repository = Type.Object(
  {
    id: Type.Integer({ description: "GitHub's id of the repository." }),
    fullName: Type.String({ description: "`owner/name`." }),
    defaultBranch: Type.String(),
    private: Type.Boolean(),
    archived: Type.Boolean(),
    pushable: Type.Boolean({ description: "The caller may bind documents to its files." }),
    cloneUrl: Type.String(),
    htmlUrl: Type.String(),
  },
  { title: "Repository" },
);

export function toRepository(
  row: RepositoryRow,
  { pushable }: Pick<Rights, "pushable">,
): Static<typeof Repository> {
  return {
    id: row.address.repositoryId,
    fullName: `${row.address.owner}/${row.address.name}`,
    defaultBranch: row.defaultBranch,
    private: row.isPrivate,
    archived: row.isArchived,
    pushable: holds(pushable, row.id),
    cloneUrl: row.cloneUrl,
    htmlUrl: row.htmlUrl,
  };
}

export const Branch = Type.Object(
  {
    name: Type.String(),
    head: Type.String({ description: "The commit that the branch points at." }),
    protected: Type.Boolean(),
    default: Type.Boolean(),
  },
  { title: "Branch" },
);

export function toBranch(row: BranchRecord, defaultBranch: string): Static<typeof Branch> {
  return { name: row.name, head: row.head, protected: row.isProtected, default: row.name === defaultBranch };
}
