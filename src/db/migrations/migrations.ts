/** Every migration, oldest first by name. A landed migration is never edited. */
import type { Migration } from "kysely/migration";
import * as initial from "./0001-initial.ts";
import * as saves from "./0002-saves.ts";
import * as proposals from "./0003-proposals.ts";
import * as renames from "./0004-renames.ts";
import * as moves from "./0005-moves.ts";
import * as access from "./0006-access.ts";
import * as rollingBranches from "./0007-rolling-branches.ts";
import * as repositoryConfig from "./0008-repository-config.ts";
import * as events from "./0009-events.ts";
import * as alerts from "./0010-alerts.ts";
import * as moveKeys from "./0011-move-keys.ts";
import * as closures from "./0012-closures.ts";
import * as activityDocuments from "./0013-activity-documents.ts";
import * as keptKeys from "./0014-kept-keys.ts";
import * as revisionChanges from "./0015-revision-changes.ts";
import * as prunedActivity from "./0016-pruned-activity.ts";
import * as configFaults from "./0017-config-faults.ts";

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-initial": initial,
  "0002-saves": saves,
  "0003-proposals": proposals,
  "0004-renames": renames,
  "0005-moves": moves,
  "0006-access": access,
  "0007-rolling-branches": rollingBranches,
  "0008-repository-config": repositoryConfig,
  "0009-events": events,
  "0010-alerts": alerts,
  "0011-move-keys": moveKeys,
  "0012-closures": closures,
  "0013-activity-documents": activityDocuments,
  "0014-kept-keys": keptKeys,
  "0015-revision-changes": revisionChanges,
  "0016-pruned-activity": prunedActivity,
  "0017-config-faults": configFaults,
};
