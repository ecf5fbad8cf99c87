import { LinkButton, Link as PrimerLink } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Workspace } from "../api/contract.ts";
import { hostsQuery } from "../api/hosts.ts";
import { workspacesQuery } from "../api/workspaces.ts";
import { Loaded } from "../states/loaded.tsx";
import { Page } from "./page.tsx";
import classes from "./shell.module.css";

/** Straight on to the one workspace, where there is one alone. */
export function StartPage(): ReactElement {
  const workspaces = useQuery(workspacesQuery);
  const [only, ...others] = workspaces.data?.items ?? [];
  if (only !== undefined && others.length === 0) {
    return <Navigate to="/workspaces/$workspace" params={{ workspace: only.slug }} replace />;
  }
  return (
    <Page title="Workspaces">
      <Loaded query={workspaces}>
        {({ items }) => (items.length === 0 ? <NoWorkspace /> : <WorkspaceList workspaces={items} />)}
      </Loaded>
    </Page>
  );
}

function WorkspaceList({ workspaces }: { readonly workspaces: readonly Workspace[] }): ReactElement {
  return (
    <ul className={classes.choice}>
      {workspaces.map(({ slug, host, account, state }) => (
        <li key={slug}>
          <PrimerLink href={`/workspaces/${encodeURIComponent(slug)}`}>{slug}</PrimerLink>
          <span className={classes.muted}>
            {account.type === "User" ? "Account" : "Organisation"} on {host}
            {state === "active" ? "" : `: the App is ${state}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

function NoWorkspace(): ReactElement {
  const { data: hosts } = useQuery(hostsQuery);
  const [installUrl = null] = hosts?.items.map((host) => host.installUrl) ?? [];
  return (
    <>
      <p>
        There is no workspace for you: the GitHub App is installed on no account whose repositories you can
        see, or its installation has just been made and is being read. Install it where you own the account;
        else ask an owner to, or for access to a repository.
      </p>
      <p className={classes.choice}>
        {installUrl !== null && (
          <LinkButton href={installUrl} variant="primary">
            Install the App
          </LinkButton>
        )}
        <LinkButton href="/">Look again</LinkButton>
      </p>
    </>
  );
}
