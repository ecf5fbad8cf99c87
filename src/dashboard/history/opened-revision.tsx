import type { ReactElement } from "react";
import type { RevisionPair } from "../api/comparison.ts";
import { ChangeCounts } from "./change-counts.tsx";
import { RevisionChange, type RevisionChangeProps } from "./revision-change.tsx";

export interface OpenedRevisionProps extends RevisionChangeProps {
  /** With the one before; null: there is none, or it is not read yet. */
  readonly pair: RevisionPair | null;
}

/** What a revision changed: how much of it breaks, and the texts. */
export function OpenedRevision({ pair, ...change }: OpenedRevisionProps): ReactElement {
  const { workspace, document } = change;
  return (
    <>
      {pair !== null && <ChangeCounts workspace={workspace} document={document} pair={pair} />}
      <RevisionChange {...change} />
    </>
  );
}
