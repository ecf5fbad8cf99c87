/** GitHub as the lanes know it (core/sync/github-port.ts), over Probot's Octokit: one verb a file, put together here. */
import type { Probot } from "probot";
import type { GitHubPort } from "../core/sync/github-port.ts";
import { type GitHubMeter, NO_METER } from "../core/operations/meter.ts";
import { reportCheck } from "./checks.ts";
import { makeClients } from "./clients.ts";
import { commit } from "./commit.ts";
import { commitFirst } from "./commit-first.ts";
import * as deliveries from "./deliveries.ts";
import * as directory from "./directory.ts";
import { firstCommitAfter } from "./first-commit-after.ts";
import { head } from "./head.ts";
import { makeProposalGitHub } from "./proposals.ts";
import { observe, readFiles } from "./observe.ts";
import { findFiles } from "./find-files.ts";
import { readBlobs } from "./read-blobs.ts";
import { user } from "./user.ts";

/** @param probots by hostname, each ready to authenticate (makeProbot). */
export function makeGitHubPort(
  probots: ReadonlyMap<string, Probot>,
  meter: Pick<GitHubMeter, "budget"> = NO_METER,
): GitHubPort {
  const clients = makeClients(probots, meter);
  return {
    ...makeProposalGitHub(clients),
    observe: (request) => clients.asInstallation(request.repository, (octokit) => observe(octokit, request)),
    readFiles: (repository, at, paths) =>
      clients.asInstallation(repository, (octokit) => readFiles(octokit, repository, { commit: at, paths })),
    readBlobs: (repository, blobs, wanted) =>
      clients.asInstallation(repository, (octokit) => readBlobs(octokit, { repository, wanted }, blobs)),
    commit: (request) => clients.asInstallation(request.repository, (octokit) => commit(octokit, request)),
    commitFirst: (request) =>
      clients.asInstallation(request.repository, (octokit) => commitFirst(octokit, request)),
    findFiles: (repository, at, isSought) =>
      clients.asInstallation(repository, (octokit) => findFiles(octokit, repository, at, isSought)),
    firstCommitAfter: (repository, base, present) =>
      clients.asInstallation(repository, (octokit) => firstCommitAfter(octokit, repository, base, present)),
    reportCheck: (repository, report, known) =>
      clients.asInstallation(repository, (octokit) => reportCheck(octokit, repository, { report, known })),
    head: (repository, branch, known) =>
      clients.asInstallation(repository, (octokit) => head(octokit, repository, branch, known)),
    installations: (hostname) => clients.asApp(hostname, directory.installations),
    deliveryAttempts: (hostname, since) =>
      clients.asApp(hostname, (octokit) => deliveries.deliveryAttempts(octokit, since)),
    redeliver: (hostname, attempt) =>
      clients.asApp(hostname, (octokit) => deliveries.redeliver(octokit, attempt)),
    installation: (hostname, installationId) =>
      clients.asApp(hostname, (octokit) => directory.installation(octokit, installationId)),
    installationRepositories: (hostname, installationId) =>
      clients.asInstallation({ hostname, installationId }, directory.installationRepositories),
    repository: (hostname, installationId, repositoryId) =>
      clients.asInstallation({ hostname, installationId }, (octokit) =>
        directory.repository(octokit, repositoryId),
      ),
    branches: (repository, prefix, most) =>
      clients.asInstallation(repository, (octokit) =>
        directory.branches(octokit, repository, { prefix, most }),
      ),
    user: (hostname, installationId, login) =>
      clients.asInstallation({ hostname, installationId }, (octokit) => user(octokit, login)),
  };
}
