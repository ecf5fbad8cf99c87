import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { KEEPS } from "../adding/link-settings.ts";
import { SettingsFields } from "../adding/settings-fields.tsx";
import { versionQuery } from "../api/apis.ts";
import { PlaceForm } from "../places/place-form.tsx";
import { useRepository } from "../places/use-repository.ts";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { ConnectFile } from "./connect-file.tsx";
import { fileFor } from "./file-for.ts";
import { useConnecting } from "./use-connecting.ts";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export function ConnectPage(): ReactElement {
  const params = useParams({ from: `${VERSION}/connect` });
  const { workspace, api, version } = params;
  const { data } = useQuery(versionQuery(workspace, api, version));
  const { answers, change, connect, isBusy, error } = useConnecting(params);
  const { place } = answers;
  const repository = useRepository(workspace, place.repository);
  const file = answers.file ?? fileFor(api, data?.kind ?? null);
  return (
    <Page
      title={`Connect ${api} ${version}`}
      above={<PageLink to={VERSION} params={params}>{`${api} ${version}`}</PageLink>}
      about="From then on a push changes the schema here, and a save here becomes a commit."
    >
      <OnlyRead of={data} />
      <PlaceForm
        workspace={workspace}
        place={place}
        onPlace={(chosen) => change({ ...answers, place: chosen })}
        lastStep="Name the file"
        error={error}
        action="Connect"
        isWhole={file.trim() !== "" && data?.writable !== false}
        isBusy={isBusy}
        onSubmit={({ id }) => connect({ repository: id, file })}
        cancel={
          <PageButton to={VERSION} params={params}>
            Cancel
          </PageButton>
        }
      >
        {repository !== null && (
          <ConnectFile
            workspace={workspace}
            repository={repository}
            branch={place.branch}
            file={file}
            onFile={(chosen) => change({ ...answers, file: chosen })}
          />
        )}
        <SettingsFields
          settings={answers}
          keeps={KEEPS}
          onSettings={(changed) => change({ ...answers, ...changed })}
        />
      </PlaceForm>
    </Page>
  );
}
