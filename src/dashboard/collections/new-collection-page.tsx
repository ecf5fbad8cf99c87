import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { importCollection } from "../api/collections.ts";
import { workspaceKey } from "../api/keys.ts";
import { FileField } from "../places/file-field.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Failure } from "../states/failure.tsx";
import own from "./collections.module.css";

export function NewCollectionPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const upload = useMutation({
    mutationFn: () => importCollection(workspace, text),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      const params = { workspace, collection: id };
      await navigate({ to: "/workspaces/$workspace/collections/$collection", params });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    upload.mutate();
  };
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
      <form className={own.form} onSubmit={submit}>
        <FileField label="Collection file" onText={setText} />
        {upload.error !== null && <Failure title="It was not uploaded" error={upload.error} />}
        <div>
          <Button type="submit" variant="primary" disabled={text === ""} loading={upload.isPending}>
            Upload
          </Button>
        </div>
      </form>
    </Page>
  );
}
