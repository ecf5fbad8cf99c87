import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { LinkRows } from "../links/link-rows.tsx";
import rows from "../styles/rows.module.css";

export interface BackupListProps {
  readonly workspace: string;
  readonly backups: readonly Link[];
}

export function BackupList({ workspace, backups }: BackupListProps): ReactElement {
  if (backups.length === 0) return <p className={rows.small}>It is not backed up anywhere yet.</p>;
  return <LinkRows workspace={workspace} links={backups} />;
}
