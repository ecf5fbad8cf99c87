import { Outlet, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLiveUpdates } from "../api/live.ts";
import { Navigation } from "./navigation.tsx";

export function WorkspaceShell(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  useLiveUpdates(workspace);
  return (
    <>
      <Navigation workspace={workspace} />
      <Outlet />
    </>
  );
}
