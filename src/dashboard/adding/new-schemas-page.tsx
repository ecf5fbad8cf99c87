import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { allApisQuery } from "../api/all-apis.ts";
import { Loaded } from "../states/loaded.tsx";
import { AddingPage } from "./adding-page.tsx";
import { SchemaForm } from "./schema-form.tsx";

export function NewSchemasPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const apis = useQuery(allApisQuery(workspace));
  return (
    <AddingPage
      title="Sync API schemas"
      about="Each file becomes a version of an API. From then on a push changes the schema here, and a save here becomes a commit."
    >
      <Loaded query={apis}>
        {({ items, isCut }) => <SchemaForm workspace={workspace} apis={items} isCut={isCut} />}
      </Loaded>
    </AddingPage>
  );
}
