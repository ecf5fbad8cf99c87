import { Link as PrimerLink } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { repositoryDiagnosisQuery } from "../api/diagnosis.ts";
import classes from "./places.module.css";

export interface PlaceProblemsProps {
  readonly workspace: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: the default one. */
  readonly branch: string;
}

/** Those that would keep a save from getting there: where a branch takes no commits, it becomes a pull request. */
const IN_THE_WAY: ReadonlySet<string> = new Set([
  "host_connection",
  "app_credentials",
  "installation",
  "permissions",
  "repository_access",
  "repository_archived",
  "branch",
  "commit_signing",
]);

/** What would not work there, looked at as soon as the place is chosen; nothing where all is well. */
export function PlaceProblems({ workspace, repository, branch }: PlaceProblemsProps): ReactElement | null {
  const { data } = useQuery(repositoryDiagnosisQuery(workspace, repository, branch));
  const problems = (data?.items ?? []).filter(
    ({ check, verdict }) => verdict === "problem" && IN_THE_WAY.has(check),
  );
  if (problems.length === 0) return null;
  return (
    <ul className={classes.problems} aria-label="What will not work here">
      {problems.map(({ check, seen, remedy }) => (
        <li key={check}>
          {seen}{" "}
          {remedy !== null && (
            <>
              {remedy.text}{" "}
              <PrimerLink href={remedy.url} target="_blank" rel="noopener noreferrer" inline>
                Where
              </PrimerLink>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
