/** Git's smart HTTP, for a user's own git: `http://127.0.0.1:PORT/acme/petstore.git`. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { gitDirOf, type SandboxContext } from "./context.ts";
import { listRefs } from "./git/refs.ts";
import { serveGit } from "./git/smart-http.ts";
import { followBranch } from "./pulls/follow-branches.ts";
import type { RepositoryRecord } from "./state.ts";
import { announceRef } from "./webhooks/announce-ref.ts";
import { humanOf } from "./webhooks/announce-account.ts";
import { pusherOf } from "./write-branch.ts";

const GIT_PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

export function isGitPath(path: string): boolean {
  return GIT_PATH.test(path);
}

export async function answerGit(
  context: SandboxContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = "", query = ""] = (request.url ?? "").split("?");
  const [, owner = "", name = "", service = ""] = GIT_PATH.exec(path) ?? [];
  const state = context.state;
  const repository = state.repositoryNamed(owner, name) ?? state.repositoryOnceNamed(owner, name);
  const status = await serve(context, { request, response, repository, service, query });
  context.requests.add({
    method: request.method ?? "GET",
    path: request.url ?? "",
    kind: "git",
    status,
    points: 0,
    installationId: null,
    at: context.now(),
  });
}

interface GitExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly repository: RepositoryRecord | null;
  readonly service: string;
  readonly query: string;
}

async function serve(context: SandboxContext, exchange: GitExchange): Promise<number> {
  const { request, response, repository, service, query } = exchange;
  if (repository === null) return refuse(response, 404, "Repository not found.");
  const isPush = service === "git-receive-pack" || query.includes("service=git-receive-pack");
  if (isPush && repository.isArchived) {
    return refuse(response, 403, "This repository was archived so it is read-only.");
  }
  const smart = { gitDir: gitDirOf(context, repository), service, query };
  if (service !== "git-receive-pack") return serveGit(request, response, smart);
  return context.writing.take(repository.id, async () => {
    const before = await listRefs(smart.gitDir);
    return serveGit(request, response, smart, () => announceChanges(context, repository, before));
  });
}

function refuse(response: ServerResponse, status: number, text: string): number {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${text}\n`);
  return status;
}

async function announceChanges(
  context: SandboxContext,
  repository: RepositoryRecord,
  before: ReadonlyMap<string, string>,
): Promise<void> {
  const after = await listRefs(gitDirOf(context, repository));
  const human = humanOf(context);
  for (const ref of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(ref) ?? null, after.get(ref) ?? null];
    if (from === to || !/^refs\/(heads|tags)\//.test(ref)) continue;
    const change = { ref, before: from, after: to, sender: human, pusher: pusherOf(context, human) };
    await announceRef(context, repository, change);
    const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
    if (branch !== undefined)
      await followBranch(context, repository, { branch, before: from, after: to, sender: human });
  }
}
