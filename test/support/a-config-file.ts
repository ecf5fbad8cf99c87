/** Config files pushed to a running Lockstep's sandbox, and what came of them. */
import { settle } from "./a-linked-document.ts";
import type { ALockstep } from "./a-lockstep.ts";

export const CONFIG = ".github/lockstep.yml";

export interface LinkDeclared {
  readonly id: number;
  readonly document: { readonly api?: string; readonly version?: string; readonly collection?: string };
  readonly owner: string;
  readonly state: string;
  readonly branch: string;
  readonly path: string;
  readonly followsDefault: boolean;
  readonly paused: boolean;
  readonly store: string | null;
  readonly agreed: { readonly store: string; readonly remote: string } | null;
}

export interface ConfigShown {
  readonly state: string;
  readonly blob: string | null;
  readonly head: string | null;
  readonly author: string | null;
  readonly errors: readonly { readonly line: number; readonly column: number; readonly message: string }[];
  readonly applied: { readonly blob: string | null; readonly head: string | null } | null;
  readonly check: { readonly url: string | null; readonly head: string | null; readonly code: string | null };
  readonly failed: { readonly code: string; readonly retryAt: string | null } | null;
  readonly links: readonly LinkDeclared[];
}

export interface ConfigPush {
  readonly repository?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** As a user's push onto the default branch; answers the commit. */
export async function pushConfig(
  lockstep: ALockstep,
  config: string,
  { repository = "petstore", files = {} }: ConfigPush = {},
): Promise<string> {
  const commit = await lockstep.repository(repository).commit({ files: { [CONFIG]: config, ...files } });
  await settle(lockstep);
  return commit;
}

export async function configOf(lockstep: ALockstep, repository = "petstore"): Promise<ConfigShown> {
  return (await lockstep.call("GET", `repositories/${repository}/config`)).json();
}

/** Every link of the workspace, by what it is bound to. */
export async function allLinks(lockstep: ALockstep): Promise<readonly LinkDeclared[]> {
  return (await lockstep.call("GET", "links?limit=100")).json().items;
}
