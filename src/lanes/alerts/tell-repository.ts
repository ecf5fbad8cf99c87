/**
 * Tells a repository on GitHub what of it needs somebody: a check run at each branch's head, and one issue. Both follow the state:
 * made with the first link that needs somebody, changed in place, closed with the last. What GitHub refuses for good is not
 * asked again until there is something else to say.
 */
import {
  ALERT_CHECK_NAME,
  checkTextOf,
  ISSUE_MARK,
  issueOf,
  type StatusIssue,
} from "../../core/alerts/alert-text.ts";
import { GitHubFailure } from "../../core/retry/failure.ts";
import type { CheckReport } from "../../core/sync/check-port.ts";
import {
  type AlertCheckRow,
  type AlertIssueRow,
  findAlertIssue,
  forgetAlertCheck,
  lanesToTell,
  type ToldLane,
  type ToldRepository,
  writeAlertCheck,
  writeAlertIssue,
} from "../../db/alert-reports.ts";
import { alertsOf } from "../../db/alerts.ts";
import type { AlertDependencies } from "./dependencies.ts";

const RETRY_MS = 5 * 60_000;

/** @returns when something is to be tried again; null: all is told */
export async function tellRepository(
  deps: AlertDependencies,
  repository: ToldRepository,
): Promise<number | null> {
  const times = [await tellIssue(deps, repository)];
  for (const lane of await lanesToTell(deps.store.read, repository.id))
    times.push(await tellLane(deps, repository, lane));
  const due = times.filter((at) => at !== null);
  return due.length === 0 ? null : Math.min(...due);
}

async function tellIssue(deps: AlertDependencies, repository: ToldRepository): Promise<number | null> {
  const { store, clock, publicUrl } = deps;
  const row = await findAlertIssue(store.read, repository.id);
  const alerts = repository.mayOpenIssue ? await alertsOf(store.read, "repository", repository.id) : [];
  if (alerts.length === 0 && row?.isOpen !== 1) return null;
  const issue = issueOf(alerts, publicUrl);
  const told = JSON.stringify(issue);
  if (row?.told === told) return null;
  if (row !== null && row.nextAttemptAt > clock.now()) return row.nextAttemptAt;
  const base: AlertIssueRow = { ...(row ?? NO_ISSUE), repository: repository.id, nextAttemptAt: 0 };
  // Its number may be forgotten on the way.
  const present = async (): Promise<AlertIssueRow> => {
    const { number = null } = (await findAlertIssue(store.read, repository.id)) ?? {};
    return { ...base, number };
  };
  return attempt(deps, {
    work: async () => {
      const number = await sendIssue(deps, { repository, row, base }, issue);
      await store.write((tx) => writeAlertIssue(tx, { ...base, number, isOpen: issue.isOpen ? 1 : 0, told }));
    },
    refused: async () => {
      const settled = { ...(await present()), told, isOpen: 0 } as const;
      await store.write((tx) => writeAlertIssue(tx, settled));
    },
    failed: async (nextAttemptAt) => {
      const waiting = { ...(await present()), isOpen: 1, nextAttemptAt } as const;
      await store.write((tx) => writeAlertIssue(tx, waiting));
    },
  });
}

const NO_ISSUE = { number: null, isOpen: 0, told: null } as const;

interface IssueState {
  readonly repository: ToldRepository;
  readonly row: AlertIssueRow | null;
  readonly base: AlertIssueRow;
}

/**
 * That one is asked for is remembered before: where its answer is lost, it is looked for. One that somebody deleted, or moved away,
 * is made anew.
 *
 * @returns null: there is none any more, and none is needed
 */
async function sendIssue(
  { store, issues }: AlertDependencies,
  { repository: { address }, row, base }: IssueState,
  issue: StatusIssue,
): Promise<number | null> {
  const wasAsked = row !== null && row.number === null;
  const number = row?.number ?? (wasAsked ? await issues.findIssue(address, ISSUE_MARK) : null);
  if (number !== null && (await isThere(() => issues.changeIssue(address, number, issue)))) return number;
  if (number !== null && !issue.isOpen) return null;
  await store.write((tx) => writeAlertIssue(tx, { ...base, number: null, isOpen: 1 }));
  return issues.createIssue(address, issue);
}

async function isThere(change: () => Promise<void>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof GitHubFailure && error.failure.kind === "not_found") return false;
    throw error;
  }
}

async function tellLane(
  deps: AlertDependencies,
  repository: ToldRepository,
  lane: ToldLane,
): Promise<number | null> {
  if (!repository.mayCheck) return null;
  const { store, clock, publicUrl } = deps;
  const { check } = lane;
  const alerts = await alertsOf(store.read, "lane", lane.id);
  // What is over is said where the trouble was said.
  const head = alerts.length > 0 ? lane.head : (check?.head ?? null);
  if (head === null) return null;
  const report: CheckReport = {
    head,
    name: ALERT_CHECK_NAME,
    ...checkTextOf(alerts, publicUrl),
    annotations: [],
  };
  const told = JSON.stringify(report);
  if (check?.told === told) return null;
  if (check !== null && check.nextAttemptAt > clock.now()) return check.nextAttemptAt;
  return tellCheck(deps, { repository, lane, told, isOver: alerts.length === 0 }, report);
}

interface CheckState {
  readonly repository: ToldRepository;
  readonly lane: ToldLane;
  readonly told: string;
  readonly isOver: boolean;
}

/** That one is asked for is remembered before: where its answer is lost, it is looked for. */
async function tellCheck(
  deps: AlertDependencies,
  { repository, lane, told, isOver }: CheckState,
  report: CheckReport,
): Promise<number | null> {
  const { store, github } = deps;
  const isSame = lane.check?.head === report.head;
  const run = isSame ? (lane.check?.run ?? null) : null;
  const base: AlertCheckRow = { lane: lane.id, head: report.head, run, told: null, nextAttemptAt: 0 };
  const write = (row: AlertCheckRow): Promise<void> => store.write((tx) => writeAlertCheck(tx, row));
  const rest = (row: AlertCheckRow): Promise<void> =>
    isOver ? store.write((tx) => forgetAlertCheck(tx, lane.id)) : write(row);
  return attempt(deps, {
    work: async () => {
      await write(base);
      const known = isSame ? (run ?? "unknown") : "none";
      const { id } = await github.reportCheck(repository.address, report, known);
      await rest({ ...base, run: id, told });
    },
    refused: () => rest({ ...base, told }),
    failed: (nextAttemptAt) => write({ ...base, nextAttemptAt }),
  });
}

interface Attempt {
  readonly work: () => Promise<void>;
  readonly refused: () => Promise<void>;
  readonly failed: (nextAttemptAt: number) => Promise<void>;
}

async function attempt(
  { clock, log }: AlertDependencies,
  { work, refused, failed }: Attempt,
): Promise<number | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const { failure } = error;
    log.info({ failure }, "a repository could not be told");
    if (FOR_GOOD.has(failure.kind)) {
      await refused();
      return null;
    }
    const at = clock.now() + RETRY_MS;
    await failed(at);
    return at;
  }
}

/** What asking again would not change. Issues that are switched off are not found. */
const FOR_GOOD: ReadonlySet<string> = new Set([
  "permission_missing",
  "not_found",
  "unexpected",
  "repository_archived",
  "app_uninstalled",
  "app_suspended",
]);
