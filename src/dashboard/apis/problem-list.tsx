import type { ReactElement } from "react";
import type { Revision } from "../api/contract.ts";
import rows from "../styles/rows.module.css";
import own from "./apis.module.css";
import { ProblemRows } from "./problem-rows.tsx";
import { problemWords } from "./problem-words.ts";

export interface ProblemListProps {
  readonly revision: Revision | null;
  readonly isChanged: boolean;
  readonly onLine: (line: number) => void;
}

export function ProblemList({ revision, isChanged, onLine }: ProblemListProps): ReactElement | null {
  if (revision === null) return null;
  const { problems } = revision;
  if (problems.length === 0) return <p className={rows.small}>No problems were found in the saved text.</p>;
  return (
    <section aria-labelledby="problems-heading">
      <h2 id="problems-heading" className={own.heading}>
        {problemWords(problems)}
      </h2>
      {isChanged && <p className={rows.small}>Of the saved text; yours is checked when you save it.</p>}
      <ProblemRows problems={problems} onLine={onLine} />
    </section>
  );
}
