import { AlertIcon, XCircleIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { Revision } from "../api/contract.ts";
import rows from "../styles/rows.module.css";
import own from "./apis.module.css";

export interface ProblemListProps {
  readonly revision: Revision | null;
  readonly isChanged: boolean;
  readonly onLine: (line: number) => void;
}

export function ProblemList({ revision, isChanged, onLine }: ProblemListProps): ReactElement | null {
  if (revision === null) return null;
  const { problems } = revision;
  if (problems.length === 0) return <p className={rows.small}>No problems were found in the saved text.</p>;
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return (
    <section aria-labelledby="problems-heading">
      <h2 id="problems-heading" className={own.heading}>
        {`${counted(errors, "error")}, ${counted(problems.length - errors, "warning")}`}
      </h2>
      {isChanged && <p className={rows.small}>Of the saved text; yours is checked when you save it.</p>}
      <ul className={own.problems}>
        {problems.map(({ line, column, severity, message, rule }) => (
          <li key={`${line}:${column}:${rule}:${message}`}>
            <button
              type="button"
              className={`${own.problem} ${severity === "error" ? own.error : own.warning}`}
              onClick={() => onLine(line)}
            >
              {severity === "error" ? <XCircleIcon aria-label="Error" /> : <AlertIcon aria-label="Warning" />}
              <span>{message}</span>
              <span className={rows.small}>{`line ${line}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
