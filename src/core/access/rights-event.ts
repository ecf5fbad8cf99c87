/** Which events may change what people may do, and for whom: their cached rights are forgotten. */
import { member, type Payload, positiveInteger } from "../webhook/payload.ts";

export type RightsChange =
  /** Of everybody in the workspace of this account (GitHub's id). */
  | { readonly kind: "workspace"; readonly accountId: number }
  /** Of this person, everywhere. */
  | { readonly kind: "user"; readonly accountId: number };

/**
 * The last ones come only to an App that has the organisation's Members permission, which Lockstep does not ask for: without
 * them a person who was removed is noticed when the cached rights end.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
const ABOUT_RIGHTS = new Set([
  "installation",
  "installation_repositories",
  "installation_target",
  "repository",
  "public",
  "member",
  "membership",
  "organization",
  "team",
  "team_add",
]);

/** @returns all that the event names: a repository that changed its owner concerns both */
export function rightsChanges(event: string, payload: Payload): readonly RightsChange[] {
  if (event === "github_app_authorization") {
    const accountId = positiveInteger(member(payload, "sender", "id"));
    return accountId === null ? [] : [{ kind: "user", accountId }];
  }
  if (!ABOUT_RIGHTS.has(event)) return [];
  const ids = [
    member(payload, "installation", "account", "id"),
    member(payload, "organization", "id"),
    member(payload, "repository", "owner", "id"),
    member(payload, "account", "id"),
    member(payload, "changes", "owner", "from", "user", "id"),
    member(payload, "changes", "owner", "from", "organization", "id"),
  ].map(positiveInteger);
  return [...new Set(ids)].flatMap((accountId) =>
    accountId === null ? [] : [{ kind: "workspace", accountId } as const],
  );
}
