import { queryOptions } from "@tanstack/react-query";
import type { Host, Page } from "./contract.ts";
import { requestJson } from "./request.ts";

/** The GitHub servers. The server may have to ask them, which takes a moment. */
export const hostsQuery = queryOptions({
  queryKey: ["hosts"],
  queryFn: ({ signal }) => requestJson<Page<Host>>("/hosts", { signal }),
  staleTime: 60_000,
});
