/** One REST route: its pattern, who may call it, and what it answers. */
import type { IncomingHttpHeaders } from "node:http";
import type { Answer } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import type { AppCaller, Caller, ClientCaller, InstallationCaller, UserCaller } from "../credentials.ts";
import type { RepositoryRecord } from "../state.ts";

export interface RestRequest {
  readonly context: SandboxContext;
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Below `/api/v3`, as it came. */
  readonly path: string;
  /** The parsed JSON; `{}` where there was none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AppRequest extends RestRequest {
  readonly caller: AppCaller;
}

export interface ClientRequest extends RestRequest {
  readonly caller: ClientCaller;
}

export interface UserRequest extends RestRequest {
  readonly caller: UserCaller;
}

export interface RepositoryRequest extends RestRequest {
  readonly caller: InstallationCaller;
  readonly repository: RepositoryRecord;
  readonly gitDir: string;
}

interface Pattern {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `{name}` is one segment, `{name+}` the rest of the path. */
  readonly path: string;
}

export const REPOSITORY_ACCESS = {
  repository: null,
  "contents:read": { permission: "contents", level: "read" },
  "contents:write": { permission: "contents", level: "write" },
  "pulls:read": { permission: "pull_requests", level: "read" },
  "pulls:write": { permission: "pull_requests", level: "write" },
  "checks:read": { permission: "checks", level: "read" },
  "checks:write": { permission: "checks", level: "write" },
  "issues:read": { permission: "issues", level: "read" },
  "issues:write": { permission: "issues", level: "write" },
} as const;

export type RepositoryAccess = keyof typeof REPOSITORY_ACCESS;

export type Route =
  | (Pattern & {
      readonly access: "any";
      readonly handle: (request: RestRequest) => Answer | Promise<Answer>;
    })
  | (Pattern & {
      readonly access: "app";
      readonly handle: (request: AppRequest) => Answer | Promise<Answer>;
    })
  | (Pattern & {
      readonly access: "installation";
      readonly handle: (
        request: RestRequest & { readonly caller: InstallationCaller },
      ) => Answer | Promise<Answer>;
    })
  | (Pattern & {
      readonly access: "client";
      readonly handle: (request: ClientRequest) => Answer | Promise<Answer>;
    })
  | (Pattern & {
      readonly access: "user";
      readonly handle: (request: UserRequest) => Answer | Promise<Answer>;
    })
  | (Pattern & {
      /** The permission that a route below a repository needs. */
      readonly access: RepositoryAccess;
      readonly handle: (request: RepositoryRequest) => Answer | Promise<Answer>;
    });

export type RepositoryRoute = Extract<Route, { readonly access: RepositoryAccess }>;

export function isRepositoryRoute(route: Route): route is RepositoryRoute {
  return Object.hasOwn(REPOSITORY_ACCESS, route.access);
}

export function textField(body: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = body[key];
  return typeof value === "string" ? value : null;
}
