import { OrganizationIcon, PersonIcon, ServerIcon } from "@primer/octicons-react";
import { Label } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Workspace } from "../api/contract.ts";
import { workspacesQuery } from "../api/workspaces.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import own from "./integrations.module.css";
import { MoreAccounts } from "./more-accounts.tsx";

/** The accounts that the App is installed on, by their GitHub, and the ways to more. */
export function Accounts({ workspace }: { readonly workspace: string }): ReactElement {
  const query = useQuery(workspacesQuery);
  return (
    <>
      <Loaded query={query} skeleton={<SkeletonRows rows={2} />}>
        {({ items }) =>
          [...Map.groupBy(items, ({ host }) => host)].map(([host, accounts]) => (
            <ul key={host} className={rows.list} aria-label={`Accounts on ${host}`}>
              {accounts.map((account) => (
                <AccountRow key={account.slug} account={account} isHere={account.slug === workspace} />
              ))}
            </ul>
          ))
        }
      </Loaded>
      <MoreAccounts workspace={workspace} />
    </>
  );
}

function AccountRow({
  account: { slug, host, account, state },
  isHere,
}: {
  readonly account: Workspace;
  readonly isHere: boolean;
}): ReactElement {
  const isUser = account.type === "User";
  return (
    <li className={rows.row}>
      <span className={own.name}>
        {isUser ? <PersonIcon aria-label="Account" /> : <OrganizationIcon aria-label="Organisation" />}
        <PageLink to="/workspaces/$workspace/integrations/github" params={{ workspace: slug }}>
          {account.login}
        </PageLink>
        {isHere && <Label>shown here</Label>}
      </span>
      <span className={rows.small}>
        <ServerIcon size={12} /> {host}
      </span>
      {state === "active" ? (
        <Label variant="success">Installed</Label>
      ) : (
        <Label variant="attention">{state === "suspended" ? "Suspended" : "Uninstalled"}</Label>
      )}
    </li>
  );
}
