/** Every resource of the API, one line each. */
import type { RoutePlugin } from "./dependencies.ts";
import { registerActivity } from "./activity.ts";
import { registerApis } from "./apis.ts";
import { registerBackups } from "./backups.ts";
import { registerBlobs } from "./blobs.ts";
import { registerBranches } from "./branches.ts";
import { registerCollectionHook } from "./collection-hook.ts";
import { registerHookSaves } from "./hook-saves.ts";
import { registerCollectionSaves } from "./collection-saves.ts";
import { registerCollections } from "./collections.ts";
import { registerDashboard } from "./dashboard.ts";
import { registerCompare } from "./compare.ts";
import { registerDiagnosis } from "./diagnosis.ts";
import { registerConfigSchema } from "./config-schema.ts";
import { registerDeliveries } from "./deliveries.ts";
import { registerEvents } from "./events.ts";
import { registerDiscovery } from "./discovery.ts";
import { registerDocumentationFrame } from "./documentation-frame.ts";
import { registerHealth } from "./health.ts";
import { registerHome } from "./home.ts";
import { registerHooks } from "./hooks.ts";
import { registerHosts } from "./hosts.ts";
import { registerImports } from "./imports.ts";
import { registerLink } from "./link.ts";
import { registerLinkApproval } from "./link-approval.ts";
import { registerLinks } from "./links.ts";
import { registerMetrics } from "./metrics.ts";
import { registerLinksBulk } from "./links-bulk.ts";
import { registerOpenApi } from "./openapi.ts";
import { registerPutSchema } from "./put-schema.ts";
import { registerRepositories } from "./repositories.ts";
import { registerRepositoryConfig } from "./repository-config.ts";
import { registerRepositoryFiles } from "./repository-files.ts";
import { registerResolution } from "./resolution.ts";
import { registerRevisions } from "./revisions.ts";
import { registerRollback } from "./rollback.ts";
import { registerSetup } from "./setup/setup.ts";
import { registerSchema } from "./schema.ts";
import { registerSettings } from "./settings.ts";
import { registerSignIn } from "./sign-in/sign-in.ts";
import { registerTokens } from "./tokens.ts";
import { registerVersions } from "./versions.ts";
import { registerWorkspaces } from "./workspaces.ts";

export interface Routes {
  /** At the top, without a token. */
  readonly open: readonly RoutePlugin[];
  /** Below `/api/v1`. */
  readonly api: readonly RoutePlugin[];
  /** Below `/api/v1/workspaces/:workspace`; `workspaceOf(request)` gives the workspace. */
  readonly workspace: readonly RoutePlugin[];
}

export const ROUTES: Routes = {
  open: [
    registerHome,
    registerDashboard,
    registerDocumentationFrame,
    registerSetup,
    registerSignIn,
    registerHealth,
    registerMetrics,
    registerOpenApi,
    registerConfigSchema,
    registerHookSaves,
  ],
  api: [registerWorkspaces, registerHosts, registerDeliveries, registerActivity],
  workspace: [
    registerRepositories,
    registerBranches,
    registerRepositoryConfig,
    registerRepositoryFiles,
    registerDiscovery,
    registerApis,
    registerVersions,
    registerSchema,
    registerPutSchema,
    registerRevisions,
    registerCompare,
    registerRollback,
    registerBlobs,
    registerLink,
    registerLinks,
    registerLinksBulk,
    registerLinkApproval,
    registerDiagnosis,
    registerResolution,
    registerCollections,
    registerCollectionSaves,
    registerBackups,
    registerImports,
    registerHooks,
    registerCollectionHook,
    registerActivity,
    registerEvents,
    registerTokens,
    registerSettings,
    registerDeliveries,
  ],
};
