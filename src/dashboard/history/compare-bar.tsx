import type { ReactElement } from "react";
import links from "../links/links.module.css";
import rows from "../styles/rows.module.css";
import { CompareButton } from "./compare-button.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface CompareBarProps extends RevisionListProps {
  /** Numbers of revisions. */
  readonly chosen: readonly number[];
}

/** As high with a button as without. */
export function CompareBar({ workspace, document, chosen }: CompareBarProps): ReactElement {
  const [from, to] = chosen.toSorted((one, other) => one - other);
  const isPair = from !== undefined && to !== undefined && chosen.length === 2;
  return (
    <div className={links.bulk}>
      {isPair ? (
        <CompareButton workspace={workspace} document={document} pair={{ from, to }} size="small">
          {`Compare revision ${from} with ${to}`}
        </CompareButton>
      ) : (
        <p className={rows.small}>{wordsFor(chosen.length)}</p>
      )}
    </div>
  );
}

function wordsFor(chosen: number): string {
  if (chosen === 0) return "Choose two revisions to compare them.";
  return chosen === 1 ? "Choose one more to compare the two." : `Two can be compared; ${chosen} are chosen.`;
}
