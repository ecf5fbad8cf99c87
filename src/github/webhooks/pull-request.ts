/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
import { commitOf, type EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload, positiveInteger, text } from "../../core/webhook/payload.ts";

/** Marks the lane whose rolling branch it is; where the lane knows already what the event says, nothing is looked at. */
export function onPullRequest(payload: Payload): readonly EventMark[] {
  const repositoryId = positiveInteger(member(payload, "repository", "id"));
  const branch = text(member(payload, "pull_request", "head", "ref"));
  const headRepository = positiveInteger(member(payload, "pull_request", "head", "repo", "id"));
  const head = commitOf(member(payload, "pull_request", "head", "sha"));
  // A fork's branch of the same name is none of ours.
  if (repositoryId === null || branch === null || headRepository !== repositoryId) return [];
  const isOpen = member(payload, "pull_request", "state") === "open";
  const isMerged = member(payload, "pull_request", "merged") === true;
  const state = isOpen ? "open" : isMerged ? "merged" : "closed";
  return [{ unit: "proposal", repositoryId, branch, head, state }];
}
