import type { ReactElement } from "react";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import classes from "./shell.module.css";

/** In place of a screen while its code, or who looks at it, is being asked for. */
export function PendingPage(): ReactElement {
  return (
    <main id="main" tabIndex={-1} className={classes.main}>
      <SkeletonRows rows={5} />
    </main>
  );
}
