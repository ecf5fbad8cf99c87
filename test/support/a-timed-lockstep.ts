/** A whole server over a sandbox, whose time passes only when a test says so, and which neither repeats reads slowly nor waits long for answers. */
import { pino } from "pino";
import { expect } from "vitest";
import { ALERT_CHECK_NAME } from "../../src/core/alerts/alert-text.ts";
import type { Config } from "../../src/config/config.ts";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import { makeGitHubPort } from "../../src/github/github-port.ts";
import { makeProbot } from "../../src/github/probot.ts";
import type { RequestFault } from "../../src/sandbox/faults.ts";
import type { RequestEntry } from "../../src/sandbox/request-log.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aSeededSandbox } from "./a-seeded-sandbox.ts";
import type { ForkedClosureReader } from "../../src/workers/closure/forked-closure-reader.ts";
import { aClock, type AClock } from "./a-clock.ts";
import { aCollection } from "./a-collection.ts";
import { requestsTo, settle } from "./a-linked-document.ts";
import { aLockstep, type ALockstep, configFor, sharedWorkers } from "./a-lockstep.ts";
import { aFolder } from "./a-store.ts";

export interface ATimedLockstep extends ALockstep {
  readonly clock: AClock;
  /** Lets time pass; whatever becomes due is done before time goes on. */
  pass(durationMs: number): Promise<void>;
}

export interface Timing {
  /** How long GitHub may be silent. */
  readonly silenceMs?: number;
  /** Left out: no sweep but the first. */
  readonly sweepIntervalMs?: number;
  readonly random?: () => number;
  readonly config?: Partial<Config>;
  /** Stands between the engine and the sandbox. */
  readonly github?: (real: GitHubPort) => GitHubPort;
  readonly closureReader?: ForkedClosureReader;
}

const NEVER_MS = 10 * 365 * 24 * 3_600_000;

export async function aTimedLockstep(timing: Timing = {}): Promise<ATimedLockstep> {
  const folder = aFolder();
  const sandbox = await aSeededSandbox(folder);
  const clock = aClock();
  const real = quickGitHub(sandbox, folder, timing.silenceMs ?? 10_000);
  const github = timing.config?.alerts === undefined ? untold(real) : real;
  const lockstep = await aLockstep({
    folder,
    sandbox,
    clock,
    random: timing.random ?? (() => 0.5),
    github: timing.github?.(github) ?? github,
    workers: { ...sharedWorkers(), ...(timing.closureReader && { closureReader: timing.closureReader }) },
    config: { ...timing.config, sweepIntervalMs: timing.sweepIntervalMs ?? NEVER_MS },
  });
  const pass = (durationMs: number): Promise<void> => clock.pass(durationMs, () => settle(lockstep));
  return { ...lockstep, clock, pass };
}

/** What people are told after a while is no request that a test counts, unless it is about that. */
function untold(real: GitHubPort): GitHubPort {
  return {
    ...real,
    reportCheck: async (repository, report, known) =>
      report.name === ALERT_CHECK_NAME ? { id: 1, url: null } : real.reportCheck(repository, report, known),
  };
}

function quickGitHub(sandbox: Sandbox, folder: string, silenceMs: number): GitHubPort {
  const [host] = configFor(sandbox, folder).hosts;
  if (host === undefined) throw new Error("The sandbox is a host.");
  const log = pino({ level: "silent" });
  const probot = makeProbot({ ...host, log, limits: { silenceMs }, retryBaseMs: 1 });
  return makeGitHubPort(new Map([[host.hostname, probot]]));
}

/** Strikes the App's requests from now on. */
export function strike({ sandbox }: ALockstep, ...requests: readonly RequestFault[]): void {
  sandbox.faults.set({ requests });
}

/** Saves a collection by hand; answers its new text's place in the history. */
export async function saveCollection(
  lockstep: ALockstep,
  wish: { readonly id: string; readonly name?: string; readonly note: string },
): Promise<void> {
  const saved = await lockstep.call("PUT", `collections/${wish.id}`, aCollection(wish).body);
  expect(saved.statusCode, saved.body).toBeLessThan(300);
}

/** Collections that were saved once and then linked, before anything of them was committed. */
export async function backUpMany(
  lockstep: ALockstep,
  count: number,
  wish: { readonly repository?: string; readonly text?: (index: number) => string } = {},
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `C${String(index).padStart(3, "0")}`;
    const { id, body } = aCollection({ name, note: wish.text?.(index) ?? "first" });
    await lockstep.call("PUT", `collections/${id}`, body);
    ids.push(id);
  }
  const links = ids.map((id) =>
    lockstep.call("POST", `collections/${id}/backups`, { repository: wish.repository ?? "petstore" }),
  );
  for (const made of await Promise.all(links)) expect(made.statusCode, made.body).toBe(201);
  return ids;
}

/** Requests that change the repository. */
export function writesTo(lockstep: ALockstep): readonly RequestEntry[] {
  return requestsTo(lockstep).filter(
    ({ kind, method, path }) =>
      kind === "graphql-mutation" || (kind === "rest" && method !== "GET" && path.includes("/repos/")),
  );
}

export async function linkStates(lockstep: ALockstep): Promise<Readonly<Record<string, number>>> {
  const { items } = (await lockstep.call("GET", "links?limit=100")).json();
  const counts: Record<string, number> = {};
  for (const { state, code } of items) {
    const key = code === null ? state : `${state} ${code}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** Headlines of a branch's commits, newest first. */
export async function headlines(
  lockstep: ALockstep,
  name = "petstore",
  branch = "main",
): Promise<readonly string[]> {
  const log = await lockstep.repository(name).log(branch);
  return log.map(({ message }) => message.split("\n", 1)[0]?.trim() ?? "");
}
