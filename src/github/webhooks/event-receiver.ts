/** From a delivery to its marks, through Probot's handlers, whose return values Probot drops. */
import type { Probot } from "probot";
import type { EventMark, ReceiveEvent, WebhookEvent } from "../../core/webhook/event-mark.ts";
import { member, positiveInteger, text } from "../../core/webhook/payload.ts";
import { keepOctokits } from "./keep-octokits.ts";
import { HANDLED_EVENTS, type MarkSink, makeApp } from "../app.ts";

interface Collected {
  readonly marks: EventMark[];
  readonly errors: unknown[];
}

/**
 * Loads the app into Probot. What it returns rejects with the first error of a handler; that error never goes through Probot,
 * whose error handler logs the event with its whole payload.
 */
export async function makeEventReceiver(probot: Probot, load = makeApp): Promise<ReceiveEvent> {
  // Keyed by the payload itself: two requests under way may carry the same delivery id.
  const collecting = new WeakMap<object, Collected>();
  const sink: MarkSink = {
    marked: (payload, marks) => collecting.get(payload)?.marks.push(...marks),
    failed: (payload, error) => collecting.get(payload)?.errors.push(error),
  };
  await probot.load(load(sink));
  await keepOctokits(probot);
  return async (event) => {
    if (!isForHandlers(event)) return [];
    const collected: Collected = { marks: [], errors: [] };
    collecting.set(event.payload, collected);
    await receive(probot, event);
    if (collected.errors.length > 0) throw collected.errors[0];
    return collected.marks;
  };
}

/**
 * Events that no handler asks for, and payloads whose installation or action is not what GitHub documents, are taken without
 * them: Probot's authentication and its dispatch by `<event>.<action>` would stumble over these.
 */
function isForHandlers({ name, payload }: WebhookEvent): boolean {
  if (!HANDLED_EVENTS.has(name)) return false;
  const action = member(payload, "action");
  const isOfInstallation = positiveInteger(member(payload, "installation", "id")) !== null;
  return (isOfInstallation || isOfPerson(name, payload)) && (action === undefined || text(action) !== null);
}

function isOfPerson(name: string, payload: WebhookEvent["payload"]): boolean {
  return name === "github_app_authorization" && member(payload, "installation") === undefined;
}

/** Like `probot.receive`, which would log the whole payload at level debug. */
async function receive(probot: Probot, event: WebhookEvent): Promise<void> {
  // Probot's types know the documented events only; the handlers check every field that they read.
  type Documented = Parameters<Probot["receive"]>[0];
  await probot.webhooks.receive(event as unknown as Documented);
}
