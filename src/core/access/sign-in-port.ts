/** Signing in and out, as the pages know it; done by access/. */
import type { GitHubFailure } from "../retry/failure.ts";
import type { ConfiguredHost } from "./configured-hosts.ts";

export interface SignIn {
  /** Sends a browser to GitHub: at most ten minutes later its answer is taken, once. */
  begin(wish: SignInWish): Promise<BegunSignIn>;
  finish(answer: SignInAnswer): Promise<SignInOutcome>;
  /** The session is over at once; GitHub is asked to revoke the person's token then. `address`: of the network. */
  signOut(session: string, address: string): Promise<void>;
}

interface SignInWish {
  readonly host: ConfiguredHost;
  /** Where GitHub sends the browser back to. */
  readonly redirectUri: string;
  /** A path of this server (return-path.ts). */
  readonly returnTo: string;
  /** The secret that the browser has from an earlier sign-in, which may still be under way in another tab. */
  readonly browser: string | null;
}

interface BegunSignIn {
  readonly authorizeUrl: string;
  /** Kept by the browser alone: whoever answers must have it. */
  readonly browser: string;
}

export interface SignInAnswer {
  /** Whose callback was called. */
  readonly host: ConfiguredHost;
  readonly redirectUri: string;
  readonly state: string;
  readonly result: { readonly code: string } | { readonly error: string };
  readonly browser: string | null;
  /** The session that the browser has: it ends, whoever's it was. */
  readonly formerSession: string | null;
  /** Of the network. */
  readonly address: string;
}

export type SignInOutcome =
  | {
      readonly kind: "signed_in";
      /** For the cookie; not kept here. */
      readonly session: string;
      readonly returnTo: string;
    }
  /** By GitHub, mostly on the person's own wish; `error` is GitHub's code, such as `access_denied`. */
  | { readonly kind: "declined"; readonly error: string; readonly returnTo: string }
  | { readonly kind: "refused"; readonly reason: SignInRefusal }
  | { readonly kind: "unanswered"; readonly failure: GitHubFailure; readonly returnTo: string };

/**
 * `unknown`: never begun here, or answered already. `late`: begun too long ago. `other_browser`, `other_host`: answered by
 * another than the one that was asked. `code`: GitHub does not take the code.
 */
export type SignInRefusal = "unknown" | "late" | "other_browser" | "other_host" | "code";
