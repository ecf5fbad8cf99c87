import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { allApisQuery } from "../api/all-apis.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { MayAdd } from "./may-add.tsx";
import { SchemaForm } from "./schema-form.tsx";

export function NewSchemasPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const apis = useQuery(allApisQuery(workspace));
  return (
    <Page
      title="Sync API schemas"
      above={
        <PageLink to="/workspaces/$workspace/integrations" params={{ workspace }}>
          Integrations
        </PageLink>
      }
      about="Each file becomes a version of an API. From then on a push changes the schema here, and a save here becomes a commit."
    >
      <MayAdd workspace={workspace}>
        <Loaded query={apis}>
          {({ items, isCut }) => <SchemaForm workspace={workspace} apis={items} isCut={isCut} />}
        </Loaded>
      </MayAdd>
    </Page>
  );
}
