import { FormControl, TextInput } from "@primer/react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { connectVersion, versionQuery } from "../api/apis.ts";
import type { Repository } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { FoundFiles } from "../places/found-files.tsx";
import { NO_PLACE, PlaceForm } from "../places/place-form.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { fileFor } from "./file-for.ts";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export function ConnectPage(): ReactElement {
  const params = useParams({ from: `${VERSION}/connect` });
  const { workspace, api, version } = params;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery(versionQuery(workspace, api, version));
  const [place, setPlace] = useState(NO_PLACE);
  const [typedFile, setFile] = useState<string | null>(null);
  const file = typedFile ?? fileFor(api, data?.kind ?? null);
  const connect = useMutation({
    mutationFn: ({ id: repository }: Repository) =>
      connectVersion(params, { repository, file, ...(place.branch !== "" && { branch: place.branch }) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      await navigate({ to: VERSION, params });
    },
  });
  return (
    <Page
      title={`Connect ${api} ${version}`}
      above={<PageLink to={VERSION} params={params}>{`${api} ${version}`}</PageLink>}
      about="From then on a push changes the schema here, and a save here becomes a commit."
    >
      <PlaceForm
        workspace={workspace}
        place={place}
        onPlace={setPlace}
        lastStep="Name the file"
        error={connect.error}
        action="Connect"
        isWhole={file.trim() !== ""}
        isBusy={connect.isPending}
        onSubmit={connect.mutate}
        cancel={
          <PageButton to={VERSION} params={params}>
            Cancel
          </PageButton>
        }
      >
        {place.repository !== null && (
          <FoundFiles
            workspace={workspace}
            repository={place.repository}
            branch={place.branch}
            onChoose={setFile}
          />
        )}
        <FormControl required>
          <FormControl.Label>File</FormControl.Label>
          <TextInput block value={file} onChange={({ target }) => setFile(target.value)} />
          <FormControl.Caption>
            From the repository&apos;s root. A file that is not there yet is made. Where both sides have a
            text and they differ, nothing is touched until you choose one.
          </FormControl.Caption>
        </FormControl>
      </PlaceForm>
    </Page>
  );
}
