import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { BranchField } from "../places/branch-field.tsx";
import { FoundFiles } from "../places/found-files.tsx";

interface RepositoryFile {
  /** Empty: the default one. */
  readonly branch: string;
  readonly path: string;
  /** Empty: as the file itself says. */
  readonly version: string;
}

export interface RepositoryFileFieldsProps {
  readonly workspace: string;
  readonly repository: Repository;
  readonly file: RepositoryFile;
  readonly onFile: (changed: Partial<RepositoryFile>) => void;
}

export function RepositoryFileFields(props: RepositoryFileFieldsProps): ReactElement {
  const { workspace, repository, file, onFile } = props;
  const { branch, path, version } = file;
  return (
    <>
      <BranchField
        workspace={workspace}
        repository={repository}
        branch={branch}
        onBranch={(chosen) => onFile({ branch: chosen })}
      />
      <FormControl required>
        <FormControl.Label>{`File in ${repository.fullName}`}</FormControl.Label>
        <TextInput
          block
          value={path}
          placeholder="api/openapi.yaml"
          onChange={({ target }) => onFile({ path: target.value })}
        />
        <FormControl.Caption>From the root, in exact letter case.</FormControl.Caption>
      </FormControl>
      <FoundFiles
        workspace={workspace}
        repository={repository}
        branch={branch}
        onChoose={(chosen) => onFile({ path: chosen })}
      />
      <FormControl>
        <FormControl.Label>Version</FormControl.Label>
        <TextInput
          block
          value={version}
          maxLength={100}
          onChange={({ target }) => onFile({ version: target.value })}
        />
        <FormControl.Caption>Left empty: the version that the file itself names.</FormControl.Caption>
      </FormControl>
    </>
  );
}
