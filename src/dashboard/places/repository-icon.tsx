import { LockIcon, RepoIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";

/** Who can see it on GitHub. */
export function RepositoryIcon({ repository }: { readonly repository: Repository }): ReactElement {
  return repository.private ? <LockIcon aria-label="Private" /> : <RepoIcon aria-label="Public" />;
}
