import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { PageButton } from "../shell/page-link.tsx";

export interface AsConfigFileProps {
  readonly workspace: string;
  readonly links: readonly Link[];
}

/** An address has no room for more. */
const MOST = 500;

/** The way to write links out as their repository's config file; nothing where they have none in common. */
export function AsConfigFile({ workspace, links }: AsConfigFileProps): ReactElement | null {
  const [repository, ...others] = new Set(links.map((link) => link.repository));
  const isWaiting = links.some(({ state }) => state === "awaiting_approval");
  if (repository === undefined || others.length > 0 || isWaiting || links.length > MOST) return null;
  return (
    <PageButton
      to="/workspaces/$workspace/settings/config-file"
      params={{ workspace }}
      search={{ repository, links: links.map(({ id }) => id).join(",") }}
      size="small"
      variant="invisible"
    >
      As a config file
    </PageButton>
  );
}
