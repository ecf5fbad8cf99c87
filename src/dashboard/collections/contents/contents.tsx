import { Button } from "@primer/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useMemo, useRef, useState } from "react";
import type { CollectionWithSecrets } from "../../api/contract.ts";
import { blobQuery } from "../../api/schema.ts";
import { Loaded } from "../../states/loaded.tsx";
import { SkeletonRows } from "../../states/skeleton-rows.tsx";
import rows from "../../styles/rows.module.css";
import sections from "../collections.module.css";
import { type CollectionContents, type CollectionItem, contentsOf } from "./contents-of.ts";
import own from "./contents.module.css";
import { FoundSecrets } from "./found-secrets.tsx";
import { RequestTree } from "./request-tree.tsx";
import { SharedParts } from "./shared-parts.tsx";

export interface ContentsProps extends Pick<CollectionWithSecrets, "secrets"> {
  readonly workspace: string;
  /** The text that is shown. */
  readonly blob: string;
  /** Between the warning and what the collection holds. */
  readonly above: ReactNode;
  /** Shown once it is known how much is above it, so that nothing moves. */
  readonly below: ReactNode;
}

/** Another text that is saved meanwhile is offered, and does not push away what somebody reads. */
export function Contents({ workspace, blob, secrets, above, below }: ContentsProps): ReactElement {
  const [shown, setShown] = useState({ blob, secrets });
  const query = useQuery({ ...blobQuery(workspace, shown.blob), placeholderData: keepPreviousData });
  const contents = useMemo(() => (query.data === undefined ? null : contentsOf(query.data)), [query.data]);
  const heading = useRef<HTMLHeadingElement>(null);
  const [pointer, setPointer] = useState<string | null>(null);
  const show = (item: CollectionItem): void => {
    setPointer(item.pointer);
    heading.current?.focus();
  };
  const renew = (): void => {
    setShown({ blob, secrets });
    heading.current?.focus();
  };
  return (
    <>
      <FoundSecrets secrets={shown.secrets} contents={contents} onItem={show} />
      {above}
      <section className={sections.section} aria-labelledby="requests-heading">
        <div className={own.heading}>
          <h2 ref={heading} id="requests-heading" tabIndex={-1}>
            {contents === null ? "Requests" : `Requests (${contents.requests.length})`}
          </h2>
          {shown.blob !== blob && (
            <Button size="small" onClick={renew}>
              Saved again: show the new text
            </Button>
          )}
        </div>
        <Loaded query={query} skeleton={<SkeletonRows rows={4} />}>
          {() => (
            <Tree
              contents={contents}
              chosen={pointer === null ? null : (contents?.byPointer.get(pointer) ?? null)}
              onAll={() => setPointer(null)}
            />
          )}
        </Loaded>
      </section>
      {contents !== null && <SharedParts source={contents.source} />}
      {!query.isPending && below}
    </>
  );
}

interface TreeProps {
  readonly contents: CollectionContents | null;
  readonly chosen: CollectionItem | null;
  readonly onAll: () => void;
}

function Tree({ contents, chosen, onAll }: TreeProps): ReactElement {
  if (contents !== null) return <RequestTree contents={contents} chosen={chosen} onAll={onAll} />;
  return (
    <p className={rows.small}>Its text cannot be read as a collection; the history below has it as it is.</p>
  );
}
