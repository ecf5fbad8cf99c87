/**
 * A small GitHub on this machine: bare git repositories, smart HTTP, the REST routes and the GraphQL that Lockstep uses,
 * and signed webhooks. It presents itself as an enterprise host. It knows nothing of the server that talks to it.
 */
import { rmSync } from "node:fs";
import { appActions, openBuiltInApp } from "./actions/app-actions.ts";
import { accountActions, installationActions } from "./actions/installation-actions.ts";
import { repositoryList } from "./actions/repository-list.ts";
import { userActions } from "./actions/user-actions.ts";
import { ControlRoom } from "./control.ts";
import { createContext } from "./create-context.ts";
import type { Faults } from "./faults.ts";
import { createHttpServer, listen } from "./http-server.ts";
import type { CheckRunRecord, IssueRecord } from "./records.ts";
import type { RequestLog } from "./request-log.ts";
import type { SandboxApp, SandboxApps } from "./sandbox-apps.ts";
import type { SandboxUsers } from "./sandbox-users.ts";
import { seedPeople, seedSandbox } from "./seed-sandbox.ts";
import { initialState, State, type AccountType, type RepositoryRules } from "./state.ts";
import type { SandboxWebhooks } from "./webhooks/sandbox-webhooks.ts";

export interface SandboxOptions {
  /** Made where it is not there; holds all that the sandbox keeps. */
  readonly dir: string;
  /** 0: any free one. A port that is taken is left for a free one. Left out: the last one used here, else any. */
  readonly port?: number;
  /** Begin anew: what the folder held is removed. */
  readonly fresh?: boolean;
  /** May be set later: `webhooks.setTarget`. Until then deliveries wait. */
  readonly webhookUrl?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Fill an empty sandbox: organisation `acme` with `petstore`, `catalog` and the empty `blank`, and the App installed. */
  readonly seed?: boolean;
  readonly firstRepositoryId?: number;
  /** False: no App is there, until one is registered by a manifest. */
  readonly app?: boolean;
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a final slash. */
  readonly url: string;
  /** `127.0.0.1:PORT`: what `GHE_HOST` takes (with `GHE_PROTOCOL=http`). */
  readonly host: string;
  /** The one that it comes with. @throws Error where it was made without */
  readonly app: SandboxApp;
  readonly apps: SandboxApps;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly webhooks: SandboxWebhooks;
  readonly accounts: SandboxAccounts;
  readonly users: SandboxUsers;
  readonly repositories: SandboxRepositories;
  readonly installations: SandboxInstallations;
  close(): Promise<void>;
}

export interface SandboxAccount {
  readonly id: number;
  readonly login: string;
  readonly type: AccountType;
}

export interface SandboxAccounts {
  /** An organisation where nothing else is said. */
  create(login: string, type?: AccountType): SandboxAccount;
  get(login: string): SandboxAccount | null;
  rename(login: string, newLogin: string): SandboxAccount;
}

export type FileContent =
  | string
  | Buffer
  | { readonly content: string | Buffer; readonly executable: true }
  | { readonly symlink: string }
  /** The id of a commit of another repository. */
  | { readonly submodule: string };

interface Author {
  readonly name: string;
  readonly email: string;
}

export interface CommitOptions {
  /** The default branch where left out. */
  readonly branch?: string;
  /** Null deletes the file (or the folder). */
  readonly files: Readonly<Record<string, FileContent | null>>;
  readonly message?: string;
  readonly author?: Author;
  /** No webhook for this push. */
  readonly silent?: boolean;
}

export interface LogEntry {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Author;
  readonly committer: Author;
  /** Paths that differ from the first parent. */
  readonly files: readonly string[];
}

export interface RepositoryOptions {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** The first commit; none leaves the repository empty. */
  readonly files?: Readonly<Record<string, FileContent>>;
}

export interface SandboxRepositories {
  create(options: RepositoryOptions): Promise<SandboxRepository>;
  get(fullName: string): SandboxRepository | null;
  list(): readonly SandboxRepository[];
}

export type MergeMethod = "merge" | "squash" | "rebase";

export interface SandboxPull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Branches. */
  readonly head: string;
  readonly base: string;
  readonly state: "open" | "merged" | "closed";
}

export interface SandboxPulls {
  /** By number. */
  list(): readonly SandboxPull[];
  /** As a person does it, whatever protects the branch; the base's new head. */
  merge(number: number, method?: MergeMethod): Promise<string>;
  close(number: number): Promise<void>;
  reopen(number: number): Promise<void>;
}

