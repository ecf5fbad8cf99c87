import { ArchiveIcon, FileCodeIcon, GearIcon, HomeIcon, LinkIcon, PulseIcon } from "@primer/octicons-react";
import { UnderlineNav } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { useLinkProps, useLocation } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import { waitingForPeople } from "../links/link-state.ts";
import classes from "./shell.module.css";

export function Navigation({ workspace }: { readonly workspace: string }): ReactElement {
  const { data } = useQuery(workspaceQuery(workspace));
  const section = useLocation({ select: ({ pathname }) => pathname.split("/")[3] ?? "" });
  const params = { workspace };
  const overview = useLinkProps({ to: "/workspaces/$workspace", params });
  const links = useLinkProps({ to: "/workspaces/$workspace/integrations", params });
  const apis = useLinkProps({ to: "/workspaces/$workspace/apis", params });
  const collections = useLinkProps({ to: "/workspaces/$workspace/collections", params });
  const activity = useLinkProps({ to: "/workspaces/$workspace/activity", params });
  const settings = useLinkProps({ to: "/workspaces/$workspace/settings", params });
  const waiting = data === undefined ? 0 : waitingForPeople(data.links);
  return (
    <section className={classes.tabs} aria-label={`Workspace ${workspace}`}>
      <UnderlineNav aria-label="Screens">
        <UnderlineNav.Item {...tab(overview, section === "")} leadingVisual={<HomeIcon />}>
          Overview
        </UnderlineNav.Item>
        <UnderlineNav.Item
          {...tab(links, section === "integrations")}
          leadingVisual={<LinkIcon />}
          {...(waiting > 0 && { counter: waiting })}
        >
          Integrations
        </UnderlineNav.Item>
        <UnderlineNav.Item {...tab(apis, section === "apis")} leadingVisual={<FileCodeIcon />}>
          APIs
        </UnderlineNav.Item>
        <UnderlineNav.Item {...tab(collections, section === "collections")} leadingVisual={<ArchiveIcon />}>
          Collections
        </UnderlineNav.Item>
        <UnderlineNav.Item {...tab(activity, section === "activity")} leadingVisual={<PulseIcon />}>
          Activity
        </UnderlineNav.Item>
        <UnderlineNav.Item {...tab(settings, section === "settings")} leadingVisual={<GearIcon />}>
          Settings
        </UnderlineNav.Item>
      </UnderlineNav>
    </section>
  );
}

/** The part of the link's properties that a tab takes. */
function tab(
  { href = "", onClick, onFocus, onMouseEnter }: ReturnType<typeof useLinkProps>,
  isCurrent: boolean,
) {
  return {
    href,
    ...(onClick !== undefined && { onClick }),
    ...(onFocus !== undefined && { onFocus }),
    ...(onMouseEnter !== undefined && { onMouseEnter }),
    ...(isCurrent && { "aria-current": "page" as const }),
  };
}
