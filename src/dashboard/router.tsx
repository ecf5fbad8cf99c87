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

const tree = root.addChildren([start, workspace.addChildren([overview, links, link])]);

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
