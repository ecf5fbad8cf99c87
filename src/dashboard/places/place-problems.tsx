import { Link as PrimerLink } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { repositoryDiagnosisQuery } from "../api/diagnosis.ts";
import { HeldLine } from "./held-line.tsx";
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

/** What would not work there, looked at as soon as the place is chosen. */
export function PlaceProblems({ workspace, repository, branch }: PlaceProblemsProps): ReactElement {
  const { data, error } = useQuery(repositoryDiagnosisQuery(workspace, repository, branch));
  if (error !== null)
    return <HeldLine tone="looking" words="It cannot be looked at now whether saves get there." />;
  if (data === undefined) return <HeldLine tone="looking" words="Looking whether saves get there …" />;
  const problems = data.items.filter(({ check, verdict }) => verdict === "problem" && IN_THE_WAY.has(check));
  const [first, ...others] = problems;
  if (first === undefined) return <HeldLine tone="fine" words="Nothing keeps saves from getting there." />;
  return (
    <HeldLine
      tone="attention"
      words={others.length === 0 ? first.seen : `${problems.length} things keep saves from getting there`}
    >
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
    </HeldLine>
  );
}
