/** GitHub as nock plays it: a host, what it answers, shaped as its descriptions say. An unexpected request fails the test. */
import nock from "nock";
import { pino } from "pino";
import type { Probot } from "probot";
import { expect, onTestFinished } from "vitest";
import { blobIdOf, parseCommitId } from "../../src/core/git/object-id.ts";
import type { BlobId, CommitId } from "../../src/core/git/object-id.ts";
import type { GitHubPort, RepositoryAddress } from "../../src/core/sync/github-port.ts";
import { makeGitHubPort } from "../../src/github/github-port.ts";
import { makeProbot } from "../../src/github/probot.ts";
import type { ProbotOptions } from "../../src/github/probot.ts";
import { aPrivateKey } from "./a-private-key.ts";

let lastInstallation = 1000;

export interface PlayedHost {
  readonly port: GitHubPort;
  readonly address: RepositoryAddress;
  /** REST below it; GraphQL at `graphqlPath`. */
  readonly scope: nock.Scope;
  readonly graphql: nock.Scope;
  readonly graphqlPath: string;
  readonly log: string[];
}

export interface HostOptions {
  readonly hostname?: string;
  /** Whether the token request is played too; else the test does it. */
  readonly withToken?: boolean;
  readonly probot?: Partial<ProbotOptions>;
}

/** A host with one installation and one repository, `acme/petstore`; all that was played must have been asked for. */
export function playHost({
  hostname = "github.com",
  withToken = true,
  probot = {},
}: HostOptions = {}): PlayedHost {
  nock.disableNetConnect();
  const unexpected: string[] = [];
  const noMatch = (request: Request): number => unexpected.push(`${request.method} ${request.url}`);
  nock.emitter.on("no match", noMatch);
  onTestFinished(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    nock.emitter.off("no match", noMatch);
    expect(unexpected, "requests that nobody played").toEqual([]);
    expect(unused, "requests that were played and never asked for").toEqual([]);
  });
  const isCloud = hostname === "github.com";
  const base = isCloud ? "https://api.github.com" : `https://${hostname}/api/v3`;
  const address = anAddress({ hostname });
  const scope = nock(base);
  const graphql = isCloud ? scope : nock(`https://${hostname}`);
  if (withToken) playToken(scope, address.installationId);
  const { port, log } = aPort({ hostname, ...probot });
  return { port, address, scope, graphql, graphqlPath: isCloud ? "/graphql" : "/api/graphql", log };
}

/** The port over one host, quick to repeat, and what it logs. */
export function aPort(options: Partial<ProbotOptions> = {}): { port: GitHubPort; log: string[] } {
  const log: string[] = [];
  const probot = aProbot({
    log: pino({ level: "trace" }, { write: (line: string) => log.push(line) }),
    ...options,
  });
  return { port: makeGitHubPort(new Map([[options.hostname ?? "github.com", probot]])), log };
}

export function aProbot(options: Partial<ProbotOptions> = {}): Probot {
  return makeProbot({
    hostname: "github.com",
    appId: 4711,
    privateKey: aPrivateKey(),
    webhookSecret: "s".repeat(32),
    log: pino({ level: "silent" }),
    retryBaseMs: 1,
    ...options,
  });
}

/** Each with an installation of its own, so that no test meets a token request of another. */
export function anAddress(address: Partial<RepositoryAddress> = {}): RepositoryAddress {
  lastInstallation += 1;
  return {
    hostname: "github.com",
    installationId: lastInstallation,
    repositoryId: 1296269,
    nodeId: "R_kgDOABPHjQ",
    ownerId: 6811672,
    owner: "acme",
    name: "petstore",
    ...address,
  };
}

export function playToken(scope: nock.Scope, installationId: number, token = "ghs_first"): nock.Scope {
  return scope.post(`/app/installations/${installationId}/access_tokens`).reply(201, {
    token,
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    permissions: { contents: "write", metadata: "read" },
    repository_selection: "all",
  });
}

/** `c("a")` is aaaa…: a commit's id that can be read in a failing test. */
export function commitId(digit: string): CommitId {
  return parseCommitId(digit.repeat(40));
}

export function blobOf(text: string | Buffer): BlobId {
  return blobIdOf(Buffer.from(text));
}

export interface PlayedRepository {
  readonly head?: CommitId | null;
  readonly isEmpty?: boolean;
  readonly isArchived?: boolean;
  readonly databaseId?: number;
  readonly ownerId?: number;
  /** Aliased selections of the commit: f0, d0, … */
  readonly selections?: object;
  /** Further commits: c0, c1, … */
  readonly further?: object;
}

/** The node that a lane's query answers with. */
export function aRepositoryNode(played: PlayedRepository = {}): object {
  const { head = commitId("a"), isEmpty = false, isArchived = false, selections = {} } = played;
  const target = {
    __typename: "Commit",
    oid: head,
    message: "Edit the schema",
    committedDate: "2026-03-04T05:06:07Z",
    author: { name: "Ada Lovelace", user: { login: "ada" } },
    parents: { nodes: [{ oid: commitId("e") }] },
    history: { nodes: [{ oid: head }, { oid: commitId("e") }] },
    ...selections,
  };
  return {
    databaseId: played.databaseId ?? 1296269,
    name: "petstore",
    isArchived,
    isEmpty,
    owner: { login: "acme", databaseId: played.ownerId ?? 6811672 },
    defaultBranchRef: isEmpty ? null : { name: "main" },
    ref: head === null ? null : { id: "REF_kwDOABPHjbFyZWZzL2hlYWRzL21haW4", target },
    ...played.further,
  };
}

export const SECONDARY_LIMIT = {
  message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  documentation_url: "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api",
};
