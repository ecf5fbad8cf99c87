/**
 * Which links people are told of: those that have stood in trouble for a quarter of an hour. One message a change of state, in
 * the transaction that remembers it; none for what heals before, nor while a link is on the way from one state to another.
 */
import { randomUUID } from "node:crypto";
import { linkUrl, sentenceOf } from "../../core/alerts/alert-text.ts";
import { type Alert, ALERT_AFTER_MS } from "../../core/alerts/model.ts";
import type { OutgoingMessage } from "../../core/alerts/webhook-port.ts";
import {
  endedAlerts,
  type EndedAlert,
  forgetAlert,
  nextTroubleSince,
  recordAlert,
  untoldAlerts,
} from "../../db/alerts.ts";
import { enqueue } from "../../db/outbox.ts";
import type { AlertDependencies } from "./dependencies.ts";

/** @returns when the next link will have stood long enough; null: none is on the way there */
export async function raiseAlerts(deps: AlertDependencies): Promise<number | null> {
  const { store, clock } = deps;
  const now = clock.now();
  const before = now - ALERT_AFTER_MS;
  const isQuiet =
    (await untoldAlerts(store.read, before)).length === 0 && (await endedAlerts(store.read)).length === 0;
  if (isQuiet) return nextDue(deps, before);
  await store.write(async (tx) => {
    for (const alert of await untoldAlerts(tx.query, before)) {
      await recordAlert(tx, alert);
      if (deps.post !== null) await enqueue(tx, [raised(deps, alert, now)], now);
    }
    for (const alert of await endedAlerts(tx.query)) {
      await forgetAlert(tx, alert.link);
      if (deps.post !== null) await enqueue(tx, [ended(deps, alert, now)], now);
    }
  });
  // There may be more than one write takes.
  return now;
}

async function nextDue({ store }: AlertDependencies, before: number): Promise<number | null> {
  const since = await nextTroubleSince(store.read, before);
  return since === null ? null : since + ALERT_AFTER_MS;
}

function raised(deps: AlertDependencies, alert: Alert, now: number): OutgoingMessage {
  const { state, code, since } = alert;
  return message(deps, alert, {
    action: "raised",
    at: toTime(now),
    state,
    code,
    since: toTime(since),
    remedy: sentenceOf(alert),
  });
}

function ended(deps: AlertDependencies, alert: EndedAlert, now: number): OutgoingMessage {
  return message(deps, alert, { action: "ended", at: toTime(now), state: alert.now, before: alert.state });
}

function message(
  { publicUrl }: AlertDependencies,
  alert: Alert,
  fields: Readonly<Record<string, unknown>>,
): OutgoingMessage {
  const { workspace, ...place } = alert.place;
  const link = { id: alert.link, ...place, url: linkUrl(publicUrl, alert) };
  const event = "link.alert";
  return { event, guid: randomUUID(), payload: JSON.stringify({ event, workspace, link, ...fields }) };
}

export function toTime(at: number): string {
  return new Date(at).toISOString();
}
