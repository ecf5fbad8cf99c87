import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { PickOne } from "../choosing/pick-one.tsx";
import { BranchChoice } from "./branch-choice.tsx";

export interface BranchFieldProps {
  readonly workspace: string;
  readonly repository: Repository;
  /** Empty: whatever the default branch is. */
  readonly branch: string;
  readonly onBranch: (branch: string) => void;
}

export function BranchField({ workspace, repository, branch, onBranch }: BranchFieldProps): ReactElement {
  const first = { value: "", words: `Follow the default branch (${repository.defaultBranch})` };
  const chosen = branch === "" ? first : { value: branch, words: branch };
  return (
    <PickOne label="Branch" words={chosen.words}>
      <BranchChoice
        workspace={workspace}
        repository={repository}
        first={first}
        chosen={chosen}
        onChoose={onBranch}
      />
    </PickOne>
  );
}
