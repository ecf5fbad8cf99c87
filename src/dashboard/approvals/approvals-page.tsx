import { ShieldCheckIcon } from "@primer/octicons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { claimsQuery } from "../api/approvals.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import { adminsOf } from "../settings/admins-of.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import settings from "../settings/settings.module.css";
import { PageButton } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import rows from "../styles/rows.module.css";
import { ClaimRow } from "./claim-row.tsx";

export function ApprovalsPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { data: self } = useQuery(workspaceQuery(workspace));
  const query = useInfiniteQuery(claimsQuery(workspace));
  return (
    <SettingsPage
      title="Approvals"
      about="What a repository's config file wants to connect, and may not by itself: another's document, or a backup into a public repository. Until somebody agrees, nothing is read and nothing is written."
    >
      <div className={settings.section}>
        {self?.rights.admin === false && (
          <p className={settings.about}>
            {`You can see what waits. Agreeing to it is for ${adminsOf(self.account)}.`}
          </p>
        )}
        <Paged query={query}>
          {(claims) =>
            claims.length === 0 ? (
              <NoClaims workspace={workspace} />
            ) : (
              <ul className={rows.list}>
                {claims.map((claim) => (
                  <ClaimRow
                    key={claim.id}
                    workspace={workspace}
                    claim={claim}
                    mayApprove={self?.rights.admin === true}
                  />
                ))}
              </ul>
            )
          }
        </Paged>
      </div>
    </SettingsPage>
  );
}

function NoClaims({ workspace }: { readonly workspace: string }): ReactElement {
  return (
    <Empty
      icon={ShieldCheckIcon}
      title="Nothing waits for an approval"
      actions={
        <PageButton to="/workspaces/$workspace/settings/config-file" params={{ workspace }}>
          Look at config files
        </PageButton>
      }
    >
      Links can be declared in a repository, in .github/lockstep.yml. What such a file claims that is not its
      own waits here.
    </Empty>
  );
}
