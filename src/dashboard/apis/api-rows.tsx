import type { ReactElement } from "react";
import type { Api, Version } from "../api/contract.ts";
import { StateLabel } from "../links/state-label.tsx";
import { PageLink } from "../shell/page-link.tsx";
import rows from "../styles/rows.module.css";
import own from "./apis.module.css";
import { kindName } from "./kind-name.ts";

export interface ApiRowsProps {
  readonly workspace: string;
  readonly apis: readonly Api[];
}

export function ApiRows({ workspace, apis }: ApiRowsProps): ReactElement {
  return (
    <ul className={rows.list}>
      {apis.map((api) => (
        <li key={api.slug} className={own.api}>
          <div className={rows.cell}>
            <PageLink to="/workspaces/$workspace/apis/$api" params={{ workspace, api: api.slug }}>
              <strong>{api.name}</strong>
            </PageLink>
            {api.description !== null && api.description !== "" && (
              <p className={rows.small}>{api.description}</p>
            )}
          </div>
          <ul className={own.versions}>
            {api.versions.map((version) => (
              <li key={version.name}>
                <VersionLine workspace={workspace} api={api.slug} version={version} />
              </li>
            ))}
            {api.versions.length === 0 && <li className={rows.small}>No version yet</li>}
          </ul>
        </li>
      ))}
    </ul>
  );
}

export interface VersionLineProps {
  readonly workspace: string;
  readonly api: string;
  readonly version: Version;
}

export function VersionLine({ workspace, api, version }: VersionLineProps): ReactElement {
  const params = { workspace, api, version: version.name };
  return (
    <div className={own.version}>
      <PageLink to="/workspaces/$workspace/apis/$api/versions/$version" params={params}>
        {version.name}
      </PageLink>
      <span className={rows.small}>
        {version.revision === null ? "no schema yet" : kindName(version.kind)}
      </span>
      {version.link === null ? (
        <span className={rows.small}>not connected</span>
      ) : (
        <>
          <StateLabel state={version.link.state} />
          <span className={rows.small}>{`${version.link.repository}: ${version.link.path}`}</span>
        </>
      )}
    </div>
  );
}
