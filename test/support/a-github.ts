/** A GitHub made by hand: every method that a test does not give fails the test. */
import type { GitHubPort } from "../../src/core/sync/github-port.ts";

export function aGitHub(methods: Partial<GitHubPort> = {}): GitHubPort {
  return {
    observe: unexpected("observe"),
    readFiles: unexpected("readFiles"),
    readBlobs: unexpected("readBlobs"),
    commit: unexpected("commit"),
    commitFirst: unexpected("commitFirst"),
    findFiles: unexpected("findFiles"),
    firstCommitAfter: unexpected("firstCommitAfter"),
    head: unexpected("head"),
    reportCheck: unexpected("reportCheck"),
    installations: unexpected("installations"),
    installation: unexpected("installation"),
    installationRepositories: unexpected("installationRepositories"),
    repository: unexpected("repository"),
    branches: unexpected("branches"),
    deliveryAttempts: unexpected("deliveryAttempts"),
    redeliver: unexpected("redeliver"),
    user: unexpected("user"),
    createBranch: unexpected("createBranch"),
    mergeBranch: unexpected("mergeBranch"),
    openPullRequest: unexpected("openPullRequest"),
    findPullRequest: unexpected("findPullRequest"),
    pullRequest: unexpected("pullRequest"),
    updatePullRequest: unexpected("updatePullRequest"),
    ...methods,
  };
}

function unexpected(method: string): () => Promise<never> {
  return () =>
    Promise.reject(new Error(`The test's GitHub was asked for ${method}; give aGitHub() that method.`));
}
