import { queryOptions } from "@tanstack/react-query";
import type { Api, Page } from "./contract.ts";
import { keyIn } from "./keys.ts";
import { pathOf, queryOf, requestJson } from "./request.ts";

const PAGE = 200;
/** More than anybody looks through in a list. */
const MOST_PAGES = 10;

/** To choose from: the first 2000. */
export function allApisQuery(workspace: string) {
  return queryOptions({
    queryKey: keyIn(workspace, "all-apis"),
    queryFn: async ({ signal }): Promise<readonly Api[]> => {
      const found: Api[] = [];
      let cursor: string | null = "";
      for (let number = 0; number < MOST_PAGES && cursor !== null; number += 1) {
        const path: string = `${pathOf(workspace, "apis")}${queryOf({ limit: PAGE, cursor })}`;
        const page = await requestJson<Page<Api>>(path, { signal });
        found.push(...page.items);
        cursor = page.next;
      }
      return found;
    },
  });
}
