/** Issues: how a repository's people are told, where the workspace wants it. */
import type { RepositoryAddress } from "../sync/github-port.ts";
import type { StatusIssue } from "./alert-text.ts";

/** Every method may throw a GitHubFailure. */
export interface IssueGitHub {
  /** @returns its number */
  createIssue(repository: RepositoryAddress, issue: StatusIssue): Promise<number>;
  changeIssue(repository: RepositoryAddress, number: number, issue: StatusIssue): Promise<void>;
  /** The newest of the App's open issues whose text holds the mark; null: none does. */
  findIssue(repository: RepositoryAddress, mark: string): Promise<number | null>;
}
