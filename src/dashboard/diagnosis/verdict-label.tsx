import {
  CheckCircleFillIcon,
  CircleSlashIcon,
  type Icon,
  QuestionIcon,
  XCircleFillIcon,
} from "@primer/octicons-react";
import type { ReactElement } from "react";
import { type Finding, VERDICT_WORDS } from "./check-words.ts";
import classes from "./diagnosis.module.css";

const ICONS: Readonly<Record<Finding["verdict"], Icon>> = {
  ok: CheckCircleFillIcon,
  problem: XCircleFillIcon,
  unknown: QuestionIcon,
  not_applicable: CircleSlashIcon,
};

export function VerdictLabel({ verdict }: Pick<Finding, "verdict">): ReactElement {
  const VerdictIcon = ICONS[verdict];
  return (
    <span className={classes.verdict} data-verdict={verdict}>
      <VerdictIcon size={16} />
      {VERDICT_WORDS[verdict]}
    </span>
  );
}
