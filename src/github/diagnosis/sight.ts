/**
 * What a diagnosis looks at, in three steps: the host and the App, what the App was given, the place. A step is asked only where
 * the one before leaves something to ask, so that an unreachable host costs one request.
 */
import type { Probot } from "probot";
import {
  type Asked,
  type DiagnosisGitHub,
  NOTHING_SEEN,
  type SeenHost,
  type Sighting,
  type SightRequest,
} from "../../core/diagnosis/sighting.ts";
import { GitHubFailure } from "../../core/retry/failure.ts";
import type { GitHubPort } from "../../core/sync/github-port.ts";
import { makeClients } from "../clients.ts";
import { networkCodeOf } from "../failure-of.ts";
import { makeSightApp, sightDeliveries, sightWebhookUrl } from "./sight-app.ts";
import { sightRules } from "./sight-rules.ts";

/** Somebody waits for it: a host that is silent for so long is called silent. */
const PATIENCE_MS = 10_000;

export interface DiagnosisOptions {
  readonly now: () => number;
  readonly patienceMs?: number;
}

/** @param probots by hostname */
export function makeDiagnosisGitHub(
  probots: ReadonlyMap<string, Probot>,
  github: Pick<GitHubPort, "installation" | "observe">,
  { now, patienceMs = PATIENCE_MS }: DiagnosisOptions,
): DiagnosisGitHub {
  const clients = makeClients(probots);
  const asked = <Value>(work: Promise<Value>): Promise<Asked<Value>> => inTime(work, patienceMs);

  return {
    async sight(request) {
      const { hostname, installationId } = request.repository;
      const at = now();
      const { sightApp, clock } = makeSightApp(now);
      const app = await asked(clients.asApp(hostname, sightApp));
      const host = { app: withoutVersion(app), ...clock(), version: versionIn(app) };
      if (app.kind === "failed" && ENDS.has(app.failure.kind)) return { ...nothingMore(host), at };
      const [webhookUrl, deliveries, installation] = await Promise.all([
        asked(clients.asApp(hostname, sightWebhookUrl)),
        asked(clients.asApp(hostname, sightDeliveries)),
        asked(github.installation(hostname, installationId)),
      ]);
      const seen = { ...host, webhookUrl, deliveries };
      const isGiven = installation.kind === "answered" && installation.value?.suspended === false;
      if (!isGiven) return { at, host: seen, installation, observation: NOT_ASKED, rules: NOT_ASKED };
      return { at, host: seen, installation, ...(await sightPlace(request)) };
    },
  };

  async function sightPlace(request: SightRequest): Promise<Pick<Sighting, "observation" | "rules">> {
    const { repository, branch, path } = request;
    const paths = path === null ? [] : [path];
    const [observation, rules] = await Promise.all([
      asked(github.observe({ repository, branch, paths, newPaths: paths })),
      asked(clients.asInstallation(repository, (octokit) => sightRules(octokit, request))),
    ]);
    return { observation, rules };
  }
}

const NOT_ASKED = { kind: "not_asked" } as const;

/** Whatever else is asked would fail alike. */
const ENDS: ReadonlySet<string> = new Set(["unreachable", "unauthorized", "not_found"]);

function nothingMore(host: Omit<SeenHost, "webhookUrl" | "deliveries">): Sighting {
  return { ...NOTHING_SEEN, host: { ...NOTHING_SEEN.host, ...host } };
}

type AskedApp = Asked<Awaited<ReturnType<ReturnType<typeof makeSightApp>["sightApp"]>>>;

function withoutVersion(app: AskedApp): SeenHost["app"] {
  return app.kind === "answered" ? { kind: "answered", value: app.value.app } : app;
}

function versionIn(app: AskedApp): string | null {
  return app.kind === "answered" ? app.value.version : null;
}

/** What is given up is not waited for; its request ends by itself. @throws what is no matter of GitHub */
async function inTime<Value>(work: Promise<Value>, patienceMs: number): Promise<Asked<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Asked<Value>>((resolve) => {
    const failure = { kind: "unreachable", detail: "timeout" } as const;
    timer = setTimeout(() => resolve({ kind: "failed", failure, networkCode: null }), patienceMs);
  });
  const answer = work.then(
    (value): Asked<Value> => ({ kind: "answered", value }),
    (error: unknown): Asked<Value> => {
      if (!(error instanceof GitHubFailure)) throw error;
      return { kind: "failed", failure: error.failure, networkCode: networkCodeOf(error) };
    },
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
