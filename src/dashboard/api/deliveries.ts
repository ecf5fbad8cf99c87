import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Delivery, DeliveryWithPayload, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

const PAGE = 50;

export function deliveriesQuery(workspace: string) {
  return infiniteQueryOptions({
    queryKey: keyIn(workspace, "deliveries"),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf({ cursor: pageParam, limit: PAGE });
      return requestJson<Page<Delivery>>(`${pathOf(workspace, "deliveries")}${query}`, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
  });
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
