import type { ReactElement } from "react";
import { CompareButton } from "./compare-button.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface CompareChosenProps extends RevisionListProps {
  /** Numbers of revisions. */
  readonly chosen: readonly number[];
}

/** The way to compare two, or what is missing for it. */
export function CompareChosen({ workspace, document, chosen }: CompareChosenProps): ReactElement {
  const [from, to] = chosen.toSorted((one, other) => one - other);
  if (from === undefined || to === undefined || chosen.length !== 2) return <>{wordsFor(chosen.length)}</>;
  return (
    <CompareButton workspace={workspace} document={document} pair={{ from, to }} size="small">
      {`Compare revision ${from} with ${to}`}
    </CompareButton>
  );
}

function wordsFor(chosen: number): string {
  if (chosen === 0) return "Choose two revisions to compare them.";
  return chosen === 1 ? "Choose one more to compare the two." : `Two can be compared; ${chosen} are chosen.`;
}
