import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { UploadForm } from "../uploading/upload-form.tsx";

export function NewCollectionPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <Page
      title="Upload a collection"
      above={
        <PageLink to="/workspaces/$workspace/collections" params={{ workspace }}>
          Collections
        </PageLink>
      }
      about="As Postman exports it: format v2.0 or v2.1."
    >
      <UploadForm workspace={workspace} label="Collection files" />
    </Page>
  );
}
