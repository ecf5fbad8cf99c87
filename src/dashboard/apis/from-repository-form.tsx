import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { makeApi } from "../api/apis.ts";
import type { NewApi, Repository } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { RepositoryField } from "../places/repository-field.tsx";
import { useIsPlaceAwaited, useRepository } from "../places/use-repository.ts";
import { useWayOn } from "../shell/use-way-on.ts";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { useSubmit } from "../states/use-submit.ts";
import own from "./apis.module.css";
import type { NewApiAnswers } from "./new-api-answers.ts";
import { RepositoryFileFields } from "./repository-file-fields.tsx";

export interface FromRepositoryProps {
  readonly workspace: string;
  readonly answers: NewApiAnswers;
  readonly onAnswers: (answers: NewApiAnswers) => void;
  readonly onMade: () => void;
}

export function FromRepositoryForm(props: FromRepositoryProps): ReactElement {
  const { workspace, answers, onAnswers, onMade } = props;
  const client = useQueryClient();
  const goOn = useWayOn();
  const { place, path } = answers;
  const { branch } = place;
  const repository = useRepository(workspace, place.repository);
  const isAwaited = useIsPlaceAwaited(workspace, place.repository);
  const make = useMutation({
    mutationFn: (chosen: Repository) => makeApi(workspace, wishOf(answers, chosen)),
    onSuccess: async ({ slug }) => {
      void client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      await goOn({ to: "/workspaces/$workspace/apis/$api", params: { workspace, api: slug } });
      onMade();
    },
  });
  const submit = useSubmit(make.isPending, () => {
    if (repository !== null) make.mutate(repository);
  });
  if (isAwaited) return <SkeletonRows rows={8} />;
  return (
    <form className={own.form} onSubmit={submit}>
      <RepositoryField
        workspace={workspace}
        chosen={place.repository}
        onChoose={({ id }) => onAnswers({ ...answers, place: { repository: id, branch: "" } })}
      />
      {repository !== null && (
        <RepositoryFileFields
          workspace={workspace}
          repository={repository}
          file={{ branch, path, version: answers.fileVersion }}
          onFile={(changed) =>
            onAnswers({
              ...answers,
              place: { ...place, branch: changed.branch ?? branch },
              path: changed.path ?? path,
              fileVersion: changed.version ?? answers.fileVersion,
            })
          }
        />
      )}
      {make.error !== null && <Failure title="No API was made" error={make.error} />}
      <div>
        <Button
          type="submit"
          variant="primary"
          disabled={answers.name.trim() === "" || repository === null || path.trim() === ""}
          loading={make.isPending}
        >
          Make API
        </Button>
      </div>
    </form>
  );
}

function wishOf(
  { name, description, place: { branch }, path, fileVersion }: NewApiAnswers,
  { id }: Repository,
): NewApi {
  const [about, version] = [description.trim(), fileVersion.trim()];
  return {
    name,
    ...(about !== "" && { description: about }),
    from: {
      repository: id,
      path: path.trim(),
      ...(branch !== "" && { branch }),
      ...(version !== "" && { version }),
    },
  };
}
