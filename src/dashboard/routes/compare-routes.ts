/** Two revisions of a document beside each other. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspace } from "./workspace-route.ts";

interface CompareSearch {
  readonly from?: number;
  readonly to?: number;
}

/** Numbers of revisions; others are as if they were left out. */
function compareSearch({ from, to }: Record<string, unknown>): CompareSearch {
  return { ...(isNumber(from) && { from }), ...(isNumber(to) && { to }) };
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

const compareSchema = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version/history/compare",
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import("../apis/compare-page.tsx"), "ComparePage"),
});

const compareCollection = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/$collection/compare",
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import("../collections/compare-page.tsx"), "CompareCollectionPage"),
});

export const compareRoutes = [compareSchema, compareCollection] as const;
