import type { ReactElement } from "react";
import { Link } from "@tanstack/react-router";
import { LINK_STATES } from "../../core/sync/model.ts";
import { StateLabel } from "../links/state-label.tsx";
import classes from "./overview.module.css";

const ALWAYS_SHOWN: ReadonlySet<string> = new Set([
  "in_sync",
  "pending",
  "choose",
  "conflict",
  "error",
  "paused",
]);

export interface StateCountsProps {
  readonly workspace: string;
  readonly counts: Readonly<Record<string, number>>;
}

export function StateCounts({ workspace, counts }: StateCountsProps): ReactElement {
  const shown = LINK_STATES.filter((state) => ALWAYS_SHOWN.has(state) || (counts[state] ?? 0) > 0);
  return (
    <ul className={classes.counts}>
      {shown.map((state) => (
        <li key={state}>
          <Link
            to="/workspaces/$workspace/integrations"
            params={{ workspace }}
            search={{ state }}
            className={classes.count ?? ""}
          >
            <span className={classes.number}>{counts[state] ?? 0}</span>
            <StateLabel state={state} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