/** Names are as they are now: a rename shows in them. */
export interface SandboxRepository {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly defaultBranch: string;
  readonly cloneUrl: string;
  /** The bare repository on disk. */
  readonly gitDir: string;
  readonly pulls: SandboxPulls;
  /** What Apps say of its commits; the newest last. */
  readonly checkRuns: readonly Readonly<CheckRunRecord>[];
  readonly issues: readonly Readonly<IssueRecord>[];
  /** As a user's push: sends the webhook. */
  commit(options: CommitOptions): Promise<string>;
  head(branch?: string): Promise<string | null>;
  read(branch: string, path: string): Promise<Buffer | null>;
  /** The mode of what is at the path, as git writes it (`100644`); null where nothing is. */
  mode(branch: string, path: string): Promise<string | null>;
  /** Newest first. */
  log(branch?: string): Promise<readonly LogEntry[]>;
  branches(): Promise<readonly string[]>;
  /** At the default branch's head where `sha` is left out. */
  createBranch(name: string, sha?: string): Promise<void>;
  deleteBranch(name: string): Promise<void>;
  /** Moves the branch anywhere, as `git push --force`. */
  force(branch: string, sha: string): Promise<void>;
  renameBranch(from: string, to: string): Promise<void>;
  /** To a branch that is there. */
  setDefaultBranch(branch: string): Promise<void>;
  setPrivate(isPrivate: boolean): void;
  setRules(rules: Partial<RepositoryRules>): void;
  /** Classic branch protection. */
  protect(branch: string): void;
  unprotect(branch: string): void;
  rename(name: string): void;
  transfer(owner: string): void;
  archive(isArchived?: boolean): void;
  delete(): Promise<void>;
}

export interface SandboxInstallation {
  readonly id: number;
  readonly account: SandboxAccount;
  readonly permissions: Readonly<Record<string, string>>;
  readonly suspended: boolean;
  readonly repositories: "all" | readonly number[];
}

export interface SandboxInstallations {
  /** All repositories of the account, unless some are named. */
  create(account: string, options?: InstallationOptions): SandboxInstallation;
  get(id: number): SandboxInstallation | null;
  list(): readonly SandboxInstallation[];
  suspend(id: number): void;
  unsuspend(id: number): void;
  uninstall(id: number): void;
  /** `fullName` as `owner/name`; an installation of `all` becomes one of chosen repositories when one is removed. */
  addRepository(id: number, fullName: string): void;
  removeRepository(id: number, fullName: string): void;
  setPermissions(id: number, permissions: Readonly<Record<string, string>>): void;
}

export interface InstallationOptions {
  /** Its slug; the sandbox's own, or the first one, where left out. */
  readonly app?: string;
  /** Names without the owner. */
  readonly repositories?: readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
}

/** Starts it: listens on loopback, and seeds it where that is asked for and nothing is there yet. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (options.fresh === true) rmSync(options.dir, { recursive: true, force: true });
  const now = options.now ?? Date.now;
  const state = new State(options.dir, () => initialState(options.firstRepositoryId));
  const app = openBuiltInApp(options.dir, state, options.app ?? true);
  for (const { isBuiltIn, hook } of state.data.apps) if (isBuiltIn) hook.url = options.webhookUrl ?? null;
  const context = createContext({ dir: options.dir, state, now });
  const control = new ControlRoom();
  const server = createHttpServer(context, control);
  const port = await listen(server, options.port ?? state.data.port ?? 0);
  context.address.url = `http://127.0.0.1:${port}`;
  state.data.port = port;
  let isClosed = false;
  const sandbox: Sandbox = {
    url: context.address.url,
    host: `127.0.0.1:${port}`,
    get app() {
      if (app === null) throw new Error("This sandbox was made without an App");
      return app;
    },
    apps: appActions(context),
    requests: context.requests,
    faults: context.faults,
    webhooks: context.webhooks,
    accounts: accountActions(context),
    users: userActions(context),
    repositories: repositoryList(context),
    installations: installationActions(context),
    async close() {
      await context.webhooks.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (!isClosed) state.flush();
      isClosed = true;
    },
  };
  control.attach(sandbox);
  if (options.seed === true && state.data.repositories.length === 0) await seedSandbox(sandbox);
  if (options.seed === true) seedPeople(sandbox);
  state.flush();
  return sandbox;
}
