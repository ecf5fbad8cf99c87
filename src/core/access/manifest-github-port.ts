/** GitHub as it registers an App from a manifest: asked by nobody in particular, since there is no App yet. */
import type { GitHubServer } from "./setup-port.ts";

/** The App that GitHub made, with its keys. */
export interface MadeApp {
  readonly appId: number;
  readonly slug: string;
  /** Of its page, as GitHub says it. */
  readonly htmlUrl: string | null;
  /** PEM. */
  readonly privateKey: string;
  /** Null where GitHub made none. */
  readonly webhookSecret: string | null;
  readonly oauth: { readonly clientId: string; readonly clientSecret: string };
}

export interface ManifestGitHub {
  /** Any answer will do. @throws GitHubFailure where there is none */
  probe(server: GitHubServer): Promise<void>;
  /** @throws GitHubFailure: `not_found` where the code is not, or no longer, taken */
  convert(server: GitHubServer, code: string): Promise<MadeApp>;
}
