import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { comparisonQuery, type RevisionPair } from "../api/comparison.ts";
import { levelCounts } from "./comparison-words.ts";
import own from "./history.module.css";
import { LevelLabel } from "./level-label.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface ChangeCountsProps extends RevisionListProps {
  readonly pair: RevisionPair;
}

/** How many changes break something, or may. Where that is not known, or nothing has a level, the difference below says it all. */
export function ChangeCounts({ workspace, document, pair }: ChangeCountsProps): ReactElement {
  const { data } = useQuery(comparisonQuery(workspace, document, pair));
  const counts = data === undefined ? [] : levelCounts(data);
  return (
    <p className={own.counts} aria-live="polite">
      {counts.map(({ level, count }) => (
        <LevelLabel key={level} level={level} count={count} />
      ))}
      {counts.length === 0 && (data?.summary ?? "")}
    </p>
  );
}
