import { Banner } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useLiveUpdates } from "../api/live.ts";
import { meQuery } from "../api/workspaces.ts";
import { OwnDrafts } from "../drafts/own-drafts.tsx";
import { Failure } from "../states/failure.tsx";
import { Navigation } from "./navigation.tsx";
import { PendingPage } from "./pending-page.tsx";
import classes from "./shell.module.css";

/** A server that starts again is back by then. */
const PATIENCE_MS = 8000;

export function WorkspaceShell(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { data: me, error, refetch } = useQuery(meQuery);
  const isHeard = useLiveUpdates(workspace);
  return (
    <>
      <Navigation workspace={workspace} />
      {!isHeard && <NotHeard />}
      {me !== undefined && (
        <OwnDrafts me={me}>
          <Outlet />
        </OwnDrafts>
      )}
      {me === undefined && error === null && <PendingPage />}
      {me === undefined && error !== null && <Failure error={error} onRetry={() => void refetch()} />}
    </>
  );
}

function NotHeard(): ReactElement | null {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  return (
    <aside className={classes.notHeard} aria-label="Connection">
      <Banner
        title="Lockstep does not answer"
        variant="warning"
        description="What is shown may be old, and what you write is kept in this browser. It goes on by itself when the connection is back."
      />
    </aside>
  );
}
