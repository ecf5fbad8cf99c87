/** What has happened since a list was read: counted, and put on top of it when somebody wants to see it. */
import type { InfiniteData } from "@tanstack/react-query";
import type { Activity, Page } from "../api/contract.ts";

export type ActivityPages = InfiniteData<Page<Activity>>;

/** Newer than all that is shown. */
export function freshIn(shown: ActivityPages, { items }: Page<Activity>): readonly Activity[] {
  const top = shown.pages[0]?.items[0]?.id ?? 0;
  return items.filter(({ id }) => id > top);
}

/** Where more came than one page holds, the list begins anew with it: nothing between is left out. */
export function withNewest(shown: ActivityPages, newest: Page<Activity>): ActivityPages {
  const [first, ...others] = shown.pages;
  const fresh = freshIn(shown, newest);
  const isWhole = fresh.length < newest.items.length || newest.next === null;
  if (first === undefined || !isWhole) return { pages: [newest], pageParams: [""] };
  return { ...shown, pages: [{ ...first, items: [...fresh, ...first.items] }, ...others] };
}
