import { Banner } from "@primer/react";
import { Outlet, useParams } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { useLiveUpdates } from "../api/live.ts";
import { Navigation } from "./navigation.tsx";
import classes from "./shell.module.css";

/** A server that starts again is back by then. */
const PATIENCE_MS = 8000;

export function WorkspaceShell(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const isHeard = useLiveUpdates(workspace);
  return (
    <>
      <Navigation workspace={workspace} />
      {!isHeard && <NotHeard />}
      <Outlet />
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
