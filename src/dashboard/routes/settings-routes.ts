/** What belongs to the workspace as a whole: its settings, tokens, approvals, deliveries, config files and diagnosis. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type ConfigSearch, configSearchIn } from "../config-file/config-search.ts";
import { type PlaceSearch, placeSearchIn } from "../settings/place-search.ts";
import { workspace } from "./workspace-route.ts";

const settings = createRoute({
  getParentRoute: () => workspace,
  path: "/settings",
  component: lazyRouteComponent(() => import("../settings/general-page.tsx"), "GeneralPage"),
});

const tokens = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/tokens",
  component: lazyRouteComponent(() => import("../tokens/tokens-page.tsx"), "TokensPage"),
});

const approvals = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/approvals",
  component: lazyRouteComponent(() => import("../approvals/approvals-page.tsx"), "ApprovalsPage"),
});

const deliveries = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/deliveries",
  component: lazyRouteComponent(() => import("../deliveries/deliveries-page.tsx"), "DeliveriesPage"),
});

const delivery = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/deliveries/$delivery",
  component: lazyRouteComponent(() => import("../deliveries/delivery-page.tsx"), "DeliveryPage"),
});

const hooks = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/sending-urls",
  component: lazyRouteComponent(() => import("../sending/hooks-page.tsx"), "HooksPage"),
});

const newHook = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/sending-urls/new",
  component: lazyRouteComponent(() => import("../sending/new-hook-page.tsx"), "NewHookPage"),
});

const configFile = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/config-file",
  validateSearch: (search: Record<string, unknown>): ConfigSearch => configSearchIn(search),
  component: lazyRouteComponent(() => import("../config-file/config-file-page.tsx"), "ConfigFilePage"),
});

const diagnosis = createRoute({
  getParentRoute: () => workspace,
  path: "/settings/diagnosis",
  validateSearch: (search: Record<string, unknown>): PlaceSearch => placeSearchIn(search),
  component: lazyRouteComponent(
    () => import("../diagnosis/repository-diagnosis-page.tsx"),
    "RepositoryDiagnosisPage",
  ),
});

const linkDiagnosis = createRoute({
  getParentRoute: () => workspace,
  path: "/integrations/$link/diagnosis",
  component: lazyRouteComponent(() => import("../diagnosis/link-diagnosis-page.tsx"), "LinkDiagnosisPage"),
});

export const settingsRoutes = [
  settings,
  tokens,
  hooks,
  newHook,
  approvals,
  deliveries,
  delivery,
  configFile,
  diagnosis,
  linkDiagnosis,
] as const;
