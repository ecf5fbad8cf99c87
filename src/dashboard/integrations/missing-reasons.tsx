import { Link as PrimerLink } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import own from "./integrations.module.css";

/** Why a repository may not be among those that are listed, and how to mend each. */
export function MissingReasons({ workspace }: { readonly workspace: string }): ReactElement {
  const { data: self } = useQuery(workspaceQuery(workspace));
  const login = self?.account.login ?? workspace;
  const url = self?.installationUrl ?? null;
  return (
    <details className={own.reasons}>
      <summary>Why is my repository not listed?</summary>
      <ul className={own.bullets}>
        {self !== undefined && self.state !== "active" && (
          <li>
            The App is {self.state} on {login}: an owner of the account lifts that on GitHub.
          </li>
        )}
        <li>
          It is not among the repositories that the App may see.{" "}
          {url === null ? (
            "An owner of the account adds it on GitHub, where the App is installed."
          ) : (
            <>
              An owner of {login} adds it in{" "}
              <PrimerLink href={url} target="_blank" rel="noopener noreferrer" inline>
                the installation&apos;s settings on GitHub
              </PrimerLink>
              .
            </>
          )}
        </li>
        <li>
          You cannot open it on GitHub yourself. Ask for access there; it appears here within minutes after.
        </li>
        <li>
          It belongs to another account. Choose that account&apos;s workspace, or install the App on it.
        </li>
        <li>It was made, renamed or moved just now. It appears once GitHub has said so.</li>
        <li>
          It is listed and cannot be chosen: it is archived, or you may read it and not push to it. Each says
          which.
        </li>
      </ul>
    </details>
  );
}
