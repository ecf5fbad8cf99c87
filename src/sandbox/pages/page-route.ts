/** One page of the sandbox: its address, whom it is for, and what it shows. */
import type { Answer } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import type { Account } from "../state.ts";

export interface PageRequest {
  readonly context: SandboxContext;
  readonly params: Readonly<Record<string, string>>;
  /** As it came, with its query. */
  readonly address: string;
  readonly query: URLSearchParams;
  /** Of a POST; else empty. */
  readonly form: URLSearchParams;
  /** The session's secret; null where the browser has none. */
  readonly session: string | null;
  readonly user: Account | null;
}

export interface UserPageRequest extends PageRequest {
  readonly user: Account;
}

interface Pattern {
  readonly method: "GET" | "POST";
  readonly path: string;
}

export type PageRoute =
  | (Pattern & {
      readonly access: "anybody";
      readonly handle: (request: PageRequest) => Answer | Promise<Answer>;
    })
  /** Others are asked to sign in first, and come back. */
  | (Pattern & {
      readonly access: "user";
      readonly handle: (request: UserPageRequest) => Answer | Promise<Answer>;
    });
