import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { BranchField } from "../places/branch-field.tsx";
import type { Place } from "../places/place.ts";
import { PlaceProblems } from "../places/place-problems.tsx";
import { RepositoryField } from "../places/repository-field.tsx";
import { Step } from "../places/step.tsx";

export interface PlaceStepsProps {
  readonly workspace: string;
  /** Of the first of the two. */
  readonly number: number;
  readonly place: Place;
  /** The chosen one, once it is known. */
  readonly repository: Repository | null;
  /** @param id GitHub's */
  readonly onRepository: (id: number) => void;
  readonly onBranch: (branch: string) => void;
}

/** A repository, then a branch of it, with what would not work there. */
export function PlaceSteps(props: PlaceStepsProps): ReactElement {
  const { workspace, number, place, repository, onRepository, onBranch } = props;
  return (
    <>
      <Step number={number} title="Choose a repository">
        <RepositoryField
          workspace={workspace}
          chosen={place.repository}
          onChoose={({ id }) => onRepository(id)}
        />
      </Step>
      {repository !== null && (
        <Step number={number + 1} title="Choose a branch">
          <BranchField
            workspace={workspace}
            repository={repository}
            branch={place.branch}
            onBranch={onBranch}
          />
          <PlaceProblems workspace={workspace} repository={repository.fullName} branch={place.branch} />
        </Step>
      )}
    </>
  );
}
