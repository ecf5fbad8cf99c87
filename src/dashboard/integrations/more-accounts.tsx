import { LinkButton, SkeletonBox } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Host, Me } from "../api/contract.ts";
import { hostsQuery } from "../api/hosts.ts";
import { meQuery, workspaceQuery } from "../api/workspaces.ts";
import rows from "../styles/rows.module.css";
import own from "./integrations.module.css";

/** The ways to more repositories, more accounts and more servers. */
export function MoreAccounts({ workspace }: { readonly workspace: string }): ReactElement {
  const { data: me } = useQuery(meQuery);
  const { data: self } = useQuery(workspaceQuery(workspace));
  const query = useQuery(hostsQuery);
  const hosts = query.data?.items ?? [];
  return (
    <>
      <div className={own.adds}>
        <OnGitHub
          href={self?.rights.admin === true ? self.installationUrl : null}
          words={`Choose repositories of ${self?.account.login}`}
        />
        {query.isPending && <SkeletonBox width="210px" height="32px" />}
        {hosts.map(({ hostname, installUrl }) => (
          <OnGitHub key={hostname} href={installUrl} words={wordsFor(hostname, hosts)} />
        ))}
        {isServerAdmin(me) && <LinkButton href="/setup/hosts">GitHub servers</LinkButton>}
      </div>
      {hosts.map(
        ({ hostname, webUrl, installUrl }) =>
          installUrl === null && (
            <p key={hostname} className={rows.small}>
              {`${hostname} does not say now where the App is. To install it on another account, open the App's own page there (${webUrl}) and choose Install; who runs this server knows its address.`}
            </p>
          ),
      )}
    </>
  );
}

interface OnGitHubProps {
  /** Null: not known. */
  readonly href: string | null;
  readonly words: string;
}

function OnGitHub({ href, words }: OnGitHubProps): ReactElement | null {
  if (href === null) return null;
  return (
    <LinkButton href={href} target="_blank" rel="noopener noreferrer">
      {words}
    </LinkButton>
  );
}

function wordsFor(hostname: string, hosts: readonly Host[]): string {
  return hosts.length === 1 ? "Install on another account" : `Install on another account of ${hostname}`;
}

function isServerAdmin(me: Me | undefined): boolean {
  return me?.kind === "user" && me.serverAdmin;
}
