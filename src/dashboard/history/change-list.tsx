import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import rows from "../styles/rows.module.css";
import { ChangeRow, type ChangeRowProps } from "./change-row.tsx";
import { byPart, type Change } from "./comparison-words.ts";
import own from "./history.module.css";

export interface ChangeListProps extends Pick<ChangeRowProps, "onPlace"> {
  readonly changes: readonly Change[];
}

/** More at once are not read. */
const SHOWN = 50;

/** The worst first; those that are of no level, as of collections, by what changed. */
export function ChangeList({ changes, onPlace }: ChangeListProps): ReactElement | null {
  const [isWhole, setIsWhole] = useState(false);
  if (changes.length === 0) return null;
  const shown = isWhole ? changes : changes.slice(0, SHOWN);
  const isByPart = changes.every(({ level }) => level === null);
  return (
    <>
      {isByPart ? (
        <ul className={rows.list}>
          {byPart(shown).map((part) => (
            <li key={part.part} className={own.part}>
              <strong>{part.part}</strong>
              <Rows changes={part.changes} isWithin onPlace={onPlace} />
            </li>
          ))}
        </ul>
      ) : (
        <Rows className={rows.list} changes={shown} onPlace={onPlace} />
      )}
      {shown.length < changes.length && (
        <div className={rows.more}>
          <Button onClick={() => setIsWhole(true)}>{`Show all ${changes.length}`}</Button>
        </div>
      )}
    </>
  );
}

interface RowsProps extends ChangeListProps {
  readonly isWithin?: boolean;
  readonly className?: string | undefined;
}

function Rows({ changes, isWithin = false, className = own.changes, onPlace }: RowsProps): ReactElement {
  return (
    <ul className={className}>
      {changes.map((change, index) => (
        // Two may be told alike, and none moves.
        <ChangeRow key={`${index} ${change.code}`} change={change} isWithin={isWithin} onPlace={onPlace} />
      ))}
    </ul>
  );
}
