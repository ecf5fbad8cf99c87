import { ArchiveIcon, FileCodeIcon, MarkGithubIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import rows from "../styles/rows.module.css";
import own from "./integrations.module.css";

/** What GitHub is connected for, and the two things to add. */
export function GitHubTile({ workspace }: { readonly workspace: string }): ReactElement {
  const { data: self } = useQuery(workspaceQuery(workspace));
  const mayAdd = self?.rights.make !== false;
  const params = { workspace };
  return (
    <section className={own.tile} aria-labelledby="github-heading">
      <MarkGithubIcon size={32} />
      <div className={own.what}>
        <h2 id="github-heading">GitHub</h2>
        <p>
          Keeps API schemas in step with files in repositories, both ways, and backs collections up into them.{" "}
          <PageLink to="/workspaces/$workspace/integrations/github" params={params} inline>
            Permissions, accounts and repositories
          </PageLink>
        </p>
        {!mayAdd && (
          <p className={rows.small}>
            You can look, and not add: that needs push access to a repository of {self?.account.login}.
          </p>
        )}
      </div>
      {mayAdd && (
        <div className={own.adds}>
          <PageButton
            to="/workspaces/$workspace/integrations/new/schemas"
            params={params}
            variant="primary"
            leadingVisual={FileCodeIcon}
          >
            Sync API schemas
          </PageButton>
          <PageButton
            to="/workspaces/$workspace/integrations/new/backups"
            params={params}
            leadingVisual={ArchiveIcon}
          >
            Back up collections
          </PageButton>
        </div>
      )}
    </section>
  );
}
