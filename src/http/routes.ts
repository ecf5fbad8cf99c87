/** Every resource of the API, one line each. */
import type { RoutePlugin } from "./dependencies.ts";
import { registerActivity } from "./activity.ts";
import { registerApis } from "./apis.ts";
import { registerBlobs } from "./blobs.ts";
import { registerBranches } from "./branches.ts";
import { registerHealth } from "./health.ts";
import { registerRepositories } from "./repositories.ts";
import { registerRevisions } from "./revisions.ts";
import { registerSchema } from "./schema.ts";
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
  open: [registerHealth],
  api: [registerWorkspaces],
  workspace: [
    registerRepositories,
    registerBranches,
    registerApis,
    registerVersions,
    registerSchema,
    registerRevisions,
    registerBlobs,
    registerActivity,
  ],
};
