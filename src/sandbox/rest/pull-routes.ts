/** Pull requests, the branches that they are made of, and merging one branch into another. */
import { json, Refused, type Answer } from "../answer.ts";
import type { Signature } from "../git/commit.ts";
import { readCommit } from "../git/commit.ts";
import { countCommits, findMergeBase } from "../git/log.ts";
import { mergeCommit } from "../git/merge.ts";
import { readInfo } from "../git/object-store.ts";
import { isRefName, readRef } from "../git/refs.ts";
import { resolveRevision } from "../git/resolve.ts";
import { announcePull } from "../pulls/announce-pull.ts";
import { endPull } from "../pulls/follow-branches.ts";
import { findPull, nextNumber, pullsOf, readBranch } from "../pulls/find-pull.ts";
import { listedPullShape, pullShape } from "../pulls/pull-shape.ts";
import { mergeConflict, mergeSideMissing, pullFieldInvalid, pullRefused } from "../pulls/pull-refusals.ts";
import * as refusals from "../refusals.ts";
import { findViolation } from "../rules.ts";
import { botOf } from "../shapes/account-shape.ts";
import { commitShape } from "../shapes/commit-shape.ts";
import type { PullRecord } from "../state.ts";
import { changeBranch, noreplyOf } from "../write-branch.ts";
import { takePage } from "./page.ts";
import { refShape } from "./repository-routes.ts";
import { textField, type RepositoryRequest, type Route } from "./route.ts";

const PULLS = "/repos/{owner}/{repo}/pulls";

export const PULL_ROUTES: readonly Route[] = [
  { method: "POST", path: "/repos/{owner}/{repo}/git/refs", access: "contents:write", handle: createRef },
  { method: "POST", path: "/repos/{owner}/{repo}/merges", access: "contents:write", handle: mergeBranches },
  { method: "GET", path: PULLS, access: "pulls:read", handle: listPulls },
  { method: "POST", path: PULLS, access: "pulls:write", handle: createPull },
  { method: "GET", path: `${PULLS}/{number}`, access: "pulls:read", handle: getPull },
  { method: "PATCH", path: `${PULLS}/{number}`, access: "pulls:write", handle: changePull },
];

async function createRef(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, body } = request;
  const ref = textField(body, "ref") ?? "";
  const sha = textField(body, "sha") ?? "";
  const branch = ref.slice("refs/heads/".length);
  if (!ref.startsWith("refs/heads/") || !isRefName(ref))
    throw new Refused(refusals.validationFailed("Reference name must start with 'refs/'."));
  return context.writing.take(repository.id, async () => {
    if ((await readInfo(gitDir, sha))?.type !== "commit")
      throw new Refused(refusals.validationFailed("Object does not exist"));
    if ((await readRef(gitDir, ref)) !== null) throw new Refused(refusals.referenceExists());
    const violation = findViolation(repository, branch, []);
    if (violation !== null) throw new Refused(refusals.ruleViolation(violation, 422));
    const isMade = await changeBranch(
      context,
      repository,
      { branch, before: null, after: sha },
      botOf(request.caller.app),
    );
    if (!isMade) throw new Refused(refusals.validationFailed("Reference could not be created"));
    return json(refShape(request, ref, sha), 201);
  });
}

async function mergeBranches(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, body } = request;
  const branch = textField(body, "base") ?? "";
  return context.writing.take(repository.id, async () => {
    const base = await readBranch(context, repository, branch);
    const head = await resolveRevision(context, repository, textField(body, "head") ?? "");
    if (base === null || head === null) throw new Refused(mergeSideMissing(base === null ? "Base" : "Head"));
    if ((await findMergeBase(gitDir, base, head)) === head) return { status: 204, headers: {}, body: null };
    const violation = findViolation(repository, branch, []);
    if (violation !== null) throw new Refused(refusals.ruleViolation(violation, 422));
    const bot = botOf(request.caller.app);
    const author: Signature = { name: bot.login, email: noreplyOf(bot), at: context.now() };
    const message = textField(body, "commit_message") ?? `Merge ${head} into ${branch}`;
    const made = await mergeCommit({ gitDir, base, head, message, author });
    const commit = made === null ? null : await readCommit(gitDir, made);
    if (commit === null) throw new Refused(mergeConflict());
    await changeBranch(context, repository, { branch, before: base, after: commit.id }, bot);
    return json(commitShape(context, repository, commit), 201);
  });
}

