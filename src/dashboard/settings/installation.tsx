import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { WorkspaceWithRights } from "../api/contract.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import links from "../links/links.module.css";
import { OutsideLink } from "../shell/outside-link.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Loaded } from "../states/loaded.tsx";
import rows from "../styles/rows.module.css";
import { INSTALLATION_WORDS } from "./installation-words.ts";
import classes from "./settings.module.css";

/** Where the App is installed, what it may do there, and where that is changed. */
export function Installation({ workspace }: { readonly workspace: string }): ReactElement {
  const query = useQuery(workspaceQuery(workspace));
  return (
    <Loaded query={query}>
      {(self) => (
        <>
          <InstallationFacts self={self} />
          <p className={classes.about}>
            {
              "What it may do, which repositories it sees, and how it is installed on another account, is told at "
            }
            <PageLink to="/workspaces/$workspace/integrations/github" params={{ workspace }}>
              GitHub
            </PageLink>
            {"; what was really granted is part of every "}
            <PageLink to="/workspaces/$workspace/settings/diagnosis" params={{ workspace }}>
              diagnosis
            </PageLink>
            . To take the App away, uninstall it on GitHub: the files stay there, and what is kept here stays
            for when it is installed again.
          </p>
        </>
      )}
    </Loaded>
  );
}

function InstallationFacts({ self }: { readonly self: WorkspaceWithRights }): ReactElement {
  const { account, host, installationId, installationUrl, rights, state } = self;
  const { name, tone, about } = INSTALLATION_WORDS[state];
  return (
    <dl className={`${links.facts} ${links.card}`}>
      <dt>State</dt>
      <dd>
        <span className={links.state} data-tone={tone}>
          {name}
        </span>
        {about !== null && <div className={rows.small}>{about}</div>}
      </dd>
      <dt>Account</dt>
      <dd>{`${account.login} on ${host}`}</dd>
      {installationId !== null && (
        <>
          <dt>Installation</dt>
          <dd>
            {installationUrl === null || !rights.admin ? (
              installationId
            ) : (
              <OutsideLink href={installationUrl}>{`${installationId}, configure it on GitHub`}</OutsideLink>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}
