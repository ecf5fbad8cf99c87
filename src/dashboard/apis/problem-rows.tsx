import { AlertIcon, XCircleIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { Problem } from "../../core/sync/model.ts";
import rows from "../styles/rows.module.css";
import own from "./apis.module.css";
import { problemWords } from "./problem-words.ts";

export interface ProblemRowsProps {
  readonly problems: readonly Problem[];
  readonly onLine: (line: number) => void;
}

/** Those of the text itself lead to their line; those of the files that it refers to stand under the name of theirs. */
export function ProblemRows({ problems, onLine }: ProblemRowsProps): ReactElement {
  const ofText = problems.filter(({ path }) => path === undefined);
  const ofFiles = Map.groupBy(
    problems.filter(({ path }) => path !== undefined),
    ({ path }) => path ?? "",
  );
  return (
    <div className={own.problems}>
      {ofText.length > 0 && (
        <ul>
          {ofText.map((problem) => (
            <li key={keyOf(problem)}>
              <button type="button" className={classesOf(problem)} onClick={() => onLine(problem.line)}>
                <Said problem={problem} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {[...ofFiles].map(([path, within]) => (
        <details key={path} open>
          <summary>{`${path}: ${problemWords(within)}`}</summary>
          <ul>
            {within.map((problem) => (
              <li key={keyOf(problem)} className={classesOf(problem)}>
                <Said problem={problem} />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function keyOf({ line, column, rule, message }: Problem): string {
  return `${line}:${column}:${rule}:${message}`;
}

function classesOf({ severity }: Problem): string {
  return `${own.problem} ${severity === "error" ? own.error : own.warning}`;
}

function Said({ problem: { severity, message, line } }: { readonly problem: Problem }): ReactElement {
  return (
    <>
      {severity === "error" ? <XCircleIcon aria-label="Error" /> : <AlertIcon aria-label="Warning" />}
      <span>{message}</span>
      <span className={rows.small}>{`line ${line}`}</span>
    </>
  );
}
