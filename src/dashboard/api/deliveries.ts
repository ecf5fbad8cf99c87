import { queryOptions } from "@tanstack/react-query";
import type { Delivery, DeliveryWithPayload } from "./contract.ts";
import { pagesQuery } from "./pages-query.ts";
import { pathOf, requestJson } from "./request.ts";

export function deliveriesQuery(workspace: string) {
  return pagesQuery<Delivery>(workspace, ["deliveries"]);
}

/** Its payload may be 25 MB, and never changes. */
export function deliveryQuery(workspace: string, id: string) {
  return queryOptions({
    queryKey: ["delivery", workspace, id],
    queryFn: ({ signal }) =>
      requestJson<DeliveryWithPayload>(pathOf(workspace, "deliveries", id), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function deliveryUrl(workspace: string, id: number): string {
  return `/api/v1${pathOf(workspace, "deliveries", id)}`;
}

export function replayDelivery(workspace: string, id: number): Promise<Delivery> {
  return requestJson(pathOf(workspace, "deliveries", id, "replay"), { method: "POST" });
}
