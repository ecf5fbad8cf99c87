import { expect, test } from "vitest";
import { diagnose } from "../../src/core/diagnosis/diagnose.ts";
import { type Check, CHECKS, type Finding } from "../../src/core/diagnosis/finding.ts";
import {
  type Evidence,
  type KnownFacts,
  NOTHING_SEEN,
  type SeenDelivery,
  type SeenHost,
  type SeenRules,
  type Sighting,
} from "../../src/core/diagnosis/sighting.ts";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import type { Failure } from "../../src/core/retry/failure.ts";
import { LINK_STATES } from "../../src/core/sync/model.ts";

const NOW = Date.parse("2026-01-02T03:04:05Z");
const HEAD = parseCommitId("a".repeat(40));
const PERMISSIONS = { contents: "write", metadata: "read", checks: "write" };

const KNOWN: KnownFacts = {
  now: NOW,
  host: {
    hostname: "ghe.test",
    webUrl: "https://ghe.test",
    apiUrl: "https://ghe.test/api/v3",
    isConfigured: true,
  },
  webhookUrl: "https://lockstep.test/api/github/webhooks",
  account: { id: 7, login: "acme", isOrganization: true },
  repository: {
    hostname: "ghe.test",
    installationId: 5,
    repositoryId: 6,
    nodeId: "R_6",
    ownerId: 7,
    owner: "acme",
    name: "pets",
  },
  htmlUrl: "https://ghe.test/acme/pets",
  branch: "main",
  defaultBranch: "main",
  path: "api.yaml",
  blocked: null,
  link: {
    mode: "commit",
    state: "in_sync",
    code: null,
    message: null,
    since: NOW,
    url: "https://lockstep.test/workspaces/acme/integrations/1",
  },
};

const DELIVERY: SeenDelivery = {
  event: "push",
  deliveredAt: NOW - 60_000,
  reach: "ok",
  statusCode: 202,
  installationId: 5,
  repositoryId: 6,
};

const RULES: SeenRules = {
  classic: null,
  rules: [],
  signature: "valid",
  limit: { limit: 5000, remaining: 4000, resetAt: NOW + 60_000 },
};

function answered<Value>(value: Value): { readonly kind: "answered"; readonly value: Value } {
  return { kind: "answered", value };
}

const SEEN: Sighting = {
  at: NOW,
  host: {
    app: answered({
      name: "Lockstep",
      htmlUrl: "https://ghe.test/github-apps/lockstep",
      permissions: PERMISSIONS,
      events: ["push", "create", "delete", "repository", "pull_request"],
    }),
    clock: { theirs: NOW, ours: NOW },
    version: "3.19.0",
    webhookUrl: answered("https://lockstep.test/api/github/webhooks"),
    deliveries: answered([DELIVERY]),
  },
  installation: answered({
    installationId: 5,
    account: { id: 7, login: "acme", type: "Organization" },
    suspended: false,
    permissions: PERMISSIONS,
  }),
  observation: answered({
    kind: "found",
    head: HEAD,
    parents: [],
    ancestors: [HEAD],
    commit: { author: "mona", message: "One", committedAt: NOW },
    refId: "REF_1",
    repository: { owner: "acme", name: "pets", defaultBranch: "main", isArchived: false },
    files: new Map([["api.yaml", { kind: "absent", sibling: null }]]),
  }),
  rules: answered(RULES),
};

function found(evidence: Evidence, check: Check): Finding {
  const finding = diagnose(evidence).find((one) => one.check === check);
  if (finding === undefined) throw new Error(`Nothing is said of ${check}`);
  return finding;
}

function withHost(host: Partial<SeenHost>): Evidence {
  return { known: KNOWN, seen: { ...SEEN, host: { ...SEEN.host, ...host } } };
}

function withRules(rules: Partial<SeenRules>, mode: "commit" | "auto" | "pull_request" = "commit"): Evidence {
  const known = { ...KNOWN, link: KNOWN.link === null ? null : { ...KNOWN.link, mode } };
  return { known, seen: { ...SEEN, rules: answered({ ...RULES, ...rules }) } };
}

