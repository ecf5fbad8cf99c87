import type { Page } from "./contract.ts";
import { queryOf, requestJson } from "./request.ts";

const PAGE = 200;
/** More than anybody looks through in a list. */
const MOST_PAGES = 10;

/** The beginning of a list, to choose from. */
export interface FirstItems<Item> {
  readonly items: readonly Item[];
  /** There are more. */
  readonly isCut: boolean;
}

/** The first 2000. @param path of the list @throws Problem */
export async function readFirstItems<Item>(path: string, signal: AbortSignal): Promise<FirstItems<Item>> {
  const items: Item[] = [];
  let cursor: string | null = "";
  for (let number = 0; number < MOST_PAGES && cursor !== null; number += 1) {
    const page: Page<Item> = await requestJson<Page<Item>>(`${path}${queryOf({ limit: PAGE, cursor })}`, {
      signal,
    });
    items.push(...page.items);
    cursor = page.next;
  }
  return { items, isCut: cursor !== null };
}
