import { ChevronDownIcon, ChevronRightIcon } from "@primer/octicons-react";
import { CounterLabel } from "@primer/react";
import { type ReactElement, useId, useState } from "react";
import type { OutlineGroup } from "../../core/outline/outline.ts";
import classes from "./outline.module.css";

export interface OutlineGroupRowsProps {
  readonly group: OutlineGroup;
  readonly isFirstOpen: boolean;
  readonly onLine: (line: number) => void;
}

const SHOWN = 100;

export function OutlineGroupRows({ group, isFirstOpen, onLine }: OutlineGroupRowsProps): ReactElement {
  const { label, entries } = group;
  const [isOpen, setOpen] = useState(isFirstOpen);
  const [shown, setShown] = useState(SHOWN);
  const id = useId();
  const more = Math.min(SHOWN * 5, entries.length - shown);
  return (
    <div className={classes.group}>
      <h2>
        <button
          type="button"
          className={classes.heading}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDownIcon size={12} /> : <ChevronRightIcon size={12} />}
          <span>{label}</span>
          <CounterLabel>{entries.length}</CounterLabel>
        </button>
      </h2>
      <ul id={id} hidden={!isOpen} className={classes.entries}>
        {isOpen &&
          entries.slice(0, shown).map(({ label: entry, detail, line }) => (
            <li key={`${line}:${entry}`}>
              <button type="button" className={classes.entry} onClick={() => onLine(line)}>
                <span>{entry}</span>
                {detail !== "" && <small>{detail}</small>}
              </button>
            </li>
          ))}
        {more > 0 && (
          <li>
            <button type="button" className={classes.more} onClick={() => setShown(shown + more)}>
              {`Show ${more} more of ${entries.length}`}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}
