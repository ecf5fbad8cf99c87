/** GitHub itself, and connecting documents with it. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspace } from "./workspace-route.ts";

const gitHub = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/github",
  component: lazyRouteComponent(() => import("../integrations/github-page.tsx"), "GitHubPage"),
});

const newSchemas = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/new/schemas",
  component: lazyRouteComponent(() => import("../adding/new-schemas-page.tsx"), "NewSchemasPage"),
});

const newBackups = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/new/backups",
  component: lazyRouteComponent(() => import("../adding/new-backups-page.tsx"), "NewBackupsPage"),
});

export const addingRoutes = [gitHub, newSchemas, newBackups] as const;
