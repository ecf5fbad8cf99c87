import {
  AlertIcon,
  CheckCircleIcon,
  CircleIcon,
  CircleSlashIcon,
  ClockIcon,
  type Icon,
  FileDiffIcon,
  GitPullRequestIcon,
  QuestionIcon,
  ShieldIcon,
  StopIcon,
  SyncIcon,
  XCircleIcon,
} from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { LinkState } from "../../core/sync/model.ts";
import { STATE_WORDS } from "./link-state.ts";
import classes from "./links.module.css";

const ICONS: Readonly<Record<LinkState, Icon>> = {
  in_sync: CheckCircleIcon,
  empty: CircleIcon,
  pending: SyncIcon,
  choose: QuestionIcon,
  conflict: AlertIcon,
  missing: CircleSlashIcon,
  edited_on_github: FileDiffIcon,
  awaiting_merge: GitPullRequestIcon,
  declined: XCircleIcon,
  awaiting_approval: ShieldIcon,
  paused: ClockIcon,
  error: StopIcon,
};

export function StateLabel({ state }: { readonly state: LinkState }): ReactElement {
  const { label, tone } = STATE_WORDS[state];
  const StateIcon = ICONS[state];
  return (
    <span className={classes.state} data-tone={tone}>
      <StateIcon size={16} />
      {label}
    </span>
  );
}