function listPulls(request: RepositoryRequest): Answer {
  const { context, repository, query } = request;
  const state = query.get("state") ?? "open";
  const head = query.get("head")?.replace(/^[^:]*:/, "");
  const base = query.get("base");
  const found = pullsOf(context, repository).filter(
    (it) =>
      (state === "all" || (state === "open") === it.isOpen) &&
      (head === undefined || it.head === head) &&
      (base === null || it.base === base),
  );
  const ordered = query.get("direction") === "asc" ? found : found.toReversed();
  const { items, headers } = takePage(request, ordered);
  return json(
    items.map((it) => listedPullShape(context, repository, it)),
    200,
    headers,
  );
}

async function createPull(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, gitDir, body } = request;
  const head = (textField(body, "head") ?? "").replace(/^[^:]*:/, "");
  const base = textField(body, "base") ?? "";
  const title = textField(body, "title");
  const [headSha, baseSha] = [
    await readBranch(context, repository, head),
    await readBranch(context, repository, base),
  ];
  if (title === null || headSha === null || baseSha === null)
    throw new Refused(pullFieldInvalid(headSha === null ? "head" : baseSha === null ? "base" : "title"));
  const owner = context.state.owner(repository.ownerId).login;
  if (pullsOf(context, repository).some((it) => it.isOpen && it.head === head && it.base === base))
    throw new Refused(pullRefused(`A pull request already exists for ${owner}:${head}.`));
  if ((await countCommits(gitDir, headSha, baseSha)) === 0)
    throw new Refused(pullRefused(`No commits between ${base} and ${head}`));
  const now = context.now();
  const pull: PullRecord = {
    id: context.state.takeId() + 1_900_000_000,
    repositoryId: repository.id,
    appId: request.caller.app.id,
    number: nextNumber(context, repository),
    title,
    body: textField(body, "body"),
    head,
    base,
    headSha,
    baseSha,
    isOpen: true,
    mergedAt: null,
    mergeCommit: null,
    closedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  context.state.data.pulls.push(pull);
  await announcePull(context, repository, pull, { action: "opened", sender: botOf(request.caller.app) });
  return json(await pullShape(context, repository, pull), 201);
}

async function getPull(request: RepositoryRequest): Promise<Answer> {
  return json(await pullShape(request.context, request.repository, pullIn(request)));
}

async function changePull(request: RepositoryRequest): Promise<Answer> {
  const { context, repository, body } = request;
  const pull = pullIn(request);
  const sender = botOf(request.caller.app);
  const [title, text] = [textField(body, "title"), textField(body, "body")];
  const changes = {
    ...(title !== null && title !== pull.title && { title: { from: pull.title } }),
    ...(text !== null && text !== pull.body && { body: { from: pull.body ?? "" } }),
  };
  pull.title = title ?? pull.title;
  pull.body = text ?? pull.body;
  if (Object.keys(changes).length > 0)
    await announcePull(context, repository, pull, { action: "edited", sender, more: { changes } });
  if (textField(body, "state") === "closed" && pull.isOpen)
    await endPull(context, repository, { pull, sender, mergeCommit: null });
  return json(await pullShape(context, repository, pull));
}

function pullIn({ context, repository, params }: RepositoryRequest): PullRecord {
  const pull = findPull(context, repository, Number(params["number"]));
  if (pull === null) throw new Refused(refusals.notFound());
  return pull;
}
