import { SkeletonBox } from "@primer/react";
import type { ReactElement } from "react";
import classes from "./states.module.css";

export function SkeletonRows({
  rows,
  height = "40px",
}: {
  readonly rows: number;
  readonly height?: string;
}): ReactElement {
  return (
    <output className={classes.rows} aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonBox key={row} height={height} />
      ))}
    </output>
  );
}
