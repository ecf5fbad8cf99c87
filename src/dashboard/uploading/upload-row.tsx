import { CheckIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { Made } from "../api/imports.ts";
import { Problem } from "../api/problem.ts";
import { useCollectionName } from "../documents/use-collection-name.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Failure } from "../states/failure.tsx";
import rows from "../styles/rows.module.css";
import type { Upload } from "./use-uploads.ts";

export interface UploadRowProps {
  readonly workspace: string;
  readonly upload: Upload;
  readonly onAgain: () => void;
  readonly isBusy: boolean;
}

/** What became of a file. */
export function UploadRow({ workspace, upload, onAgain, isBusy }: UploadRowProps): ReactElement {
  const { name } = upload.file;
  return (
    <li className={rows.row} aria-label={name}>
      <div className={rows.about}>
        <strong>{name}</strong>
        {"made" in upload && (
          <p className={rows.small}>
            <CheckIcon size={12} /> <MadeWords workspace={workspace} made={upload.made} />
          </p>
        )}
      </div>
      {"error" in upload && (
        <div className={rows.opened}>
          <Failure
            title="It became nothing"
            error={upload.error}
            // What this file itself shows to be wrong stays wrong.
            {...(upload.error instanceof Problem && { onRetry: onAgain, isRetrying: isBusy })}
          />
        </div>
      )}
    </li>
  );
}

interface MadeWordsProps {
  readonly workspace: string;
  readonly made: Made;
}

function MadeWords({ workspace, made }: MadeWordsProps): ReactElement {
  if ("collection" in made) return <MadeCollection workspace={workspace} collection={made.collection} />;
  const to = "/workspaces/$workspace/apis/$api/versions/$version";
  return (
    <>
      Became version {made.version} of the API{" "}
      <PageLink to={to} params={{ workspace, ...made }}>
        {made.api}
      </PageLink>
      .
    </>
  );
}

function MadeCollection({
  workspace,
  collection,
}: {
  readonly workspace: string;
  readonly collection: string;
}): ReactElement {
  const name = useCollectionName(workspace, collection);
  return (
    <>
      Became the collection{" "}
      <PageLink to="/workspaces/$workspace/collections/$collection" params={{ workspace, collection }}>
        {name ?? collection}
      </PageLink>
      .
    </>
  );
}