/** Nothing but the first question was asked, and this came of it. */
function unreachable(failure: Failure, networkCode: string | null = null): Evidence {
  const host = { ...NOTHING_SEEN.host, app: { kind: "failed", failure, networkCode } as const };
  return { known: KNOWN, seen: { ...NOTHING_SEEN, host } };
}

test("says something of every check, once and in order, whatever was seen", () => {
  for (const seen of [SEEN, NOTHING_SEEN])
    expect(diagnose({ known: KNOWN, seen }).map(({ check }) => check)).toEqual(CHECKS);
});

function verdicts(seen: Sighting): ReadonlySet<string> {
  return new Set(diagnose({ known: { ...KNOWN, link: null }, seen }).map(({ verdict }) => verdict));
}

test("finds no problem where there is none, and claims nothing where nothing was seen", () => {
  expect(verdicts(SEEN)).toEqual(new Set(["ok", "not_applicable"]));
  expect(verdicts(NOTHING_SEEN)).toEqual(new Set(["unknown", "not_applicable"]));
});

test.each([
  ["name", null, "host_name", /leads to no address/],
  ["timeout", null, "host_connection", /silent: nothing was refused/],
  ["refused", "ECONNREFUSED", "host_connection", /refused at once/],
  ["reset", "ECONNRESET", "host_connection", /broke before/],
  ["tls", "DEPTH_ZERO_SELF_SIGNED_CERT", "host_tls", /failed: DEPTH_ZERO_SELF_SIGNED_CERT/],
] as const)("a host that cannot be reached by %s (%s) has one problem: %s", (detail, code, check, words) => {
  const evidence = unreachable({ kind: "unreachable", detail }, code);
  const problems = diagnose(evidence).filter(({ verdict }) => verdict === "problem");
  expect(problems.map((one) => one.check)).toEqual([check]);
  expect(problems[0]?.seen).toMatch(words);
});

test.each([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", /NODE_EXTRA_CA_CERTS/],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", /NODE_EXTRA_CA_CERTS/],
  ["CERT_HAS_EXPIRED", /Renew/],
  ["ERR_TLS_CERT_ALTNAME_INVALID", /another name/],
  ["EPROTO", /TLS versions/],
])("the remedy for a connection that fails by %s fits it", (code, words) => {
  const evidence = unreachable({ kind: "unreachable", detail: "tls" }, code);
  expect(found(evidence, "host_tls").remedy?.text).toMatch(words);
});

test.each([
  [0, "ok", /agrees/],
  [29_000, "ok", /agrees/],
  [90_000, "problem", /90 seconds ahead of/],
  [-7_200_000, "problem", /2 hours behind/],
])("a clock that is %i ms ahead is %s", (aheadMs, verdict, words) => {
  const finding = found(withHost({ clock: { theirs: NOW, ours: NOW + aheadMs } }), "clock");
  expect(finding).toMatchObject({ verdict, seen: expect.stringMatching(words) });
});

test("wrong credentials are told from a host that fails", () => {
  expect(found(unreachable({ kind: "unauthorized" }), "app_credentials").verdict).toBe("problem");
  expect(found(unreachable({ kind: "not_found" }), "app_credentials").verdict).toBe("problem");
  expect(found(unreachable({ kind: "server_error", status: 502 }), "app_credentials").verdict).toBe(
    "unknown",
  );
  const known = { ...KNOWN, host: { ...KNOWN.host, isConfigured: false } };
  expect(found({ known, seen: NOTHING_SEEN }, "app_credentials").seen).toMatch(/No GitHub App is configured/);
});

test.each([
  [{ reach: "timed_out", statusCode: 504 }, "problem", "unknown"],
  [{ reach: "not_connected", statusCode: 502 }, "problem", "unknown"],
  [{ reach: "tls", statusCode: 502 }, "problem", "unknown"],
  [{ reach: "refused", statusCode: 404 }, "problem", "unknown"],
  [{ reach: "refused", statusCode: 401 }, "ok", "problem"],
  [{ reach: "ok", statusCode: 202 }, "ok", "ok"],
] as const)("a last delivery of %o: the webhook's reach is %s, its secret %s", (last, reachable, secret) => {
  const evidence = withHost({ deliveries: answered([{ ...DELIVERY, ...last }]) });
  expect([found(evidence, "webhook_reachable").verdict, found(evidence, "webhook_secret").verdict]).toEqual([
    reachable,
    secret,
  ]);
});

