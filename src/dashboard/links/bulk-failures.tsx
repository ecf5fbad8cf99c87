import { XIcon } from "@primer/octicons-react";
import { IconButton } from "@primer/react";
import type { ReactElement } from "react";
import { DocumentName } from "../documents/document-name.tsx";
import { PageLink } from "../shell/page-link.tsx";
import classes from "./links.module.css";
import type { Bulk } from "./use-bulk.ts";

export interface BulkFailuresProps {
  readonly workspace: string;
  readonly bulk: Pick<Bulk, "failures" | "forget">;
}

/** Each link that stayed as it was, and why. */
export function BulkFailures({ workspace, bulk }: BulkFailuresProps): ReactElement | null {
  const { failures, forget } = bulk;
  if (failures.length === 0) return null;
  return (
    <section className={classes.failures} aria-labelledby="failures-heading">
      <div className={classes.failuresHead}>
        <h2 id="failures-heading">{`${failures.length} stayed as they were`}</h2>
        <IconButton icon={XIcon} aria-label="Close the list" variant="invisible" onClick={forget} />
      </div>
      <ul>
        {failures.map(({ link, problem }) => (
          <li key={link.id}>
            <PageLink
              to="/workspaces/$workspace/integrations/$link"
              params={{ workspace, link: String(link.id) }}
              inline
            >
              <DocumentName workspace={workspace} document={link.document} />
            </PageLink>{" "}
            ({link.path}): {problem.detail} {problem.remedy !== problem.detail && problem.remedy}
          </li>
        ))}
      </ul>
    </section>
  );
}
