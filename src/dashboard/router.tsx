/** Every screen, each loaded when it is first shown. The server answers the page at the same addresses: core/dashboard/page-paths.ts. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { FaultPage } from "./shell/fault-page.tsx";
import { NotFoundPage } from "./shell/not-found-page.tsx";
import { Shell } from "./shell/shell.tsx";
import { StartPage } from "./shell/start-page.tsx";
import { WorkspaceShell } from "./shell/workspace-shell.tsx";

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: FaultPage,
});

const start = createRoute({ getParentRoute: () => root, path: "/", component: StartPage });

const workspace = createRoute({
  getParentRoute: () => root,
  path: "/workspaces/$workspace",
  component: WorkspaceShell,
});

const overview = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  component: lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
});

export interface LinkSearch {
  readonly state?: string;
  readonly kind?: string;
  readonly q?: string;
}

const links = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations",
  validateSearch: ({ state, kind, q }: Record<string, unknown>): LinkSearch => ({
    ...(typeof state === "string" && { state }),
    ...(typeof kind === "string" && { kind }),
    ...(typeof q === "string" && { q }),
  }),
  component: lazyRouteComponent(() => import("./links/links-page.tsx"), "LinksPage"),
});

const link = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/$link",
  component: lazyRouteComponent(() => import("./links/link-page.tsx"), "LinkPage"),
});

const choice = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/$link/choice",
  component: lazyRouteComponent(() => import("./conflict/choice-page.tsx"), "ChoicePage"),
});

const apis = createRoute({
  getParentRoute: () => workspace,
  path: "/apis",
  component: lazyRouteComponent(() => import("./apis/apis-page.tsx"), "ApisPage"),
});

const newApi = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/new",
  component: lazyRouteComponent(() => import("./apis/new-api-page.tsx"), "NewApiPage"),
});

const api = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api",
  component: lazyRouteComponent(() => import("./apis/api-page.tsx"), "ApiPage"),
});

const version = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version",
  component: lazyRouteComponent(() => import("./apis/version-page.tsx"), "VersionPage"),
});

const history = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version/history",
  component: lazyRouteComponent(() => import("./apis/history-page.tsx"), "HistoryPage"),
});

const connect = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version/connect",
  component: lazyRouteComponent(() => import("./apis/connect-page.tsx"), "ConnectPage"),
});

const collections = createRoute({
  getParentRoute: () => workspace,
  path: "/collections",
  component: lazyRouteComponent(() => import("./collections/collections-page.tsx"), "CollectionsPage"),
});

const newCollection = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/new",
  component: lazyRouteComponent(() => import("./collections/new-collection-page.tsx"), "NewCollectionPage"),
});

const collection = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/$collection",
  component: lazyRouteComponent(() => import("./collections/collection-page.tsx"), "CollectionPage"),
});

const backup = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/$collection/backup",
  component: lazyRouteComponent(() => import("./collections/backup-page.tsx"), "BackupPage"),
});

const tree = root.addChildren([
  start,
  workspace.addChildren([
    overview,
    links,
    link,
    choice,
    apis,
    newApi,
    api,
    version,
    history,
    connect,
    collections,
    newCollection,
    collection,
    backup,
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
