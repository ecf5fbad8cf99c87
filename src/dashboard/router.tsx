/** Every screen, each loaded when it is first shown. The server answers the page at the same addresses: core/dashboard/page-paths.ts. */
import { createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { activityRoutes } from "./routes/activity-routes.ts";
import { addingRoutes } from "./routes/adding-routes.ts";
import { apiRoutes } from "./routes/api-routes.ts";
import { collectionRoutes } from "./routes/collection-routes.ts";
import { compareRoutes } from "./routes/compare-routes.ts";
import { linkRoutes } from "./routes/link-routes.ts";
import { settingsRoutes } from "./routes/settings-routes.ts";
import { root, workspace } from "./routes/workspace-route.ts";
import { PendingPage } from "./shell/pending-page.tsx";
import { StartPage } from "./shell/start-page.tsx";

const start = createRoute({ getParentRoute: () => root, path: "/", component: StartPage });

const overview = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  component: lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
});

const tree = root.addChildren([
  start,
  workspace.addChildren([
    overview,
    ...linkRoutes,
    ...addingRoutes,
    ...apiRoutes,
    ...collectionRoutes,
    ...compareRoutes,
    ...activityRoutes,
    ...settingsRoutes,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: PendingPage,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** Where the pages of a list begin that were turned over on the way to this one. */
    turned?: readonly string[];
  }
}
