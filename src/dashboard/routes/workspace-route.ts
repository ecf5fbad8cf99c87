/** What every screen is below. */
import { createRootRoute, createRoute } from "@tanstack/react-router";
import { FaultPage } from "../shell/fault-page.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { Shell } from "../shell/shell.tsx";
import { WorkspaceShell } from "../shell/workspace-shell.tsx";

export const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: FaultPage,
});

export const workspace = createRoute({
  getParentRoute: () => root,
  path: "/workspaces/$workspace",
  component: WorkspaceShell,
});
