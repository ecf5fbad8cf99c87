import type { ReactElement } from "react";
import type { Activity } from "../api/contract.ts";
import { Moment } from "../times/moment.tsx";
import { ActivityFacts } from "./activity-facts.tsx";
import { iconOf, wordsOf } from "./activity-words.ts";
import classes from "./activity.module.css";

export interface ActivityListProps {
  readonly workspace: string;
  readonly items: readonly Activity[];
  /** With what it was done, and the ways to what it is about. */
  readonly isDetailed?: boolean;
}

export function ActivityList({ workspace, items, isDetailed = false }: ActivityListProps): ReactElement {
  if (items.length === 0) return <p className={classes.none}>Nothing has happened yet.</p>;
  return (
    <ul className={isDetailed ? `${classes.events} ${classes.detailed}` : classes.events}>
      {items.map((item) => {
        const EventIcon = iconOf(item);
        return (
          <li key={item.id} className={classes.event}>
            <EventIcon size={16} />
            <div>
              <p>{wordsOf(item)}</p>
              <span className={classes.when}>
                <Moment at={item.at} />
                {isDetailed && <ActivityFacts workspace={workspace} item={item} />}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
