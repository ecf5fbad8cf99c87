/** Who made a save, by the login that the request names: asked of GitHub once, then remembered. */
import { GitHubFailure } from "../core/retry/failure.ts";
import { findPerson, keepPerson, type Person } from "../db/people.ts";
import type { Workspace } from "../db/workspaces.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

/** Logins change hands, seldom: a person seen longer ago is looked up again. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

/** GitHub's own rule, with the underscore of managed users and the ending of Apps. */
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,98})(?:\[bot\])?$/i;

/**
 * Null: the request names nobody.
 * @throws HttpProblem `author_unknown`; GitHubFailure where GitHub does not say and nothing is remembered
 */
export async function authorOf(
  dependencies: Dependencies,
  workspace: Workspace,
  header: string | readonly string[] | undefined,
): Promise<Person | null> {
  const login = String(header ?? "").trim();
  if (login === "") return null;
  if (!LOGIN.test(login)) throw unknown(login);
  const known = await findPerson(dependencies.store.read, workspace.hostId, login);
  if (known !== null && dependencies.now() - known.seenAt < REMEMBERED_MS) return known;
  try {
    return await lookUp(dependencies, workspace, login);
  } catch (error) {
    if (known !== null && error instanceof GitHubFailure) return known;
    throw error;
  }
}

async function lookUp(
  { store, github, now }: Dependencies,
  { hostId, hostname, installation }: Workspace,
  login: string,
): Promise<Person> {
  if (installation === null || installation.state === "uninstalled")
    throw new HttpProblem("app_uninstalled", "The author cannot be looked up: the App is not installed.");
  if (installation.state === "suspended")
    throw new HttpProblem("app_suspended", "The author cannot be looked up: the App is suspended.");
  const user = await github.user(hostname, installation.id, login);
  if (user === null || !user.isAuthor) throw unknown(login);
  const { accountId, name } = user;
  const seen = { hostId, accountId, login: user.login, name, seenAt: now() };
  return store.write((tx) => keepPerson(tx, seen));
}

function unknown(login: string): HttpProblem {
  return new HttpProblem("author_unknown", `GitHub has no account ${JSON.stringify(login.slice(0, 100))}.`);
}
