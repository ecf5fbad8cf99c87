import { pino } from "pino";
import { expect, test } from "vitest";
import type { ConfiguredHost } from "../../src/core/access/configured-hosts.ts";
import type { UserGitHub } from "../../src/core/access/user-github-port.ts";
import { makeHostOctokits } from "../../src/github/host-octokit.ts";
import { apiUrlOf } from "../../src/github/probot.ts";
import { makeUserGitHub } from "../../src/github/user-access.ts";
import { type PlayedHost, playHost } from "../support/github-replies.ts";

const ACME = { id: 6811672, login: "acme" };

function hostNamed(hostname: string): ConfiguredHost {
  const webUrl = `https://${hostname}`;
  return { id: 1, hostname, isFirst: true, webUrl, apiUrl: apiUrlOf({ hostname }), oauth: null };
}

function played(hostname = "github.com") {
  const host = playHost({ hostname, withToken: false });
  const github: UserGitHub = makeUserGitHub(
    makeHostOctokits({ hosts: { find: hostNamed }, log: pino({ level: "silent" }), retryBaseMs: 1 }),
  );
  host.scope.matchHeader("authorization", /^(?:token|bearer) ghu_mona$/i);
  return { host, github, token: { hostname, accessToken: "ghu_mona" } };
}

const next = (path: string): { link: string } => ({ link: `<https://api.github.com${path}>; rel="next"` });

test("installations are read on all pages, with the person's own token", async () => {
  const { host, github, token } = played();
  host.scope
    .get("/user/installations?per_page=100")
    .reply(200, { total_count: 3, installations: [{ id: 1 }, { id: 2 }] }, next("/user/installations?page=2"))
    .get("/user/installations?page=2")
    .reply(200, { total_count: 3, installations: [{ id: 2 }, { id: 3 }] });
  expect(await github.installations(token)).toEqual([1, 2, 3]);
});

test("permissions of repositories are read on all pages; what is not granted in so many words is not there", async () => {
  const { host, github, token } = played();
  const none = { admin: false, maintain: false, push: false, triage: false, pull: false };
  const path = "/user/installations/7/repositories";
  host.scope
    .get(`${path}?per_page=100`)
    .reply(
      200,
      {
        total_count: 7,
        repositories: [
          { id: 1, permissions: { ...none, admin: true, push: true, pull: true } },
          { id: 2, permissions: { ...none, maintain: true } },
          { id: 3, permissions: { ...none, push: true } },
        ],
      },
      next(`${path}?page=2`),
    )
    .get(`${path}?page=2`)
    .reply(200, {
      total_count: 7,
      repositories: [
        { id: 4, permissions: { ...none, triage: true } },
        { id: 5, permissions: { ...none, pull: true } },
        { id: 6, permissions: none },
        { id: 7 },
      ],
    });
  expect(await github.repositories(token, 7)).toEqual(
    new Map([
      [1, "admin"],
      [2, "write"],
      [3, "write"],
      [4, "read"],
      [5, "read"],
    ]),
  );
});

test.each([
  [401, { kind: "unauthorized" }],
  [404, { kind: "not_found" }],
  [403, { kind: "permission_missing", message: "Resource not accessible" }],
  [500, { kind: "server_error", status: 500 }],
] as const)("a %i is a failure, and never an empty list", async (status, failure) => {
  const { host, github, token } = played();
  host.scope
    .get("/user/installations/7/repositories?per_page=100")
    .times(status === 500 ? 3 : 1)
    .reply(status, { message: "Resource not accessible" });
  await expect(github.repositories(token, 7)).rejects.toMatchObject({ failure });
});

function playOrganisation(host: PlayedHost, answer: object): void {
  host.graphql.post(host.graphqlPath, /viewerCanAdminister/).reply(200, answer);
}

const organisation = (fields: object): object => ({ data: { organization: fields } });

test.each([
  ["an owner does", organisation({ databaseId: ACME.id, viewerCanAdminister: true }), true],
  ["a member does not", organisation({ databaseId: ACME.id, viewerCanAdminister: false }), false],
  [
    "an owner of another account that took the login over does not",
    organisation({ databaseId: 1, viewerCanAdminister: true }),
    false,
  ],
  [
    "where the organisation is hidden, nobody does",
    { data: { organization: null }, errors: [{ type: "NOT_FOUND", message: "Could not resolve" }] },
    false,
  ],
  [
    "where GitHub does not say it to this App, nobody does",
    { data: { organization: null }, errors: [{ type: "FORBIDDEN", message: "Resource not accessible" }] },
    false,
  ],
])("administers: %s", async (_name, answer, expected) => {
  const { host, github, token } = played();
  playOrganisation(host, answer);
  expect(await github.administers(token, ACME)).toBe(expected);
});

test("a limit is no answer to whether somebody administers", async () => {
  const { host, github, token } = played();
  playOrganisation(host, {
    data: null,
    errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }],
  });
  await expect(github.administers(token, ACME)).rejects.toMatchObject({ failure: { kind: "rate_limited" } });
});

test("an Enterprise Server is asked at its own address, and no other host sees the token", async () => {
  const { host, github, token } = played("github.example.com");
  host.scope
    .get("/user/installations?per_page=100")
    .reply(200, { total_count: 1, installations: [{ id: 9 }] });
  playOrganisation(host, organisation({ databaseId: ACME.id, viewerCanAdminister: true }));
  expect(await github.installations(token)).toEqual([9]);
  expect(await github.administers(token, ACME)).toBe(true);
});
