import { FormControl, Select } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { branchesQuery } from "../api/repositories.ts";
import { Failure } from "../states/failure.tsx";

export interface BranchFieldProps {
  readonly workspace: string;
  readonly repository: Repository;
  /** Empty: whatever the default branch is. */
  readonly branch: string;
  readonly onBranch: (branch: string) => void;
}

export function BranchField({ workspace, repository, branch, onBranch }: BranchFieldProps): ReactElement {
  const name = repository.fullName.split("/").at(-1) ?? "";
  const { data, error, refetch } = useQuery(branchesQuery(workspace, name));
  const meant = branch === "" ? repository.defaultBranch : branch;
  const chosen = data?.items.find((one) => one.name === meant);
  return (
    <>
      <FormControl>
        <FormControl.Label>Branch</FormControl.Label>
        <Select value={branch} onChange={({ target }) => onBranch(target.value)} block>
          <Select.Option value="">{`Follow the default branch (${repository.defaultBranch})`}</Select.Option>
          {data?.items.map((one) => (
            <Select.Option key={one.name} value={one.name}>
              {one.name}
            </Select.Option>
          ))}
        </Select>
        {chosen?.protected === true && (
          <FormControl.Caption>
            {meant} is protected: where it takes no commits by the App, saves become a pull request.
          </FormControl.Caption>
        )}
      </FormControl>
      {error !== null && (
        <Failure title="The branches cannot be read" error={error} onRetry={() => void refetch()} />
      )}
    </>
  );
}
