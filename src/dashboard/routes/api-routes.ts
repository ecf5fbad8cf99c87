/** APIs, their versions, and the schema of each. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { deletedSearch } from "./deleted-search.ts";
import { workspace } from "./workspace-route.ts";

const apis = createRoute({
  getParentRoute: () => workspace,
  path: "/apis",
  validateSearch: deletedSearch,
  component: lazyRouteComponent(() => import("../apis/apis-page.tsx"), "ApisPage"),
});

const newApi = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/new",
  component: lazyRouteComponent(() => import("../apis/new-api-page.tsx"), "NewApiPage"),
});

const api = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api",
  validateSearch: deletedSearch,
  component: lazyRouteComponent(() => import("../apis/api-page.tsx"), "ApiPage"),
});

const version = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version",
  component: lazyRouteComponent(() => import("../apis/version-page.tsx"), "VersionPage"),
});

const documentation = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version/docs",
  component: lazyRouteComponent(() => import("../documentation/documentation-page.tsx"), "DocumentationPage"),
});

const history = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version/history",
  component: lazyRouteComponent(() => import("../apis/history-page.tsx"), "HistoryPage"),
});

const connect = createRoute({
  getParentRoute: () => workspace,
  path: "/apis/$api/versions/$version/connect",
  component: lazyRouteComponent(() => import("../apis/connect-page.tsx"), "ConnectPage"),
});

export const apiRoutes = [apis, newApi, api, version, documentation, history, connect] as const;
