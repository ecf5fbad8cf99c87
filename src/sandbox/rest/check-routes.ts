/** Check runs: what an App says of a commit. */
import { json, Refused, type Answer } from "../answer.ts";
import { readInfo } from "../git/object-store.ts";
import { resolveRevision } from "../git/resolve.ts";
import { formatNodeId } from "../node-ids.ts";
import type { CheckRunRecord } from "../records.ts";
import * as refusals from "../refusals.ts";
import { appShape } from "../shapes/app-shape.ts";
import { isoTime, repositoryApiUrl, repositoryHtmlUrl } from "../shapes/repository-shape.ts";
import { takePage } from "./page.ts";
import { textField, type RepositoryRequest, type Route } from "./route.ts";

const RUNS = "/repos/{owner}/{repo}/check-runs";
/** docs: rest/checks/runs: at most so many in one request. */
const MOST_ANNOTATIONS = 50;

export const CHECK_ROUTES: readonly Route[] = [
  { method: "POST", path: RUNS, access: "checks:write", handle: createRun },
  { method: "PATCH", path: `${RUNS}/{id}`, access: "checks:write", handle: changeRun },
  {
    method: "GET",
    path: "/repos/{owner}/{repo}/commits/{ref}/check-runs",
    access: "checks:read",
    handle: listRuns,
  },
];

async function createRun(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, caller, body } = request;
  const [name, headSha] = [textField(body, "name"), textField(body, "head_sha") ?? ""];
  if (name === null) throw new Refused(refusals.validationFailed("name is required."));
  if ((await readInfo(gitDir, headSha))?.type !== "commit")
    throw new Refused(refusals.validationFailed(`No commit found for SHA: ${headSha}`));
  const run: CheckRunRecord = {
    id: context.state.takeId() + 3_000_000_000,
    repositoryId: repository.id,
    appId: caller.app.id,
    name,
    headSha,
    conclusion: null,
    title: null,
    summary: null,
    annotations: [],
    at: context.now(),
  };
  take(run, body);
  context.state.data.checkRuns.push(run);
  context.state.save();
  return json(runShape(request, run), 201);
}

function changeRun(request: RepositoryRequest): Answer {
  const { context, repository, caller, params, body } = request;
  const run = context.state.data.checkRuns.find(
    (it) => it.id === Number(params["id"]) && it.repositoryId === repository.id && it.appId === caller.app.id,
  );
  if (run === undefined) throw new Refused(refusals.notFound());
  take(run, body);
  context.state.save();
  return json(runShape(request, run));
}

/** Annotations are added to those that are there. */
function take(run: CheckRunRecord, body: Readonly<Record<string, unknown>>): void {
  run.conclusion = textField(body, "conclusion") ?? run.conclusion;
  const output = body["output"];
  if (typeof output !== "object" || output === null) return;
  const fields: Readonly<Record<string, unknown>> = { ...output };
  const { annotations = [] } = fields;
  if (!Array.isArray(annotations) || annotations.length > MOST_ANNOTATIONS)
    throw new Refused(refusals.validationFailed("annotations exceeds a maximum quantity of 50"));
  run.title = textField(fields, "title") ?? run.title;
  run.summary = textField(fields, "summary") ?? run.summary;
  run.annotations.push(...(annotations as readonly unknown[]));
}

/** `filter=latest`: the newest of each name. */
async function listRuns(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, caller, params, query } = request;
  const sha = await resolveRevision(context, repository, params["ref"] ?? "");
  if (sha === null) throw new Refused(refusals.noCommitForRef(params["ref"] ?? ""));
  const name = query.get("check_name");
  const runs = context.state.data.checkRuns.filter(
    (it) => it.repositoryId === repository.id && it.appId === caller.app.id && it.headSha === sha,
  );
  const named = runs.filter((it) => name === null || it.name === name).toReversed();
  const latest = named.filter((it, index) => named.findIndex((other) => other.name === it.name) === index);
  const wanted = query.get("filter") === "all" ? named : latest;
  const { items, headers } = takePage(request, wanted);
  const shapes = items.map((it) => runShape(request, it));
  return json({ total_count: wanted.length, check_runs: shapes }, 200, headers);
}

function runShape({ context, repository }: RepositoryRequest, run: CheckRunRecord): Record<string, unknown> {
  const url = `${repositoryApiUrl(context, repository)}/check-runs/${run.id}`;
  const html = `${repositoryHtmlUrl(context, repository)}/runs/${run.id}`;
  const { title, summary, annotations } = run;
  return {
    id: run.id,
    node_id: formatNodeId("CR", run.id),
    head_sha: run.headSha,
    external_id: "",
    url,
    html_url: html,
    details_url: html,
    status: run.conclusion === null ? "queued" : "completed",
    conclusion: run.conclusion,
    started_at: isoTime(run.at),
    completed_at: run.conclusion === null ? null : isoTime(run.at),
    output: {
      title,
      summary,
      text: null,
      annotations_count: annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: null,
    app: appShape(context, context.state.appOf(run)),
    pull_requests: [],
  };
}
