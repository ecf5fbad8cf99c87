import { Button } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Link } from "../api/contract.ts";
import { repositoryConfigQuery } from "../api/repository-config.ts";
import { DocumentName } from "../documents/document-name.tsx";
import { PlaceLink } from "../links/place-link.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { useFocusKept } from "../shell/use-focus-kept.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { ApproveDialog } from "./approve-dialog.tsx";
import classes from "./approvals.module.css";
import { claimWords } from "./claim-words.ts";

export interface ClaimProps {
  readonly workspace: string;
  readonly claim: Link;
}

/** What would be bound to what, and who asked for it. */
export function ClaimRow({
  workspace,
  claim,
  mayApprove,
}: ClaimProps & { readonly mayApprove: boolean }): ReactElement {
  const [isAsking, setIsAsking] = useState(false);
  const row = useFocusKept();
  return (
    <li ref={row} className={classes.row}>
      <div className={classes.about}>
        <PageLink
          to="/workspaces/$workspace/integrations/$link"
          params={{ workspace, link: String(claim.id) }}
        >
          <strong>
            <DocumentName workspace={workspace} document={claim.document} />
          </strong>
        </PageLink>
        <p>{claimWords(claim)}</p>
        <PlaceLink link={claim} />
        <ClaimSource workspace={workspace} claim={claim} />
      </div>
      {mayApprove && (
        <Button variant="primary" onClick={() => setIsAsking(true)}>
          Approve
        </Button>
      )}
      {isAsking && <ApproveDialog workspace={workspace} claim={claim} onClose={() => setIsAsking(false)} />}
    </li>
  );
}

function ClaimSource({ workspace, claim }: ClaimProps): ReactElement {
  const name = claim.repository.split("/").at(-1) ?? claim.repository;
  const { data: config } = useQuery(repositoryConfigQuery(workspace, name));
  const author = config?.author ?? null;
  return (
    <p className={rows.small}>
      Declared in{" "}
      <PageLink
        to="/workspaces/$workspace/settings/config-file"
        params={{ workspace }}
        search={{ repository: name }}
      >
        .github/lockstep.yml
      </PageLink>
      {author !== null && ` by ${author}`}, <Moment at={claim.since} />
    </p>
  );
}
