import { AlertIcon, XCircleIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { Problem } from "../../core/sync/model.ts";
import rows from "../styles/rows.module.css";
import own from "./apis.module.css";

export interface ProblemRowsProps {
  readonly problems: readonly Problem[];
  readonly onLine: (line: number) => void;
}

export function ProblemRows({ problems, onLine }: ProblemRowsProps): ReactElement {
  return (
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
  );
}
