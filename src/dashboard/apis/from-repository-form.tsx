import { Button, FormControl, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { makeApi } from "../api/apis.ts";
import type { Repository } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { BranchField } from "../places/branch-field.tsx";
import { FoundFiles } from "../places/found-files.tsx";
import { RepositoryField } from "../places/repository-field.tsx";
import { Failure } from "../states/failure.tsx";
import own from "./apis.module.css";

export interface FromRepositoryProps {
  readonly workspace: string;
  readonly name: string;
  readonly onMade: () => void;
}

export function FromRepositoryForm({ workspace, name, onMade }: FromRepositoryProps): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [repository, setRepository] = useState<Repository | null>(null);
  const [branch, setBranch] = useState("");
  const [path, setPath] = useState("");
  const make = useMutation({
    mutationFn: (chosen: Repository) =>
      makeApi(workspace, {
        name,
        from: { repository: chosen.id, path: path.trim(), ...(branch !== "" && { branch }) },
      }),
    onSuccess: async ({ slug }) => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      await navigate({ to: "/workspaces/$workspace/apis/$api", params: { workspace, api: slug } });
      onMade();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (repository !== null) make.mutate(repository);
  };
  return (
    <form className={own.form} onSubmit={submit}>
      <RepositoryField workspace={workspace} chosen={repository?.id ?? null} onChoose={setRepository} />
      {repository !== null && (
        <>
          <BranchField workspace={workspace} repository={repository} branch={branch} onBranch={setBranch} />
          <FoundFiles workspace={workspace} repository={repository} branch={branch} onChoose={setPath} />
          <FormControl required>
            <FormControl.Label>{`File in ${repository.fullName}`}</FormControl.Label>
            <TextInput
              block
              value={path}
              placeholder="api/openapi.yaml"
              onChange={({ target }) => setPath(target.value)}
            />
            <FormControl.Caption>From the root, in exact letter case.</FormControl.Caption>
          </FormControl>
        </>
      )}
      {make.error !== null && <Failure title="No API was made" error={make.error} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={name.trim() === "" || repository === null || path.trim() === ""}
          loading={make.isPending}
        >
          Make API
        </Button>
      </div>
    </form>
  );
}
