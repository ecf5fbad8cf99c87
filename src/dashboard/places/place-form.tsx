import { Button } from "@primer/react";
import type { ReactElement, ReactNode } from "react";
import type { Repository } from "../api/contract.ts";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { useSubmit } from "../states/use-submit.ts";
import { BranchField } from "./branch-field.tsx";
import type { Place } from "./place.ts";
import { PlaceProblems } from "./place-problems.tsx";
import classes from "./places.module.css";
import { RepositoryField } from "./repository-field.tsx";
import { Step } from "./step.tsx";
import { useIsPlaceAwaited, useRepository } from "./use-repository.ts";

export interface PlaceFormProps {
  readonly workspace: string;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  /** Said of the chosen repository. */
  readonly warning?: ReactNode;
  readonly lastStep: string;
  /** The fields of the last step. */
  readonly children: ReactNode;
  readonly error: unknown;
  readonly action: string;
  readonly isWhole: boolean;
  readonly isBusy: boolean;
  readonly onSubmit: (repository: Repository) => void;
  readonly cancel: ReactNode;
}

/** Step by step to a file in a repository; a step comes when the one before is done. */
export function PlaceForm(props: PlaceFormProps): ReactElement {
  const { workspace, place, onPlace, warning, lastStep, children, error, isWhole, isBusy, onSubmit } = props;
  const { branch } = place;
  const repository = useRepository(workspace, place.repository);
  const isAwaited = useIsPlaceAwaited(workspace, place.repository);
  const submit = useSubmit(isBusy, () => {
    if (repository !== null) onSubmit(repository);
  });
  // It is shown as a whole: nothing moves down when repositories are known.
  if (isAwaited) return <SkeletonRows rows={8} />;
  return (
    <form onSubmit={submit}>
      <ol className={classes.steps}>
        <Step number={1} title="Choose a repository">
          <RepositoryField
            workspace={workspace}
            chosen={place.repository}
            onChoose={({ id }) => onPlace({ repository: id, branch: "" })}
          />
          {warning}
        </Step>
        {repository !== null && (
          <>
            <Step number={2} title="Choose a branch">
              <BranchField
                workspace={workspace}
                repository={repository}
                branch={branch}
                onBranch={(chosen) => onPlace({ repository: repository.id, branch: chosen })}
              />
              <PlaceProblems workspace={workspace} repository={repository.fullName} branch={branch} />
            </Step>
            <Step number={3} title={lastStep}>
              {children}
            </Step>
          </>
        )}
        {error !== null && (
          <li>
            <Failure error={error} />
          </li>
        )}
        <li className={classes.submit}>
          <Button type="submit" variant="primary" disabled={repository === null || !isWhole} loading={isBusy}>
            {props.action}
          </Button>
          {props.cancel}
        </li>
      </ol>
    </form>
  );
}
