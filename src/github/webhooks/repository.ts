/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#repository */
import type { EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload, positiveInteger } from "../../core/webhook/payload.ts";

/** Created, renamed, transferred, archived …: whatever it is, the repository is read again by its id. */
export function onRepository(payload: Payload): readonly EventMark[] {
  const repositoryId = positiveInteger(member(payload, "repository", "id"));
  return repositoryId === null ? [] : [{ unit: "repository", repositoryId }];
}
