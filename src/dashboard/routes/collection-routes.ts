/** Collections and their backups. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { deletedSearch } from "./deleted-search.ts";
import { workspace } from "./workspace-route.ts";

const collections = createRoute({
  getParentRoute: () => workspace,
  path: "/collections",
  validateSearch: deletedSearch,
  component: lazyRouteComponent(() => import("../collections/collections-page.tsx"), "CollectionsPage"),
});

const newCollection = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/new",
  component: lazyRouteComponent(() => import("../collections/new-collection-page.tsx"), "NewCollectionPage"),
});

const collection = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/$collection",
  component: lazyRouteComponent(() => import("../collections/collection-page.tsx"), "CollectionPage"),
});

const backup = createRoute({
  getParentRoute: () => workspace,
  path: "/collections/$collection/backup",
  component: lazyRouteComponent(() => import("../collections/backup-page.tsx"), "BackupPage"),
});

export const collectionRoutes = [collections, newCollection, collection, backup] as const;
