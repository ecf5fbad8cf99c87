import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { linkDiagnosisQuery } from "../api/diagnosis.ts";
import { linkQuery } from "../api/links.ts";
import { DocumentName } from "../documents/document-name.tsx";
import { useDocumentName } from "../documents/use-document-name.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { Checklist } from "./checklist.tsx";

export function LinkDiagnosisPage(): ReactElement {
  const { workspace, link: id } = useParams({ from: "/workspaces/$workspace/integrations/$link/diagnosis" });
  const known = useQuery(linkQuery(workspace, id));
  const link = known.data;
  const name = useDocumentName(workspace, link?.document);
  const diagnosis = useQuery(linkDiagnosisQuery(workspace, id));
  return (
    <Page
      title={name === undefined ? "Diagnosis" : `Diagnosis of ${name}`}
      heading={
        link === undefined ? undefined : (
          <>
            Diagnosis of <DocumentName workspace={workspace} document={link.document} />
          </>
        )
      }
      above={
        <>
          <PageLink to="/workspaces/$workspace/integrations" params={{ workspace }}>
            Integrations
          </PageLink>
          <span>/</span>
          <PageLink to="/workspaces/$workspace/integrations/$link" params={{ workspace, link: id }}>
            {link === undefined ? id : link.path}
          </PageLink>
        </>
      }
      about={
        link === undefined
          ? undefined
          : "Every cause for which it may not work, looked at now, in the order in which to mend them."
      }
    >
      {/* Not before the title is whole, which would move it away. */}
      <Loaded query={known}>{() => <Checklist query={diagnosis} />}</Loaded>
    </Page>
  );
}
