import { HistoryIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { timeLeft } from "./time-left.ts";

export interface DeletedThing {
  /** Below the workspace, such as `["collections", id]`. */
  readonly document: readonly string[];
  readonly name: string;
  /** What more is said of it. */
  readonly about: string;
  readonly deleted: { readonly at: string; readonly until: string } | null;
}

export interface DeletedRowProps {
  readonly thing: DeletedThing;
  readonly isBusy: boolean;
  readonly isOff: boolean;
  readonly onRestore: () => void;
}

export function DeletedRow({ thing, isBusy, isOff, onRestore }: DeletedRowProps): ReactElement {
  const { name, about, deleted } = thing;
  const [now] = useState(Date.now);
  return (
    <li className={rows.row}>
      <div className={rows.about}>
        <strong>{name}</strong>
        {about !== "" && <p className={rows.small}>{about}</p>}
        {deleted !== null && (
          <p className={rows.small}>
            Deleted <Moment at={deleted.at} />;{" "}
            <time dateTime={deleted.until} title={new Date(deleted.until).toLocaleString()}>
              {`${timeLeft(Date.parse(deleted.until), now)} left to restore it`}
            </time>
          </p>
        )}
      </div>
      <Button
        leadingVisual={HistoryIcon}
        aria-label={`Restore ${name}`}
        loading={isBusy}
        disabled={isOff}
        onClick={onRestore}
      >
        Restore
      </Button>
    </li>
  );
}
