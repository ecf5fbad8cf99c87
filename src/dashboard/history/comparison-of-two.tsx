import { GitCompareIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useEffect } from "react";
import type { RevisionPair } from "../api/comparison.ts";
import type { Revision } from "../api/contract.ts";
import { newestRevisionsQuery } from "../api/revisions.ts";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { Comparison } from "./comparison.tsx";
import own from "./history.module.css";
import { RevisionChoice, type RevisionChoiceProps } from "./revision-choice.tsx";
import type { RevisionListProps } from "./revision-list.tsx";

export interface ComparisonOfTwoProps extends RevisionListProps {
  /** As the address has it; what it leaves out is the present one, and the one before. */
  readonly asked: Partial<RevisionPair>;
  readonly onPair: (pair: RevisionPair) => void;
  /** Where there are no two: to where another comes from. */
  readonly next: ReactNode;
}

export function ComparisonOfTwo({ asked, onPair, next, ...listed }: ComparisonOfTwoProps): ReactElement {
  const query = useQuery(newestRevisionsQuery(listed.workspace, listed.document));
  return (
    <Loaded query={query} skeleton={<SkeletonRows rows={4} height="64px" />}>
      {(revisions) => {
        const pair = pairOf(asked, revisions);
        if (pair === null) return <NothingToCompare next={next} />;
        const isAsked = asked.from === pair.from && asked.to === pair.to;
        return <Two {...listed} revisions={revisions} pair={pair} isAsked={isAsked} onPair={onPair} />;
      }}
    </Loaded>
  );
}

interface TwoProps extends RevisionListProps, RevisionChoiceProps {
  readonly isAsked: boolean;
}

/** The address names both from then on: what is saved meanwhile does not change what is read. */
function Two({ workspace, document, isAsked, ...choice }: TwoProps): ReactElement {
  const { pair, onPair } = choice;
  useEffect(() => {
    if (!isAsked) onPair(pair);
  });
  return (
    <div className={own.comparison}>
      <RevisionChoice {...choice} />
      <Comparison workspace={workspace} document={document} pair={pair} />
    </div>
  );
}

/** Null: there are no two. */
function pairOf(asked: Partial<RevisionPair>, revisions: readonly Revision[]): RevisionPair | null {
  const to = asked.to ?? revisions[0]?.number;
  if (to === undefined) return null;
  const from = asked.from ?? revisions.find(({ number }) => number < to)?.number;
  return from === undefined ? null : { from, to };
}

function NothingToCompare({ next }: Pick<ComparisonOfTwoProps, "next">): ReactElement {
  return (
    <Empty icon={GitCompareIcon} title="There is nothing to compare yet" actions={next}>
      It takes two revisions: save another text, or push one.
    </Empty>
  );
}
