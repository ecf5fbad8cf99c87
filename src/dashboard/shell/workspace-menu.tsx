import { ActionList, ActionMenu } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { workspacesQuery } from "../api/workspaces.ts";

export function WorkspaceMenu(): ReactElement | null {
  const { workspace } = useParams({ strict: false });
  const { data } = useQuery(workspacesQuery);
  const navigate = useNavigate();
  if (workspace === undefined || data === undefined) return null;
  return (
    <ActionMenu>
      <ActionMenu.Button variant="invisible" aria-label={`Workspace: ${workspace}`}>
        <strong>{workspace}</strong>
      </ActionMenu.Button>
      <ActionMenu.Overlay width="medium">
        <ActionList selectionVariant="single">
          {data.items.map(({ slug, host, state }) => (
            <ActionList.Item
              key={slug}
              selected={slug === workspace}
              onSelect={() => void navigate({ to: "/workspaces/$workspace", params: { workspace: slug } })}
            >
              {slug}
              <ActionList.Description variant="block">
                {host}
                {state === "active" ? "" : `: the App is ${state}`}
              </ActionList.Description>
            </ActionList.Item>
          ))}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  );
}
