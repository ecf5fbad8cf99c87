import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { collectionNamesQuery } from "../api/collections.ts";
import type { Activity } from "../api/contract.ts";
import { Moment } from "../times/moment.tsx";
import { iconOf, wordsOf } from "./activity-words.ts";
import classes from "./overview.module.css";

export interface ActivityListProps {
  readonly workspace: string;
  readonly items: readonly Activity[];
}

export function ActivityList({ workspace, items }: ActivityListProps): ReactElement {
  const { data: names } = useQuery(collectionNamesQuery(workspace));
  if (items.length === 0) return <p className={classes.good}>Nothing has happened yet.</p>;
  return (
    <ul className={classes.events}>
      {items.map((item) => {
        const EventIcon = iconOf(item);
        return (
          <li key={item.id} className={classes.event}>
            <EventIcon size={16} />
            <div>
              <p>{wordsOf(item, names)}</p>
              <span className={classes.when}>
                <Moment at={item.at} />
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
