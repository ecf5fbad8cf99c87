import { Banner } from "@primer/react";
import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactElement, useEffect } from "react";
import { announce } from "../announce/live-region.ts";
import type { Diagnosis } from "../api/contract.ts";
import { OutsideLink } from "../shell/outside-link.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { Moment } from "../times/moment.tsx";
import { CHECK_NAMES, type Finding, summaryOf, wayWords } from "./check-words.ts";
import classes from "./diagnosis.module.css";
import { LookAgain } from "./look-again.tsx";
import { VerdictLabel } from "./verdict-label.tsx";

export interface ChecklistProps {
  readonly query: UseQueryResult<Diagnosis>;
}

/** Every cause of trouble, in the order in which to mend them. */
export function Checklist({ query }: ChecklistProps): ReactElement {
  const { data, error, isFetching, refetch } = query;
  const at = data?.at;
  const summary = data === undefined ? null : summaryOf(data);
  useEffect(() => {
    if (at !== undefined && summary !== null) announce(summary);
  }, [at, summary]);
  if (data === undefined && error !== null) {
    return (
      <Failure
        title="The diagnosis could not be made"
        error={error}
        onRetry={() => void refetch()}
        isRetrying={isFetching}
      />
    );
  }
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <p>
          {data === undefined ? (
            "GitHub is being asked; this takes some seconds."
          ) : (
            <>
              Looked at <Moment at={data.at} />
            </>
          )}
        </p>
        <LookAgain query={query} />
      </div>
      {data !== undefined && error !== null && <Failure title="Looking again did not work" error={error} />}
      {data === undefined || summary === null ? (
        <SkeletonRows rows={12} height="56px" />
      ) : (
        <>
          <Banner
            title={summary}
            hideTitle
            description={summary}
            variant={data.problems === 0 ? "success" : "critical"}
          />
          <ol className={classes.checks}>
            {data.items.map((finding) => (
              <FindingRow key={finding.check} finding={finding} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }): ReactElement {
  const { check, verdict, seen, remedy } = finding;
  return (
    <li className={classes.check} data-verdict={verdict}>
      <VerdictLabel verdict={verdict} />
      <div className={classes.said}>
        <h3>{CHECK_NAMES[check]}</h3>
        <p>{seen}</p>
        {remedy !== null && (
          <p className={classes.remedy}>
            <strong>What to do:</strong> {remedy.text}{" "}
            <OutsideLink href={remedy.url}>{wayWords(remedy.url, location.origin)}</OutsideLink>
          </p>
        )}
      </div>
    </li>
  );
}
