/**
 * What the sandbox knows beside its git repositories: accounts, repositories, Apps and their installations.
 * Kept in one small JSON file, replaced whole by a rename, so that a restart finds what was there.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { builtInApp, type FormerApp } from "./built-in-app.ts";
import type {
  AppRecord,
  AuthorizationRecord,
  BaseLevelRecord,
  CheckRunRecord,
  CollaboratorRecord,
  IssueRecord,
  MemberRecord,
  UserTokenRecord,
} from "./records.ts";

export type AccountType = "Organization" | "User";

export interface Account {
  readonly id: number;
  readonly type: AccountType;
  login: string;
}

/** What refuses a write to a repository: branch protection, rulesets, push rules, found secrets. */
export interface RepositoryRules {
  /** Classic branch protection: these branches take no direct commits from an App. */
  protectedBranches: string[];
  /** Branches that a ruleset lets change only through a pull request. */
  rulesetBranches: string[];
  /** Push rules, for all branches: refused path prefixes, file endings (`.exe`), size of one file. */
  blockedPaths: string[];
  blockedExtensions: string[];
  maxFileBytes: number | null;
  /** Texts that secret scanning takes for a secret. */
  secrets: string[];
}

export interface RepositoryRecord {
  readonly id: number;
  ownerId: number;
  name: string;
  isPrivate: boolean;
  isArchived: boolean;
  defaultBranch: string;
  readonly createdAt: number;
  pushedAt: number;
  rules: RepositoryRules;
  /** `owner/name` before a rename or a transfer: still leads here until the name is taken again. */
  formerNames: string[];
}

/** Both branches are of the same repository: forks are not there. */
export interface PullRecord {
  readonly id: number;
  readonly repositoryId: number;
  /** Whose bot opened it. */
  readonly appId: number;
  readonly number: number;
  title: string;
  body: string | null;
  readonly head: string;
  base: string;
  /** The head branch's commit; when the request is over, the last one of its time. */
  headSha: string;
  baseSha: string;
  isOpen: boolean;
  mergedAt: number | null;
  mergeCommit: string | null;
  closedAt: number | null;
  readonly createdAt: number;
  updatedAt: number;
}

export interface InstallationRecord {
  readonly id: number;
  readonly appId: number;
  readonly accountId: number;
  /** `all`, or ids of the chosen repositories. */
  repositories: "all" | number[];
  permissions: Record<string, string>;
  suspendedAt: number | null;
  readonly createdAt: number;
}

export interface StateData {
  /** The sandbox's own first, where it has one. */
  apps: AppRecord[];
  /** Preferred at the next start, so that clones keep working. */
  port: number | null;
  nextId: number;
  nextRepositoryId: number;
  accounts: Account[];
  repositories: RepositoryRecord[];
  installations: InstallationRecord[];
  pulls: PullRecord[];
  members: MemberRecord[];
  collaborators: CollaboratorRecord[];
  baseLevels: BaseLevelRecord[];
  authorizations: AuthorizationRecord[];
  userTokens: UserTokenRecord[];
  checkRuns: CheckRunRecord[];
  issues: IssueRecord[];
}

export const NO_RULES: RepositoryRules = {
  protectedBranches: [],
  rulesetBranches: [],
  blockedPaths: [],
  blockedExtensions: [],
  maxFileBytes: null,
  secrets: [],
};

/** What came to the file later: one that was written before has none of it. */
const NOTHING_MORE = {
  pulls: [],
  members: [],
  collaborators: [],
  baseLevels: [],
  authorizations: [],
  userTokens: [],
  checkRuns: [],
  issues: [],
} satisfies Partial<StateData>;

const SAVE_DELAY_MS = 50;

export class State {
  readonly data: StateData;
  readonly #file: string;
  #waiting: NodeJS.Timeout | null = null;

