import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { comparisonQuery } from "../api/comparison.ts";
import type { Revision } from "../api/contract.ts";
import type { RevisionListProps } from "./revision-list.tsx";
import { uncountedPairs } from "./uncounted-pairs.ts";

/** Of one list: the server compares one pair at a time, for everybody. */
const MOST = 20;

export interface Counting {
  /** Numbers of revisions that are to be counted once somebody sees them. */
  readonly wanted: ReadonlySet<number>;
  readonly onSeen: (number: number) => void;
}

/**
 * Has compared what nobody has compared yet, of what somebody sees: one after the other, and each once, for the server keeps how
 * much it found.
 */
export function useCounting(
  { workspace, document }: RevisionListProps,
  revisions: readonly Revision[],
): Counting {
  const client = useQueryClient();
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set());
  const pairs = uncountedPairs(document, revisions);
  const queries = pairs
    .filter(({ to }) => seen.has(to))
    .slice(0, MOST)
    .map((pair) => comparisonQuery(workspace, document, pair));
  const isOpen = ({ queryKey }: (typeof queries)[number]): boolean =>
    (client.getQueryState(queryKey)?.status ?? "pending") === "pending";
  const next = queries.find(isOpen);
  useQuery({
    ...(next ?? comparisonQuery(workspace, document, { from: 0, to: 0 })),
    enabled: next !== undefined,
  });
  return {
    wanted: new Set(pairs.map(({ to }) => to)),
    onSeen: (number) => setSeen((before) => (before.has(number) ? before : new Set([...before, number]))),
  };
}
