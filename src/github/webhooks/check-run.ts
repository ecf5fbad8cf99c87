/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run */
import { CHECK_NAME } from "../../core/repository-config/report.ts";
import type { EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload, positiveInteger } from "../../core/webhook/payload.ts";

/** Somebody asked for a check run of ours to be made anew: its file is read again. */
export function onCheckRun(payload: Payload): readonly EventMark[] {
  const repositoryId = positiveInteger(member(payload, "repository", "id"));
  const isAsked = member(payload, "action") === "rerequested";
  if (repositoryId === null || !isAsked || member(payload, "check_run", "name") !== CHECK_NAME) return [];
  return [{ unit: "config", repositoryId, branch: null, change: "asked", head: null }];
}
