import { useQueries } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Revision } from "../api/contract.ts";
import { type DocumentPath, isCollection } from "../api/revisions.ts";
import { blobQuery } from "../api/schema.ts";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import { WithoutSecrets } from "../secrets/without-secrets.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";

export interface RevisionChangeProps {
  readonly workspace: string;
  readonly document: DocumentPath;
  readonly revision: Revision;
  /** Null: all of it is shown as new. */
  readonly former: Revision | null;
}

/** What the revision changed. */
export function RevisionChange({ workspace, document, revision, former }: RevisionChangeProps): ReactElement {
  const blobs = former === null ? [revision.blob] : [revision.blob, former.blob];
  const texts = useQueries({ queries: blobs.map((blob) => blobQuery(workspace, blob)) });
  const failed = texts.find(({ error }) => error !== null);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  const [after, before] = texts.map(({ data }) => data);
  if (after === undefined || (former !== null && before === undefined)) return <SkeletonRows rows={3} />;
  const label = former === null ? `Revision ${revision.number}` : `What revision ${revision.number} changed`;
  return (
    <WithoutSecrets isCollection={isCollection(document)} before={before ?? ""} after={after}>
      {(shown) => <LazyDifference label={label} before={shown.before} after={shown.after} />}
    </WithoutSecrets>
  );
}
