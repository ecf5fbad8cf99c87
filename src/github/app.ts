/** Lockstep as a Probot app: which events it listens to. Handlers make no request; they say what is to be looked at. */
import type { ApplicationFunction, Probot } from "probot";
import { isFields } from "../core/fields.ts";
import type { EventMark } from "../core/webhook/event-mark.ts";
import type { Payload } from "../core/webhook/payload.ts";
import { onCheckRun } from "./webhooks/check-run.ts";
import { onCreate } from "./webhooks/create.ts";
import { onDelete } from "./webhooks/delete.ts";
import { onGithubAppAuthorization } from "./webhooks/github-app-authorization.ts";
import { onInstallationRepositories } from "./webhooks/installation-repositories.ts";
import { onInstallationTarget } from "./webhooks/installation-target.ts";
import { onInstallation } from "./webhooks/installation.ts";
import { onPullRequest } from "./webhooks/pull-request.ts";
import { onPush } from "./webhooks/push.ts";
import { onRepository } from "./webhooks/repository.ts";

/** Where handlers leave what they found, by the payload object that Probot hands through. */
export interface MarkSink {
  marked(payload: object, marks: readonly EventMark[]): void;
  failed(payload: object, error: unknown): void;
}

type Handler = (payload: Payload) => readonly EventMark[];

const HANDLERS = {
  push: onPush,
  create: onCreate,
  delete: onDelete,
  pull_request: onPullRequest,
  check_run: onCheckRun,
  repository: onRepository,
  installation: onInstallation,
  installation_repositories: onInstallationRepositories,
  installation_target: onInstallationTarget,
  github_app_authorization: onGithubAppAuthorization,
} as const satisfies Record<string, Handler>;

export const HANDLED_EVENTS: ReadonlySet<string> = new Set(Object.keys(HANDLERS));

/** @example await probot.load(makeApp(sink)) */
export function makeApp(sink: MarkSink): ApplicationFunction {
  return (app: Probot) => {
    for (const [event, handler] of Object.entries(HANDLERS)) {
      app.on(event as keyof typeof HANDLERS, ({ payload }) => collect(sink, handler, payload));
    }
  };
}

function collect(sink: MarkSink, handler: Handler, payload: object): void {
  try {
    sink.marked(payload, isFields(payload) ? handler(payload) : []);
  } catch (error) {
    sink.failed(payload, error);
  }
}
