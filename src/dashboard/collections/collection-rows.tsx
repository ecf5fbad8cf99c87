import type { ReactElement } from "react";
import type { Collection } from "../api/contract.ts";
import { StateLabel } from "../links/state-label.tsx";
import { PageLink } from "../shell/page-link.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import own from "./collections.module.css";

export interface CollectionRowsProps {
  readonly workspace: string;
  readonly collections: readonly Collection[];
}

export function CollectionRows({ workspace, collections }: CollectionRowsProps): ReactElement {
  return (
    <ul className={rows.list}>
      {collections.map(({ id, name, revision, backups }) => (
        <li key={id} className={own.row}>
          <div className={rows.cell}>
            <PageLink
              to="/workspaces/$workspace/collections/$collection"
              params={{ workspace, collection: id }}
            >
              <strong>{name}</strong>
            </PageLink>
            <div className={rows.small}>
              {revision === null ? (
                "not saved yet"
              ) : (
                <>
                  saved <Moment at={revision.at} />
                </>
              )}
            </div>
          </div>
          <ul className={own.backups}>
            {backups.map((backup) => (
              <li key={backup.id}>
                <StateLabel state={backup.state} />
                <span className={rows.small}>{`${backup.repository}: ${backup.path}`}</span>
              </li>
            ))}
            {backups.length === 0 && <li className={rows.small}>not backed up</li>}
          </ul>
        </li>
      ))}
    </ul>
  );
}
