import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { comparisonQuery, type RevisionPair } from "../api/comparison.ts";
import type { Revision } from "../api/contract.ts";
import { levelCounts } from "./comparison-words.ts";
import { LevelLabel } from "./level-label.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface BreakingLabelsProps extends RevisionListProps {
  readonly revision: Revision;
  /** With the one before; null: there is none, or it is not read yet. */
  readonly pair: RevisionPair | null;
}

/** What it may break, as far as it is known: nothing is asked for here. */
export function BreakingLabels(props: BreakingLabelsProps): ReactElement {
  const { workspace, document, revision, pair } = props;
  const query = comparisonQuery(workspace, document, pair ?? { from: 0, to: 0 });
  const { data } = useQuery({ ...query, enabled: false });
  const counts = levelCounts(data ?? revision.changes).filter(({ level }) => level !== "compatible");
  return (
    <>
      {counts.map(({ level, count }) => (
        <LevelLabel key={level} level={level} count={count} />
      ))}
    </>
  );
}
