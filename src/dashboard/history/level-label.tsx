import { AlertFillIcon, AlertIcon, CheckIcon, type Icon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import { type Level, LEVEL_WORDS } from "./comparison-words.ts";
import own from "./history.module.css";

const ICONS: Readonly<Record<Level, Icon>> = {
  breaking: AlertFillIcon,
  dangerous: AlertIcon,
  compatible: CheckIcon,
};

export interface LevelLabelProps {
  readonly level: Level;
  /** Of how many it is said. */
  readonly count?: number;
}

export function LevelLabel({ level, count }: LevelLabelProps): ReactElement {
  const LevelIcon = ICONS[level];
  const word = LEVEL_WORDS[level];
  return (
    <span className={own.level} data-level={level}>
      <LevelIcon size={16} />
      {count === undefined ? word : `${count} ${word.toLowerCase()}`}
    </span>
  );
}
