import type { ReactElement } from "react";
import { pathOf } from "../api/request.ts";
import { PageLink } from "../shell/page-link.tsx";
import rows from "../styles/rows.module.css";
import own from "./collections.module.css";
import { CopyableText } from "./copyable-text.tsx";

export interface TokenExampleProps {
  readonly workspace: string;
  readonly id: string;
}

/** The way for scripts: it answers with the commit, where the URL says only that the save is kept. */
export function TokenExample({ workspace, id }: TokenExampleProps): ReactElement {
  const address = `${location.origin}/api/v1${pathOf(workspace, "collections", id)}`;
  const command = [
    `curl -sS -X PUT ${address}`,
    `-H "Authorization: Bearer $LOCKSTEP_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-H 'Prefer: wait=30'`,
    "--data-binary @collection.json",
  ].join(" ");
  return (
    <div className={own.examples}>
      <p className={rows.small}>
        {"Scripts can send it with "}
        <PageLink to="/workspaces/$workspace/settings/tokens" params={{ workspace }}>
          a token
        </PageLink>
        {", and are told the commit of each backup."}
      </p>
      <CopyableText label="With curl and a token" text={command} />
    </div>
  );
}
