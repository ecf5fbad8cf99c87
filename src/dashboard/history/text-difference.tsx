import { Link as PrimerLink } from "@primer/react";
import { useQueries } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { comparedTextQuery } from "../api/comparison.ts";
import type { Comparison as ComparisonAnswer } from "../api/contract.ts";
import { pathOf } from "../api/request.ts";
import { isCollection } from "../api/revisions.ts";
import type { LineInDifference } from "../editor/difference.tsx";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import { WithoutSecrets } from "../secrets/without-secrets.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import type { ComparisonProps } from "./comparison.tsx";

export interface TextDifferenceProps extends ComparisonProps {
  readonly text: ComparisonAnswer["text"];
  readonly place: LineInDifference | null;
}

export function TextDifference({ text, ...props }: TextDifferenceProps): ReactElement {
  if (text === null) return <NoText {...props} />;
  if (text.added + text.removed === 0) return <p>No line differs.</p>;
  return <Texts {...props} />;
}

type TextsProps = Omit<TextDifferenceProps, "text">;

function Texts({ workspace, document, pair, place }: TextsProps): ReactElement {
  const numbers = [pair.from, pair.to];
  const texts = useQueries({
    queries: numbers.map((number) => comparedTextQuery(workspace, document, number)),
  });
  const failed = texts.find(({ error }) => error !== null);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  const [before, after] = texts.map(({ data }) => data);
  if (before === undefined || after === undefined) return <SkeletonRows rows={1} height="30vh" />;
  const label = `From revision ${pair.from} to revision ${pair.to}`;
  return (
    <WithoutSecrets isCollection={isCollection(document)} before={before} after={after}>
      {(shown) => <LazyDifference label={label} before={shown.before} after={shown.after} place={place} />}
    </WithoutSecrets>
  );
}

function NoText({ workspace, document, pair }: TextsProps): ReactElement {
  const contentOf = (number: number): string =>
    `/api/v1${pathOf(workspace, ...document, "revisions", number, "content")}`;
  return (
    <p>
      {"They are no text, or too long to be shown beside each other. Download "}
      <PrimerLink href={contentOf(pair.from)}>{`revision ${pair.from}`}</PrimerLink>
      {" and "}
      <PrimerLink href={contentOf(pair.to)}>{`revision ${pair.to}`}</PrimerLink>
      {" to compare them on your machine."}
    </p>
  );
}