test.each([
  ["https://lockstep.test/api/github/webhooks", true],
  ["https://mona:planted@lockstep.test/api/github/webhooks?token=planted", true],
  ["https://relay.planted.test/planted", false],
  ["https://lockstep.test/planted", false],
  ["planted", false],
])("of the webhook's address %s no more is told than this server's own", (url, isOwn) => {
  const own = "https://lockstep.test/api/github/webhooks";
  const deliveries = [
    [],
    [DELIVERY],
    [{ ...DELIVERY, reach: "not_connected", statusCode: 502 }],
    [{ ...DELIVERY, reach: "refused", statusCode: 500 }],
  ] as const;
  for (const seen of deliveries) {
    const evidence = withHost({ webhookUrl: answered(url), deliveries: answered(seen) });
    expect(JSON.stringify(diagnose(evidence))).not.toContain("planted");
    const told = found(evidence, "webhook_reachable").seen;
    expect(told).toContain(isOwn ? own : "another address than this server's");
  }
});

test("an App without a webhook is one that is asked, not one that is broken", () => {
  const evidence = withHost({ webhookUrl: answered(null), deliveries: answered([]) });
  for (const check of ["webhook_reachable", "webhook_secret", "deliveries"] as const)
    expect(found(evidence, check).verdict).toBe("not_applicable");
});

const CLASSIC = {
  pattern: "ma*",
  mayPush: false,
  asksSignatures: false,
  asksReviews: false,
  asksChecks: false,
};

test("what protects a branch stands in the way by the link's mode", () => {
  const verdictOf = (evidence: Evidence) => found(evidence, "commits_allowed").verdict;
  expect(verdictOf(withRules({ classic: { ...CLASSIC, mayPush: true } }))).toBe("ok");
  expect(verdictOf(withRules({ classic: CLASSIC }, "pull_request"))).toBe("ok");
  expect(verdictOf(withRules({ classic: CLASSIC }, "auto"))).toBe("ok");
  expect(verdictOf(withRules({ classic: CLASSIC }))).toBe("unknown");
  const ruled = withRules({
    rules: [
      { type: "merge_queue", source: "acme" },
      { type: "deletion", source: "acme" },
    ],
  });
  expect(found(ruled, "commits_allowed").seen).toMatch(/protected by a merge queue \(ruleset of acme\)\./);
});

test("unsigned commits are a problem only where the branch asks for signed ones", () => {
  expect(found(withRules({ signature: null }), "commit_signing").verdict).toBe("unknown");
  expect(found(withRules({ signature: "none" }), "commit_signing").verdict).toBe("ok");
  const asked = withRules({ signature: "none", rules: [{ type: "required_signatures", source: "acme" }] });
  expect(found(asked, "commit_signing")).toMatchObject({
    verdict: "problem",
    remedy: { text: expect.stringMatching(/web commit signing/) },
  });
});

test("a limit that is nearly used up is a problem, and one that is not counted is none", () => {
  const low = withRules({ limit: { limit: 5000, remaining: 100, resetAt: NOW + 60_000 } });
  expect(found(low, "rate_limits").verdict).toBe("problem");
  expect(found(withRules({ limit: null }), "rate_limits").verdict).toBe("not_applicable");
});

test.each(LINK_STATES)("the state %s has a verdict, and a remedy where somebody must act", (state) => {
  const link = KNOWN.link === null ? null : { ...KNOWN.link, state };
  const { verdict, remedy } = found({ known: { ...KNOWN, link }, seen: SEEN }, "link_state");
  expect([verdict, remedy !== null]).toEqual(verdict === "problem" ? ["problem", true] : ["ok", false]);
});
