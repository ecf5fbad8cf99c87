/** Check runs, over REST. https://docs.github.com/en/rest/checks/runs */
import type { ProbotOctokit } from "probot";
import type { CheckAnnotation, CheckReport, CheckRun } from "../core/sync/check-port.ts";
import type { RepositoryAddress } from "../core/sync/github-port.ts";

export async function reportCheck(
  octokit: ProbotOctokit,
  { owner, name: repo }: RepositoryAddress,
  { report, known }: { readonly report: CheckReport; readonly known: number | "none" | "unknown" },
): Promise<CheckRun> {
  const where = { owner, repo };
  const run = known === "unknown" ? await findRun(octokit, where, report) : known;
  const { conclusion, title, summary, annotations } = report;
  const body = {
    status: "completed",
    conclusion,
    output: { title, summary, annotations: annotations.map(toAnnotation) },
  } as const;
  const { data } =
    run === "none"
      ? await octokit.rest.checks.create({ ...where, name: report.name, head_sha: report.head, ...body })
      : await octokit.rest.checks.update({ ...where, check_run_id: run, ...body });
  return { id: data.id, url: data.html_url };
}

/** GitHub shows an App its own runs under a name at a commit, the newest of each. */
async function findRun(
  octokit: ProbotOctokit,
  where: { readonly owner: string; readonly repo: string },
  { head, name }: CheckReport,
): Promise<number | "none"> {
  const { data } = await octokit.rest.checks.listForRef({ ...where, ref: head, check_name: name });
  return data.check_runs[0]?.id ?? "none";
}

function toAnnotation({ path, line, level, message }: CheckAnnotation) {
  return { path, start_line: line, end_line: line, annotation_level: level, message };
}
