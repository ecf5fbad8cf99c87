/** The dashboard of another workspace of the same sandbox, which begins as the first one did. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { BrowserContextOptions } from "playwright-core";
import { vi } from "vitest";
import type { RunningSandbox } from "../running-sandbox.ts";
import { ACCOUNT, type ADashboard } from "./a-dashboard.ts";

const run = promisify(execFile);

const SEEDED = ["petstore", "catalog"];

export interface Beside {
  readonly account: string;
  /** Of each page, where nothing else is said. */
  readonly options: BrowserContextOptions;
}

/** Closed with the first one. @param beside may name the first one's own account */
export async function dashboardBeside(
  first: ADashboard,
  { account, options: usual }: Beside,
): Promise<ADashboard> {
  if (account !== ACCOUNT) await seed(first, account);
  const sandbox: RunningSandbox = {
    ...first.sandbox,
    call: (method, path, ...sent) =>
      first.sandbox.call(method, path.startsWith("/") ? path : below(account, path), ...sent),
  };
  return {
    ...first,
    sandbox,
    account,
    folder: join(first.folder, account),
    open: (path, options = {}) => first.open(path, { ...usual, ...options }, account),
    openAs: (login, path) => first.openAs(login, path, usual, account),
  };
}

const below = (account: string, path: string): string => `/api/v1/workspaces/${account}/${path}`;

async function seed({ sandbox, folder }: ADashboard, account: string): Promise<void> {
  const act = async (body: object): Promise<void> => {
    const { status, text } = await sandbox.control("POST", "actions", body);
    if (status !== 200) throw new Error(text);
  };
  await act({ action: "create-account", login: account });
  for (const name of [...SEEDED, "blank"]) await act({ action: "create-repository", owner: account, name });
  for (const name of SEEDED) {
    const clone = join(folder, `seed-${name}`);
    await run("git", ["clone", "-q", `${sandbox.githubUrl}/${ACCOUNT}/${name}.git`, clone]);
    await run("git", ["-C", clone, "push", "-q", `${sandbox.githubUrl}/${account}/${name}.git`, "HEAD:main"]);
  }
  await act({ action: "set-role", login: "mona", organization: account, role: "admin" });
  await act({ action: "set-role", login: "paul", organization: account, role: "member" });
  await may("paul", "petstore", "push");
  await may("paul", "catalog", "pull");
  await may("rita", "catalog", "pull");
  await act({ action: "install", account });
  await vi.waitFor(
    async () => {
      const { text } = await sandbox.call("GET", below(account, "repositories"));
      for (const name of [...SEEDED, "blank"])
        if (!text.includes(`${account}/${name}`)) throw new Error(`There is no ${name} yet: ${text}`);
    },
    { timeout: 30_000, interval: 100 },
  );

  function may(login: string, repository: string, level: string): Promise<void> {
    return act({ action: "set-permission", login, repository: `${account}/${repository}`, level });
  }
}
