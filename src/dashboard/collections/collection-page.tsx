import { Button } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { collectionQuery } from "../api/collections.ts";
import type { CollectionWithSecrets } from "../api/contract.ts";
import { pathOf } from "../api/request.ts";
import { RevisionList } from "../history/revision-list.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Held } from "../states/held.tsx";
import { Loaded } from "../states/loaded.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { BackupList } from "./backup-list.tsx";
import own from "./collections.module.css";
import { DeleteCollectionDialog } from "./delete-collection-dialog.tsx";
import { SendingUrl } from "./sending-url.tsx";

const Contents = lazy(async () => ({ default: (await import("./contents/contents.tsx")).Contents }));

const COLLECTION = "/workspaces/$workspace/collections/$collection";

export function CollectionPage(): ReactElement {
  const params = useParams({ from: COLLECTION });
  const { workspace, collection: id } = params;
  const [isDeleting, setIsDeleting] = useState(false);
  const query = useQuery(collectionQuery(workspace, id));
  return (
    <Page
      title={query.data?.name ?? "Collection"}
      above={
        <PageLink to="/workspaces/$workspace/collections" params={{ workspace }}>
          Collections
        </PageLink>
      }
      actions={
        <CollectionActions
          workspace={workspace}
          id={id}
          collection={query.data}
          onDelete={() => setIsDeleting(true)}
        />
      }
    >
      <Loaded query={query}>
        {(loaded) => <Sections key={id} workspace={workspace} collection={loaded} />}
      </Loaded>
      {isDeleting && (
        <DeleteCollectionDialog workspace={workspace} id={id} onClose={() => setIsDeleting(false)} />
      )}
    </Page>
  );
}

interface CollectionActionsProps {
  readonly workspace: string;
  readonly id: string;
  /** Undefined: it is not read yet. */
  readonly collection: CollectionWithSecrets | undefined;
  readonly onDelete: () => void;
}

function CollectionActions(props: CollectionActionsProps): ReactElement {
  const { workspace, id, collection, onDelete } = props;
  const mayWrite = collection?.writable !== false;
  const number = collection?.revision?.number;
  return (
    <Held isHeld={collection === undefined}>
      {mayWrite && (
        <PageButton to={`${COLLECTION}/backup`} params={{ workspace, collection: id }} variant="primary">
          Add a backup
        </PageButton>
      )}
      {collection?.revision !== null && (
        <Button
          as="a"
          href={`/api/v1${pathOf(workspace, "collections", id, "revisions", number ?? 0, "content")}`}
        >
          Download
        </Button>
      )}
      {mayWrite && (
        <Button variant="danger" onClick={onDelete}>
          Delete collection
        </Button>
      )}
    </Held>
  );
}

interface SectionsProps {
  readonly workspace: string;
  readonly collection: CollectionWithSecrets;
}

function Sections({ workspace, collection }: SectionsProps): ReactElement {
  const { id, backups, secrets, revision, writable } = collection;
  // It is told once: nothing that is saved, or read again, takes it away.
  const [url, setUrl] = useState<string | null>(null);
  const where = (
    <section className={own.section} aria-labelledby="backups-heading">
      <h2 id="backups-heading">Backups</h2>
      <BackupList workspace={workspace} backups={backups} />
    </section>
  );
  const more = (
    <>
      {writable && (
        <section className={own.section} aria-labelledby="sending-heading">
          <h2 id="sending-heading">Send it here</h2>
          <SendingUrl workspace={workspace} id={id} url={url} onUrl={setUrl} />
        </section>
      )}
      <section className={own.section} aria-labelledby="history-heading">
        <h2 id="history-heading">History</h2>
        <RevisionList workspace={workspace} document={["collections", id]} mayWrite={writable} />
      </section>
    </>
  );
  return (
    <div className={own.sections}>
      <OnlyRead of={collection} />
      {revision === null ? (
        <>
          {where}
          {more}
        </>
      ) : (
        <Suspense fallback={<SkeletonRows rows={4} />}>
          <Contents
            key={id}
            workspace={workspace}
            blob={revision.blob}
            secrets={secrets}
            above={where}
            below={more}
          />
        </Suspense>
      )}
    </div>
  );
}
