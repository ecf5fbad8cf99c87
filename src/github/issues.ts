/** Issues, over REST. https://docs.github.com/en/rest/issues/issues */
import type { Probot, ProbotOctokit } from "probot";
import type { StatusIssue } from "../core/alerts/alert-text.ts";
import type { IssueGitHub } from "../core/alerts/issue-port.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";
import { makeClients } from "./clients.ts";

/** @param probots by hostname */
export function makeIssueGitHub(probots: ReadonlyMap<string, Probot>): IssueGitHub {
  const clients = makeClients(probots);
  return {
    createIssue: (repository, issue) =>
      clients.asInstallation(repository, (octokit) => createIssue(octokit, repository, issue)),
    changeIssue: (repository, number, issue) =>
      clients.asInstallation(repository, (octokit) => changeIssue(octokit, repository, { number, issue })),
    findIssue: (repository, mark) =>
      clients.asInstallation(repository, (octokit) => findIssue(octokit, repository, mark)),
  };
}

async function createIssue(
  octokit: ProbotOctokit,
  { owner, name: repo }: RepositoryAddress,
  { title, body }: StatusIssue,
): Promise<number> {
  const { data } = await octokit.rest.issues.create({ owner, repo, title, body });
  return data.number;
}

async function changeIssue(
  octokit: ProbotOctokit,
  { owner, name: repo }: RepositoryAddress,
  { number, issue }: { readonly number: number; readonly issue: StatusIssue },
): Promise<void> {
  const { title, body, isOpen } = issue;
  const state = isOpen ? "open" : "closed";
  await octokit.rest.issues.update({ owner, repo, issue_number: number, title, body, state });
}

/** Among the newest: one that was just made is there. Only what a bot wrote counts: anybody can copy a mark. */
async function findIssue(
  octokit: ProbotOctokit,
  { owner, name: repo }: RepositoryAddress,
  mark: string,
): Promise<number | null> {
  const { data } = await octokit.rest.issues.listForRepo({ owner, repo, state: "open", per_page: 100 });
  const found = data.find(({ body, user }) => user?.type === "Bot" && body?.includes(mark) === true);
  return found?.number ?? null;
}
