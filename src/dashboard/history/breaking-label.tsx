import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { comparisonQuery, type RevisionPair } from "../api/comparison.ts";
import type { Revision } from "../api/contract.ts";
import { levelCounts } from "./comparison-words.ts";
import { LevelLabel } from "./level-label.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface BreakingLabelProps extends RevisionListProps {
  readonly revision: Revision;
  /** With the one before; null: there is none, or it is not read yet. */
  readonly pair: RevisionPair | null;
}

/** The worst that it may do, as far as that is known: nothing is asked for here. One label, which has room wherever the line has. */
export function BreakingLabel(props: BreakingLabelProps): ReactElement | null {
  const { workspace, document, revision, pair } = props;
  const query = comparisonQuery(workspace, document, pair ?? { from: 0, to: 0 });
  const { data } = useQuery({ ...query, enabled: false });
  const [worst] = levelCounts(data ?? revision.changes);
  if (worst === undefined || worst.level === "compatible") return null;
  return <LevelLabel level={worst.level} count={worst.count} />;
}
