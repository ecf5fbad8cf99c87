import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useWayOn } from "../shell/use-way-on.ts";
import { type BackupPageAnswers, readBackupPageAnswers, wishOf } from "./backup-page-answers.ts";
import { BACKUP_KEEPS } from "../adding/link-settings.ts";
import { SecretsLine } from "../adding/secrets-line.tsx";
import { SettingsFields } from "../adding/settings-fields.tsx";
import { useKeptAnswers } from "../adding/use-kept-answers.ts";
import { addBackup, collectionQuery } from "../api/collections.ts";
import type { CollectionWithSecrets, Repository } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { PlaceForm } from "../places/place-form.tsx";
import { useRepository } from "../places/use-repository.ts";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { BackupFile } from "./backup-file.tsx";

const COLLECTION = "/workspaces/$workspace/collections/$collection";

const ABOUT =
  "Each save becomes a commit. A file that was there before is never overwritten without your choice.";

export function BackupPage(): ReactElement {
  const params = useParams({ from: `${COLLECTION}/backup` });
  const { workspace, collection: id } = params;
  const client = useQueryClient();
  const goOn = useWayOn();
  const collection = useQuery(collectionQuery(workspace, id));
  const title = collection.data?.name ?? "Collection";
  const { answers, change, drop } = useKeptAnswers(`backup/${workspace}/${id}`, readBackupPageAnswers);
  const { place, file } = answers;
  const amend = (changed: Partial<BackupPageAnswers>): void => change({ ...answers, ...changed });
  const chosen = useRepository(workspace, place.repository);
  const add = useMutation({
    mutationFn: (repository: Repository) => addBackup(workspace, id, wishOf(repository, answers)),
    onSuccess: async () => {
      drop();
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      await goOn({ to: COLLECTION, params });
    },
  });
  return (
    <Page
      title={`Back up ${title}`}
      above={
        <PageLink to={COLLECTION} params={params}>
          Collection
        </PageLink>
      }
      // The name may take several lines: what is beneath it waits for it, and does not move.
      about={collection.isPending ? undefined : ABOUT}
    >
      <Loaded query={collection}>
        {(known) => (
          <PlaceForm
            workspace={workspace}
            place={place}
            onPlace={(next) => amend({ place: next })}
            warning={<Warning workspace={workspace} collection={known} repository={chosen} />}
            lastStep="Name the place"
            error={add.error}
            action="Back it up"
            isWhole={known.writable}
            isBusy={add.isPending}
            onSubmit={add.mutate}
            cancel={
              <PageButton to={COLLECTION} params={params}>
                Cancel
              </PageButton>
            }
          >
            <BackupFile name={known.name} file={file} onFile={(next) => amend({ file: next })} />
            <SettingsFields settings={answers} keeps={BACKUP_KEEPS} onSettings={amend} />
          </PlaceForm>
        )}
      </Loaded>
    </Page>
  );
}

interface WarningProps {
  readonly workspace: string;
  readonly collection: CollectionWithSecrets;
  readonly repository: Repository | null;
}

function Warning({ workspace, collection, repository }: WarningProps): ReactElement {
  if (!collection.writable) return <OnlyRead of={collection} />;
  return <SecretsLine workspace={workspace} collection={collection.id} repository={repository} />;
}
