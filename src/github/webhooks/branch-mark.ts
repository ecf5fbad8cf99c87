import type { EventMark } from "../../core/webhook/event-mark.ts";
import { member, type Payload, positiveInteger, text } from "../../core/webhook/payload.ts";

/** The mark of an event that names a branch or a tag by `ref` and `ref_type`; none for tags. */
export function branchMark(payload: Payload, change: "created" | "deleted"): readonly EventMark[] {
  const repositoryId = positiveInteger(member(payload, "repository", "id"));
  const branch = text(member(payload, "ref"));
  if (repositoryId === null || branch === null || member(payload, "ref_type") !== "branch") return [];
  return [
    { unit: "lane", repositoryId, branch, change, head: null },
    { unit: "config", repositoryId, branch, change: "branches", head: null },
  ];
}
