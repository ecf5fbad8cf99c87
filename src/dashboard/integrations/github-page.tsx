import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Accounts } from "./accounts.tsx";
import own from "./integrations.module.css";
import { MissingReasons } from "./missing-reasons.tsx";
import { OUT_OF_REACH, PERMISSIONS } from "./permissions.ts";
import { RepositoryList } from "./repository-list.tsx";

export function GitHubPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <Page
      title="GitHub"
      above={
        <PageLink to="/workspaces/$workspace/integrations" params={{ workspace }}>
          Integrations
        </PageLink>
      }
      about="A push changes the schema here, and a save here becomes a commit; collections are backed up with each save. Nothing is ever overwritten that somebody has not seen."
    >
      <div className={own.sections}>
        <div className={own.two}>
          <Granted />
          <section className={own.section} aria-labelledby="beyond-heading">
            <h2 id="beyond-heading">What it cannot reach</h2>
            <ul className={own.bullets}>
              {OUT_OF_REACH.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </section>
        </div>
        <section className={own.section} aria-labelledby="accounts-heading">
          <h2 id="accounts-heading">Accounts</h2>
          <Accounts workspace={workspace} />
        </section>
        <section className={own.section} aria-labelledby="repositories-heading">
          <h2 id="repositories-heading">Repositories of {workspace}</h2>
          <RepositoryList workspace={workspace} />
          <MissingReasons workspace={workspace} />
        </section>
      </div>
    </Page>
  );
}

function Granted(): ReactElement {
  return (
    <section className={own.section} aria-labelledby="permissions-heading">
      <h2 id="permissions-heading">What the App may do</h2>
      <ul className={own.bullets}>
        {PERMISSIONS.map(({ name, title, access, why, isOptional }) => (
          <li key={name}>
            <strong>{title}</strong> ({access === "write" ? "read and write" : "read"}
            {isOptional && ", optional"}): {why}.
          </li>
        ))}
      </ul>
    </section>
  );
}
