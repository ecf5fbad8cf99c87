/** Who is asking, and what they may do: asked by the routes, answered by access/. */
import type { Caller } from "./caller.ts";
import type { Rights } from "./rights.ts";

/** What a request brought along; both are secrets. */
export interface Credentials {
  /** Of the Authorization header. */
  readonly bearer: string | null;
  /** Of the session cookie. */
  readonly session: string | null;
}

/** The workspace whose rights are asked for. */
export interface AccessedWorkspace {
  /** Row ids. */
  readonly id: number;
  readonly hostId: number;
  readonly hostname: string;
  /** GitHub's id, and the present login. */
  readonly account: { readonly id: number; readonly login: string; readonly type: string };
  /** GitHub's id of the newest installation. */
  readonly installation: { readonly id: number; readonly state: string } | null;
}

/** Rejects with RightsUnknown where GitHub cannot be asked, with SessionEnded where it no longer takes the person's token. */
export interface Access {
  /** Null: nobody that is known. A bearer token that is sent counts alone, also where it is wrong. */
  identify(credentials: Credentials): Promise<Caller | null>;
  /** Null: the workspace is not for them. */
  rightsIn(caller: Caller, workspace: AccessedWorkspace): Promise<Rights | null>;
  /** Row ids of the workspaces that are not hidden from the caller. */
  workspacesOf(caller: Caller): Promise<"all" | ReadonlySet<number>>;
}

/** GitHub does not say what the person may do, and what it last said is too old to count. */
export class RightsUnknown extends Error {
  override readonly name = "RightsUnknown";
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super("GitHub does not say what the person may do.", options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** The person's token is no longer taken by GitHub: whoever has the session signs in again. */
export class SessionEnded extends Error {
  override readonly name = "SessionEnded";

  constructor(options?: ErrorOptions) {
    super("GitHub no longer takes the person's token.", options);
  }
}
