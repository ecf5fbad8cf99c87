/** What happened. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { activitySearchIn } from "../activity/activity-search.ts";
import { workspace } from "./workspace-route.ts";

const activity = createRoute({
  getParentRoute: () => workspace,
  path: "/activity",
  validateSearch: activitySearchIn,
  component: lazyRouteComponent(() => import("../activity/activity-page.tsx"), "ActivityPage"),
});

export const activityRoutes = [activity] as const;
