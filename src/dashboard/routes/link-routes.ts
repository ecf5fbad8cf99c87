/** Integrations, and the choice between two texts of one. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspace } from "./workspace-route.ts";

interface LinkSearch {
  readonly state?: string;
  readonly kind?: string;
  readonly q?: string;
  /** Behind which link the page begins. */
  readonly after?: string;
}

const links = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations",
  validateSearch: ({ state, kind, q, after }: Record<string, unknown>): LinkSearch => ({
    ...(typeof state === "string" && { state }),
    ...(typeof kind === "string" && { kind }),
    ...(typeof q === "string" && { q }),
    ...((typeof after === "string" || typeof after === "number") && { after: String(after) }),
  }),
  component: lazyRouteComponent(() => import("../links/links-page.tsx"), "LinksPage"),
});

const link = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/$link",
  component: lazyRouteComponent(() => import("../links/link-page.tsx"), "LinkPage"),
});

const choice = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/$link/choice",
  component: lazyRouteComponent(() => import("../conflict/choice-page.tsx"), "ChoicePage"),
});

export const linkRoutes = [links, link, choice] as const;