  constructor(dir: string, initial: () => StateData) {
    mkdirSync(dir, { recursive: true });
    this.#file = join(dir, "state.json");
    this.data = existsSync(this.#file) ? parseState(readFileSync(this.#file, "utf8")) : initial();
    this.flush();
  }

  /** Written a moment later, together with what else changes until then; `flush` writes at once. */
  save(): void {
    this.#waiting ??= setTimeout(() => this.flush(), SAVE_DELAY_MS).unref();
  }

  flush(): void {
    if (this.#waiting !== null) clearTimeout(this.#waiting);
    this.#waiting = null;
    const next = `${this.#file}.next`;
    writeFileSync(next, `${JSON.stringify(this.data, null, 2)}\n`, { mode: 0o600 });
    renameSync(next, this.#file);
  }

  takeId(): number {
    this.data.nextId += 1;
    this.save();
    return this.data.nextId;
  }

  account(idOrLogin: number | string): Account | null {
    const wanted = typeof idOrLogin === "string" ? idOrLogin.toLowerCase() : idOrLogin;
    return this.data.accounts.find((it) => it.id === wanted || it.login.toLowerCase() === wanted) ?? null;
  }

  /** The account that owns what is on record: it is always there. */
  owner(accountId: number): Account {
    const account = this.account(accountId);
    if (account === null) throw new Error(`The sandbox has no account ${accountId}`);
    return account;
  }

  repository(id: number): RepositoryRecord | null {
    return this.data.repositories.find((it) => it.id === id) ?? null;
  }

  repositoryNamed(owner: string, name: string): RepositoryRecord | null {
    const account = this.account(owner);
    const wanted = name.toLowerCase();
    return (
      this.data.repositories.find((it) => it.ownerId === account?.id && it.name.toLowerCase() === wanted) ??
      null
    );
  }

  repositoryOnceNamed(owner: string, name: string): RepositoryRecord | null {
    const wanted = `${owner}/${name}`.toLowerCase();
    return this.data.repositories.find((it) => it.formerNames.includes(wanted)) ?? null;
  }

  app(id: number): AppRecord | null {
    return this.data.apps.find((it) => it.id === id) ?? null;
  }

  /** The App that an installation on record is of: it is always there. */
  appOf({ appId }: Pick<InstallationRecord, "appId">): AppRecord {
    const app = this.app(appId);
    if (app === null) throw new Error(`The sandbox has no App ${appId}`);
    return app;
  }

  installation(id: number): InstallationRecord | null {
    return this.data.installations.find((it) => it.id === id) ?? null;
  }

  /** Those that see a repository and hear of it: at most one an App. */
  installationsHearing(repository: RepositoryRecord): InstallationRecord[] {
    return this.data.installations.filter((it) => sees(it, repository) && it.suspendedAt === null);
  }

  repositoriesOf(installation: InstallationRecord): RepositoryRecord[] {
    return this.data.repositories.filter((it) => sees(installation, it));
  }
}

/** One person, who does what is done by hand. */
export function initialState(firstRepositoryId = 1_043_211_507): StateData {
  return {
    apps: [],
    port: null,
    nextId: 1000,
    nextRepositoryId: firstRepositoryId,
    accounts: [{ id: 8_113_207, login: "mona", type: "User" }],
    repositories: [],
    installations: [],
    ...structuredClone(NOTHING_MORE),
  };
}

export function sees(installation: InstallationRecord, repository: RepositoryRecord): boolean {
  if (installation.accountId !== repository.ownerId) return false;
  return installation.repositories === "all" || installation.repositories.includes(repository.id);
}

function parseState(text: string): StateData {
  const data: unknown = JSON.parse(text);
  if (typeof data !== "object" || data === null || !("accounts" in data) || !("repositories" in data)) {
    throw new Error("The sandbox's state.json is not readable: start with --fresh");
  }
  const whole = { ...structuredClone(NOTHING_MORE), ...data } as unknown as StateData;
  return "app" in data ? withApps(whole, data.app as FormerApp) : whole;
}

/** Written when the sandbox had one App only: all that is there is of that one. */
function withApps(data: StateData, former: FormerApp): StateData {
  const app = builtInApp(data.accounts[0]?.id ?? 0, former);
  return {
    ...data,
    apps: [app],
    installations: data.installations.map((it) => ({ ...it, appId: app.id })),
    pulls: data.pulls.map((it) => ({ ...it, appId: app.id })),
  };
}
