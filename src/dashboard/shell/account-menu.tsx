import { PersonIcon } from "@primer/octicons-react";
import { ActionList, ActionMenu } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Me } from "../api/contract.ts";
import { meQuery } from "../api/workspaces.ts";
import { signOut } from "./sign-out.ts";

export function AccountMenu(): ReactElement | null {
  const { data: me } = useQuery(meQuery);
  if (me === undefined) return null;
  return (
    <ActionMenu>
      <ActionMenu.Button variant="invisible" leadingVisual={PersonIcon} aria-label={`Account: ${nameOf(me)}`}>
        {nameOf(me)}
      </ActionMenu.Button>
      <ActionMenu.Overlay width="medium">
        <ActionList>
          <ActionList.Group>
            <ActionList.GroupHeading>{standingOf(me)}</ActionList.GroupHeading>
            {me.kind === "user" && me.serverAdmin && (
              <ActionList.LinkItem href="/setup/hosts">GitHub servers</ActionList.LinkItem>
            )}
            <ActionList.LinkItem href="/api/v1/openapi.json">The API&apos;s description</ActionList.LinkItem>
          </ActionList.Group>
          <ActionList.Divider />
          <ActionList.Item onSelect={signOut}>Sign out</ActionList.Item>
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  );
}

function nameOf(me: Me): string {
  switch (me.kind) {
    case "user":
      return me.login;
    case "token":
      return me.name;
    case "admin":
      return "admin";
  }
}

function standingOf(me: Me): string {
  return me.kind === "user" ? `Signed in as ${me.login} on ${me.host}` : `With the token of ${nameOf(me)}`;
}
