import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Page, type PageProps } from "../shell/page.tsx";
import { SettingsNavigation } from "./settings-navigation.tsx";
import classes from "./settings.module.css";

/** A screen of what belongs to the workspace as a whole, with the way to the others. */
export function SettingsPage({ children, ...page }: PageProps): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <Page {...page}>
      <div className={classes.frame}>
        <SettingsNavigation workspace={workspace} />
        <div className={classes.content}>{children}</div>
      </div>
    </Page>
  );
}
