import { LinkButton } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Me } from "../api/contract.ts";
import { meQuery, workspaceQuery } from "../api/workspaces.ts";
import rows from "../styles/rows.module.css";
import own from "./integrations.module.css";

/** The ways to more repositories, more accounts and more servers. */
export function MoreAccounts({ workspace }: { readonly workspace: string }): ReactElement {
  const { data: me } = useQuery(meQuery);
  const { data: self } = useQuery(workspaceQuery(workspace));
  const installUrl = installUrlOf(me);
  return (
    <>
      <div className={own.adds}>
        <OnGitHub
          href={self?.rights.admin === true ? self.installationUrl : null}
          words={`Choose repositories of ${self?.account.login}`}
        />
        <OnGitHub href={installUrl} words="Install on another account" />
        {isServerAdmin(me) && <LinkButton href="/setup/hosts">GitHub servers</LinkButton>}
      </div>
      {installUrl === null && (
        <p className={rows.small}>
          To install it on another account, open the App&apos;s own page on {self?.host ?? "GitHub"} and
          choose Install; who runs this server knows its address.
        </p>
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

function installUrlOf(me: Me | undefined): string | null {
  return me?.kind === "user" ? me.installUrl : null;
}

function isServerAdmin(me: Me | undefined): boolean {
  return me?.kind === "user" && me.serverAdmin;
}
