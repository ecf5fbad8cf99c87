import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { comparisonQuery, type RevisionPair } from "../api/comparison.ts";
import type { Comparison as ComparisonAnswer } from "../api/contract.ts";
import type { LineInDifference } from "../editor/difference.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import { ChangeList } from "./change-list.tsx";
import { levelCounts, limitWords, lineCounts } from "./comparison-words.ts";
import own from "./history.module.css";
import { LevelLabel } from "./level-label.tsx";
import type { RevisionListProps } from "./revision-list.tsx";
import { TextDifference } from "./text-difference.tsx";

export interface ComparisonProps extends RevisionListProps {
  readonly pair: RevisionPair;
}

/** What changed for those who use it, and beneath it the texts. */
export function Comparison(props: ComparisonProps): ReactElement {
  const { workspace, document, pair } = props;
  const query = useQuery(comparisonQuery(workspace, document, pair));
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={6} height="72px" />}>
      {(answer) => <Found key={`${pair.from} ${pair.to}`} {...props} answer={answer} />}
    </Loaded>
  );
}

function Found({ answer, ...props }: ComparisonProps & { readonly answer: ComparisonAnswer }): ReactElement {
  const [place, setPlace] = useState<LineInDifference | null>(null);
  const { changes, text, summary } = answer;
  const limit = limitWords(answer);
  return (
    <div className={own.comparison}>
      <section className={own.found} aria-labelledby="changes-heading">
        <h2 id="changes-heading">What changed</h2>
        <Counts answer={answer} />
        {summary !== null && <p className={rows.small}>{summary}</p>}
        {limit !== null && <p>{limit}</p>}
        <ChangeList
          changes={changes ?? []}
          onPlace={text === null ? null : ({ side, line }) => setPlace({ side, line })}
        />
      </section>
      <section className={own.found} aria-labelledby="text-heading">
        <h2 id="text-heading">The text</h2>
        {text !== null && <p className={rows.small}>{lineCounts(text)}</p>}
        <TextDifference {...props} text={text} place={place} />
      </section>
    </div>
  );
}

/** Nothing where nothing has a level. */
function Counts({ answer }: { readonly answer: ComparisonAnswer }): ReactElement | null {
  const counts = levelCounts(answer);
  if (counts.length === 0) return null;
  return (
    <p className={own.counts}>
      {counts.map(({ level, count }) => (
        <LevelLabel key={level} level={level} count={count} />
      ))}
    </p>
  );
}
