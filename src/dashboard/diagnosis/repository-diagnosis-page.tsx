import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { repositoryDiagnosisQuery } from "../api/diagnosis.ts";
import { BranchField } from "../places/branch-field.tsx";
import { ChosenRepository } from "../settings/chosen-repository.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { Checklist } from "./checklist.tsx";

/** Of a branch of a repository, whether anything is connected to it or not. */
export function RepositoryDiagnosisPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { repository, branch = "" } = useSearch({ from: "/workspaces/$workspace/settings/diagnosis" });
  const navigate = useNavigate({ from: "/workspaces/$workspace/settings/diagnosis" });
  return (
    <SettingsPage
      title="Diagnosis"
      about="Every cause for which a repository may not be kept in step, looked at now, each with what to do about it."
    >
      <ChosenRepository workspace={workspace} name={repository}>
        {(chosen, name) => (
          <>
            <BranchField
              workspace={workspace}
              repository={chosen}
              branch={branch}
              onBranch={(other) =>
                void navigate({
                  search: { repository: name, ...(other !== "" && { branch: other }) },
                  replace: true,
                })
              }
            />
            <RepositoryChecklist key={branch} workspace={workspace} repository={name} branch={branch} />
          </>
        )}
      </ChosenRepository>
    </SettingsPage>
  );
}

interface RepositoryChecklistProps {
  readonly workspace: string;
  readonly repository: string;
  readonly branch: string;
}

function RepositoryChecklist({ workspace, repository, branch }: RepositoryChecklistProps): ReactElement {
  return <Checklist query={useQuery(repositoryDiagnosisQuery(workspace, repository, branch))} />;
}
