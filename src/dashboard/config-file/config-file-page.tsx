import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { ChosenRepository } from "../settings/chosen-repository.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { ConfigExport } from "./config-export.tsx";
import { ConfigStanding } from "./config-standing.tsx";

export function ConfigFilePage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { repository, links } = useSearch({ from: "/workspaces/$workspace/settings/config-file" });
  return (
    <SettingsPage
      title="Config files"
      about="Links can be declared in their repository, in .github/lockstep.yml, and reviewed there like code."
    >
      <ChosenRepository workspace={workspace} name={repository}>
        {(chosen, name) => (
          <>
            <ConfigStanding workspace={workspace} name={name} repository={chosen} />
            <ConfigExport workspace={workspace} name={name} repository={chosen} links={links} />
          </>
        )}
      </ChosenRepository>
    </SettingsPage>
  );
}
