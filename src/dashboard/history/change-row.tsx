import { Button, Label } from "@primer/react";
import type { ReactElement } from "react";
import rows from "../styles/rows.module.css";
import { type Change, directionOf, messageOf } from "./comparison-words.ts";
import own from "./history.module.css";
import { LevelLabel } from "./level-label.tsx";

export interface ChangeRowProps {
  readonly change: Change;
  /** Its part is said above it. */
  readonly isWithin?: boolean;
  /** Null: the text cannot be shown. */
  readonly onPlace: ((place: Change["place"]) => void) | null;
}

export function ChangeRow({ change, isWithin = false, onPlace }: ChangeRowProps): ReactElement {
  const { level, part, why, place } = change;
  const direction = directionOf(change);
  const where = `line ${place.line}${place.side === "from" ? " before" : ""}`;
  return (
    <li className={own.changeRow}>
      <div className={rows.about}>
        <p className={own.changeHead}>
          {level !== null && <LevelLabel level={level} />}
          {!isWithin && <strong>{part}</strong>}
          {direction !== null && <Label>{direction}</Label>}
        </p>
        <p className={own.message}>{messageOf(change)}</p>
        {level !== null && why !== "" && <p className={rows.small}>{why}</p>}
        <Concerned change={change} />
      </div>
      {onPlace === null ? (
        <span className={rows.small}>{where}</span>
      ) : (
        <Button size="small" onClick={() => onPlace(place)}>
          {where}
        </Button>
      )}
    </li>
  );
}

function Concerned({ change }: { readonly change: Change }): ReactElement | null {
  const { operations, operationCount, part } = change;
  const isPart = operationCount === 1 && operations[0] === part;
  if (operations.length === 0 || isPart) return null;
  const more = operationCount - operations.length;
  return (
    <p className={rows.small}>{`Concerns ${operations.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`}</p>
  );
}
