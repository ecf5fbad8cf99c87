/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#push */
import { configChangeOf } from "../../core/webhook/config-mark.ts";
import { commitOf, type EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload, positiveInteger, text } from "../../core/webhook/payload.ts";

const BRANCH = "refs/heads/";

/**
 * Marks the branch's lane. The pushed commits are not looked at for it: after a forced push, or a branch moved onto commits that
 * existed, they do not say what changed. For the config file they are, so that a push without it costs nothing where no lane
 * looks. Tags have no lanes.
 */
export function onPush(payload: Payload): readonly EventMark[] {
  const repositoryId = positiveInteger(member(payload, "repository", "id"));
  const ref = text(member(payload, "ref"));
  if (repositoryId === null || ref === null || !ref.startsWith(BRANCH)) return [];
  const branch = ref.slice(BRANCH.length);
  const told = text(member(payload, "before"));
  const from = told === null ? {} : { before: commitOf(told) };
  if (member(payload, "deleted") === true) {
    return [
      { unit: "lane", repositoryId, branch, change: "deleted", head: null, ...from },
      { unit: "config", repositoryId, branch, change: "branches", head: null },
    ];
  }
  const head = commitOf(member(payload, "after"));
  const moved = { unit: "lane", repositoryId, branch, change: "moved", head, ...from } as const;
  const change = configChangeOf(payload);
  const config = change === null ? [] : [{ unit: "config", repositoryId, branch, change, head } as const];
  const isCreated = from.before === null;
  const came = isCreated ? [{ unit: "config", repositoryId, branch, change: "branches", head } as const] : [];
  return [moved, ...config, ...came];
}
