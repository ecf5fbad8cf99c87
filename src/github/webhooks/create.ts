/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#create */
import type { EventMark } from "../../core/webhook/event-mark.ts";
import type { Payload } from "../../core/webhook/payload.ts";
import { branchMark } from "./branch-mark.ts";

/** Comes beside the push event, and alone where more branches were pushed at once than GitHub sends push events for. */
export function onCreate(payload: Payload): readonly EventMark[] {
  return branchMark(payload, "created");
}
