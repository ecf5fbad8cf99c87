/** The App's delivery log: what was sent to its webhook, and sending it again. */
import { json, Refused } from "../answer.ts";
import * as refusals from "../refusals.ts";
import type { LoggedDelivery } from "../webhooks/webhook-sender.ts";
import type { AppRequest, Route } from "./route.ts";

export const DELIVERY_ROUTES: readonly Route[] = [
  { method: "GET", path: "/app/hook/deliveries", access: "app", handle: listDeliveries },
  {
    method: "GET",
    path: "/app/hook/deliveries/{id}",
    access: "app",
    handle: (request) => json(fullShape(findDelivery(request))),
  },
  { method: "POST", path: "/app/hook/deliveries/{id}/attempts", access: "app", handle: attemptAgain },
];

/** Paged by cursor, newest first: `cursor` is the id that the next page begins below. */
function listDeliveries({ context, caller, query }: AppRequest): ReturnType<typeof json> {
  const perPage = Math.min(Number(query.get("per_page") ?? 30) || 30, 100);
  const below = Number(query.get("cursor")?.replace(/^v1_/, "") ?? Infinity);
  const wanted = query.get("status");
  const tried = context.webhooks
    .of(caller.app.id)
    .deliveries()
    .filter((it) => it.state !== "waiting" && it.id < below)
    .filter((it) => wanted === null || (wanted === "success") === it.statusCode < 400)
    .toReversed();
  const items = tried.slice(0, perPage);
  const last = items.at(-1);
  const next = `${context.address.url}/api/v3/app/hook/deliveries?per_page=${perPage}&cursor=v1_${last?.id}`;
  const headers = tried.length > perPage ? { link: `<${next}>; rel="next"` } : {};
  return json(items.map(itemShape), 200, headers);
}

function attemptAgain(request: AppRequest): ReturnType<typeof json> {
  const delivery = findDelivery(request);
  void request.context.webhooks.redeliver(delivery.id);
  return json({}, 202);
}

function findDelivery({ context, caller, params }: AppRequest): LoggedDelivery {
  const delivery = context.webhooks.of(caller.app.id).delivery(Number(params["id"]));
  if (delivery === null) throw new Refused(refusals.notFound());
  return delivery;
}

function itemShape(delivery: LoggedDelivery): Record<string, unknown> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: new Date(delivery.deliveredAt).toISOString(),
    redelivery: delivery.isRedelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function fullShape(delivery: LoggedDelivery): Record<string, unknown> {
  return {
    ...itemShape(delivery),
    url: "",
    request: { headers: delivery.headers, payload: delivery.payload },
    response: { headers: delivery.responseHeaders, payload: delivery.responseBody },
  };
}
