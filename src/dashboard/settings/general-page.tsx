import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { settingsQuery } from "../api/settings.ts";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { AdminsOnly } from "./admins-only.tsx";
import { AlertSettings } from "./alert-settings.tsx";
import { CommitMessageForm } from "./commit-message-form.tsx";
import { Installation } from "./installation.tsx";
import { SettingsPage } from "./settings-page.tsx";
import classes from "./settings.module.css";
import { UsageList } from "./usage-list.tsx";

/** As high as what comes in its place. */
const SKELETON = <SkeletonRows rows={10} height="88px" />;

export function GeneralPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <SettingsPage title="Settings" about="They count for every document of this workspace.">
      <AdminsOnly workspace={workspace} subject="Settings are" skeleton={SKELETON}>
        <Sections workspace={workspace} />
      </AdminsOnly>
      <section className={classes.section} aria-labelledby="installation-heading">
        <h2 id="installation-heading">The App on GitHub</h2>
        <Installation workspace={workspace} />
      </section>
    </SettingsPage>
  );
}

function Sections({ workspace }: { readonly workspace: string }): ReactElement {
  const query = useQuery(settingsQuery(workspace));
  return (
    <Loaded query={query} skeleton={SKELETON}>
      {({ commitMessage, alerts, usage }) => (
        <>
          <section className={classes.section} aria-labelledby="message-heading">
            <h2 id="message-heading">Commit messages</h2>
            <CommitMessageForm workspace={workspace} saved={commitMessage} />
          </section>
          <section className={classes.section} aria-labelledby="alerts-heading">
            <h2 id="alerts-heading">Alerts on GitHub</h2>
            <AlertSettings workspace={workspace} alerts={alerts} />
          </section>
          <section className={classes.section} aria-labelledby="usage-heading">
            <h2 id="usage-heading">Usage</h2>
            <UsageList usage={usage} />
          </section>
        </>
      )}
    </Loaded>
  );
}
