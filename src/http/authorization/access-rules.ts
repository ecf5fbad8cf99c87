/**
 * What routes ask of their callers: every route below /api/v1 names a rule in its config. What a caller may not see, what is another
 * workspace's and what does not exist are one and the same 404; what may be seen but not done is a 403 that says what is needed.
 */
import { mayMake, mayMakeCollection } from "../../core/access/rights.ts";
import { type Asked, forbiddenToAdmins, needsAnyPush } from "./access-refusals.ts";
import {
  requireApi,
  requireCollection,
  requireDeletedApi,
  requireDeletedCollection,
  requireDeletedVersion,
  requireSave,
  requireVersion,
} from "./document-rules.ts";
import { requireBackup, requireBlob, requireHook, requireLink, requireRepository } from "./place-rules.ts";

type Rule = (asked: Asked) => Promise<void>;

/** Below a workspace. Each throws an HttpProblem where the caller may not. */
export const RULES = {
  /** Whoever sees the workspace; the route answers only with what they may see of it. */
  workspace: async () => undefined,
  admin: async (asked) => {
    if (!asked.rights.isAdmin) throw forbiddenToAdmins(asked);
  },
  "api:make": async (asked) => {
    if (!mayMake(asked.rights)) throw needsAnyPush(asked);
  },
  "api:read": (asked) => requireApi(asked, "read"),
  "api:write": (asked) => requireApi(asked, "write"),
  "api:restore": requireDeletedApi,
  "version:read": (asked) => requireVersion(asked, "read"),
  "version:write": (asked) => requireVersion(asked, "write"),
  "version:restore": requireDeletedVersion,
  "collection:import": async (asked) => {
    if (!mayMakeCollection(asked.rights)) throw needsAnyPush(asked);
  },
  "collection:save": requireSave,
  "collection:read": (asked) => requireCollection(asked, "read"),
  "collection:write": (asked) => requireCollection(asked, "write"),
  "collection:restore": requireDeletedCollection,
  "backup:read": (asked) => requireBackup(asked, "read"),
  "backup:write": (asked) => requireBackup(asked, "write"),
  "link:read": (asked) => requireLink(asked, "read"),
  "link:write": (asked) => requireLink(asked, "write"),
  "hook:write": requireHook,
  "repository:read": requireRepository,
  "blob:read": requireBlob,
} as const satisfies Readonly<Record<string, Rule>>;

export type WorkspaceRule = keyof typeof RULES;
