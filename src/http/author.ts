/**
 * Who made a save: by the login that the request names, asked of GitHub once, then remembered; else whoever signed in.
 */
import type { FastifyRequest } from "fastify";
import type { Caller } from "../core/access/caller.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { findPerson, keepPerson, type Person } from "../db/people.ts";
import type { Workspace } from "../db/workspaces.ts";
import { callerOf, workspaceOf } from "./authorization/authorize.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

/** Logins change hands, seldom: a person seen longer ago is looked up again. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

/** GitHub's own rule, with the underscore of managed users and the ending of Apps. */
const LOGIN = /^[a-z\d](?:[a-z\d_-]{0,98})(?:\[bot\])?$/i;

/**
 * Null: the request names nobody, and comes with a token.
 * @throws HttpProblem `author_unknown`; GitHubFailure where GitHub does not say and nothing is remembered
 */
export async function authorOf(dependencies: Dependencies, request: FastifyRequest): Promise<Person | null> {
  const workspace = workspaceOf(request);
  const login = String(request.headers["lockstep-author"] ?? "").trim();
  if (login === "") return signedIn(dependencies, callerOf(request));
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

/** Whoever signed in is known without asking. */
async function signedIn({ store, now }: Dependencies, caller: Caller): Promise<Person | null> {
  if (caller.kind !== "user") return null;
  const { hostId, accountId, login } = caller;
  const known = await findPerson(store.read, hostId, login);
  if (known?.accountId === accountId) return known;
  return store.write((tx) => keepPerson(tx, { hostId, accountId, login, name: null, seenAt: now() }));
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
