/**
 * Tells the commit at which the config file was seen what became of it: one check run a commit, changed when the outcome changes.
 * Where the installation does not grant it, that is remembered, and shown beside the file's state; nothing fails for it.
 */
import type { ConfigError } from "../core/repository-config/model.ts";
import { reportOf } from "../core/repository-config/report.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { CheckReport, CheckRun } from "../core/sync/check-port.ts";
import type { ConfigRepository } from "../db/config-repository.ts";
import { countDeclaredLinks } from "../db/declared-links.ts";
import {
  changeRepositoryConfig,
  findRepositoryConfig,
  type RepositoryConfigRow,
} from "../db/repository-configs.ts";
import type { LaneDependencies } from "./dependencies.ts";

export async function reportConfig(deps: LaneDependencies, repository: ConfigRepository): Promise<void> {
  const row = await findRepositoryConfig(deps.store.read, repository.id);
  const report = row === null ? null : await reportFor(deps, row);
  if (row === null || report === null) return;
  // A later commit with the same file, and the same outcome, says nothing new.
  const reported = JSON.stringify({ ...report, head: row.seen });
  if (row.reported === reported) return;
  if (!repository.mayReport) return remember(deps, row, { checkCode: "permission_missing" });
  try {
    const run = await tell(deps, { repository, row }, report);
    const { id: checkRun, url: checkUrl } = run;
    await remember(deps, row, { reported, checkRun, checkUrl, checkHead: report.head, checkCode: null });
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) throw error;
    await remember(deps, row, { reported, checkCode: code });
  }
}

/** Nothing is told of a repository without such a file, nor before it was read. */
async function reportFor(deps: LaneDependencies, row: RepositoryConfigRow): Promise<CheckReport | null> {
  if (row.head === null || row.due !== row.done) return null;
  if (row.state !== "applied" && row.state !== "wrong" && row.state !== "unreadable") return null;
  // Written as such when it was read.
  const errors = JSON.parse(row.errors) as readonly ConfigError[];
  return reportOf({ head: row.head, errors, ...(await countDeclaredLinks(deps.store.read, row.repository)) });
}

interface Telling {
  readonly repository: ConfigRepository;
  readonly row: RepositoryConfigRow;
}

/** The attempt is remembered before the request leaves: a lost answer leads to no second run. */
async function tell(
  deps: LaneDependencies,
  { repository, row }: Telling,
  report: CheckReport,
): Promise<CheckRun> {
  const isKnown = row.checkHead === report.head;
  if (!isKnown) await remember(deps, row, { checkHead: report.head, checkRun: null, checkUrl: null });
  const known = isKnown ? (row.checkRun ?? "unknown") : "none";
  return deps.github.reportCheck(repository.address, report, known);
}

/** What asking again would not change. */
function refusalOf(error: unknown): RepositoryConfigRow["checkCode"] {
  if (!(error instanceof GitHubFailure)) return null;
  const { kind } = error.failure;
  if (kind === "permission_missing") return "permission_missing";
  return kind === "not_found" || kind === "unexpected" || kind === "repository_archived" ? "refused" : null;
}

function remember(
  { store }: LaneDependencies,
  { repository }: RepositoryConfigRow,
  columns: Parameters<typeof changeRepositoryConfig>[2],
): Promise<void> {
  return store.write((tx) => changeRepositoryConfig(tx, repository, columns));
}
