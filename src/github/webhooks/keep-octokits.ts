import type { Probot } from "probot";
import { isFields } from "../../core/fields.ts";
import { member, positiveInteger } from "../../core/webhook/payload.ts";

/** More installations than these at once, and the clients are made anew. */
const OCTOKITS_KEPT = 1000;

/**
 * Has Probot give all events of an installation one Octokit. Left alone it makes one for every event and handler, at a
 * quarter of what receiving a push costs, though the handlers make no request.
 */
export async function keepOctokits(probot: Probot): Promise<void> {
  const octokit = await probot.auth();
  const authenticate = octokit.auth;
  const kept = new Map<number, Promise<unknown>>();
  const forEvent = (options: unknown): Promise<unknown> => {
    const installationId = installationToKeep(options);
    if (installationId === null) return authenticate(options);
    const known = kept.get(installationId);
    if (known !== undefined) return known;
    if (kept.size >= OCTOKITS_KEPT) kept.clear();
    const made = authenticate(options);
    kept.set(installationId, made);
    return made;
  };
  octokit.auth = Object.assign(forEvent, authenticate);
}

/** Null for what is not an event's, and for the events by which an installation comes, goes or is suspended. */
function installationToKeep(options: unknown): number | null {
  if (!isFields(options) || options["type"] !== "event-octokit") return null;
  const event = options["event"];
  if (member(event, "name") === "installation") return null;
  return positiveInteger(member(event, "payload", "installation", "id"));
}
