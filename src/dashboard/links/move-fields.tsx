import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { RepositoryField } from "../places/repository-field.tsx";
import type { OneMove } from "./one-move.ts";
import { StayOrGo } from "./stay-or-go.tsx";

export interface MoveFieldsProps {
  readonly workspace: string;
  readonly link: Link;
  readonly move: OneMove;
  readonly onMove: (changed: Partial<OneMove>) => void;
}

export function MoveFields({ workspace, link, move, onMove }: MoveFieldsProps): ReactElement {
  const { isElsewhere, repository, branch, file } = move;
  return (
    <>
      <StayOrGo
        legend="Repository"
        stay={`It stays in ${link.repository}`}
        go="Another repository"
        isGoing={isElsewhere}
        onGo={(goes) => onMove({ isElsewhere: goes })}
      >
        <RepositoryField
          workspace={workspace}
          chosen={repository?.id ?? null}
          onChoose={(chosen) => onMove({ repository: chosen })}
        />
      </StayOrGo>
      <FormControl>
        <FormControl.Label>Branch</FormControl.Label>
        <TextInput block value={branch} onChange={({ target }) => onMove({ branch: target.value })} />
        <FormControl.Caption>Left empty, it follows the default branch.</FormControl.Caption>
      </FormControl>
      <FormControl required>
        <FormControl.Label>File</FormControl.Label>
        <TextInput block value={file} onChange={({ target }) => onMove({ file: target.value })} />
        <FormControl.Caption>From the root of the repository.</FormControl.Caption>
      </FormControl>
    </>
  );
}
