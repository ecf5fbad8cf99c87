/** A GitHub in this process, which counts what it is asked: every branch is where a server's database says, with the files that it knows. */
import Database from "better-sqlite3";
import type { BlobId, CommitId } from "../../src/core/git/object-id.ts";
import type {
  GitHubPort,
  InstallationRecord,
  ObservedFile,
  RepositoryRecord,
} from "../../src/core/sync/github-port.ts";
import { aGitHub } from "../support/a-github.ts";

const PAGE = 100;

/** @param file the database */
export function aCountingGitHub(file: string): { readonly github: GitHubPort; readonly asked: Asked } {
  const asked: Asked = { requests: 0, free: 0 };
  const known = readKnown(file);
  const pays = (requests: number): void => void (asked.requests += requests);
  const github = aGitHub({
    observe: async ({ repository, paths, newPaths, beside = [] }) => {
      pays(1);
      const { owner, name } = repository;
      const blob = {
        kind: "blob",
        blob: known.blob,
        sizeBytes: 1,
        isExecutable: false,
        content: null,
      } as const;
      const absent = { kind: "absent", sibling: null } as const;
      const named = paths.map((path) => [path, blob] as const);
      const others = [...newPaths, ...beside].map((path) => [path, absent] as const);
      return {
        kind: "found",
        head: known.head,
        parents: [],
        ancestors: [known.head],
        commit: { author: null, message: "", committedAt: 0 },
        refId: "REF",
        repository: { owner, name, defaultBranch: "main", isArchived: false },
        files: new Map<string, ObservedFile>([...others, ...named]),
      };
    },
    head: async () => {
      asked.free += 1;
      return { kind: "unchanged" };
    },
    installations: async () => {
      pays(1);
      return [known.installation];
    },
    installation: async () => {
      pays(1);
      return known.installation;
    },
    installationRepositories: async () => {
      pays(Math.ceil(known.repositories.length / PAGE));
      return known.repositories;
    },
    repository: async (_host, _installation, id) => {
      pays(1);
      return known.repositories.find(({ repositoryId }) => repositoryId === id) ?? null;
    },
    deliveryAttempts: async () => {
      pays(1);
      return [];
    },
  });
  return { github, asked };
}

export interface Asked {
  /** Those that cost nothing left out. */
  requests: number;
  free: number;
}

/** As the database writes them. */
type Flags<T> = { readonly [Key in keyof T]: T[Key] extends boolean ? 0 | 1 : T[Key] };

function readKnown(file: string) {
  const database = new Database(file, { readonly: true });
  const all = (query: string): readonly unknown[] => database.prepare(query).all();
  const [link] = all(`select "agreedRemote" from links limit 1`) as readonly { agreedRemote: BlobId }[];
  const [lane] = all(`select "head" from lanes limit 1`) as readonly { head: CommitId }[];
  const [installed] = all(`select "installationId", "accountId", "accountLogin" from installations
     inner join workspaces on workspaces.id = "workspaceId"`) as readonly {
    installationId: number;
    accountId: number;
    accountLogin: string;
  }[];
  const rows = all("select * from repositories") as readonly Flags<RepositoryRecord>[];
  database.close();
  if (link === undefined || lane === undefined || installed === undefined)
    throw new Error("Nothing is linked.");
  const { installationId, accountId: id, accountLogin: login } = installed;
  const account = { id, login, type: "Organization" } as const;
  const permissions = {
    checks: "write",
    contents: "write",
    issues: "write",
    metadata: "read",
    pull_requests: "write",
  };
  const repositories = rows.map((row) => ({
    ...row,
    isPrivate: row.isPrivate === 1,
    isArchived: row.isArchived === 1,
  }));
  const installation: InstallationRecord = { installationId, account, suspended: false, permissions };
  return { blob: link.agreedRemote, head: lane.head, installation, repositories };
}
