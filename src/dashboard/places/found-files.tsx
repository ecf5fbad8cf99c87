import { Button } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Repository } from "../api/contract.ts";
import { discoveryQuery } from "../api/repositories.ts";
import { useShown } from "../states/use-shown.tsx";
import classes from "./places.module.css";

export interface FoundFilesProps {
  readonly workspace: string;
  readonly repository: Repository;
  /** Empty: the default one. */
  readonly branch: string;
  readonly onChoose: (path: string, name: string | null) => void;
}

const SHOWN = 20;

/** Schemas that stand in the repository and are connected to nothing; none where they cannot be looked for. */
export function FoundFiles({
  workspace,
  repository,
  branch,
  onChoose,
}: FoundFilesProps): ReactElement | null {
  const name = repository.fullName.split("/").at(-1) ?? "";
  const { data, isPending } = useQuery(discoveryQuery(workspace, name, branch));
  const found = (data?.items ?? []).filter(({ type, link }) => type === "schema" && link === null);
  const { shown, more } = useShown(found, SHOWN);
  if (isPending) return <p className={classes.looking}>Looking for schemas in the repository …</p>;
  if (found.length === 0) return null;
  return (
    <div>
      <p className={classes.looking}>Found in the repository:</p>
      <ul className={classes.found}>
        {shown.map((file) => (
          <li key={file.path}>
            <Button size="small" onClick={() => onChoose(file.path, file.name)}>
              {file.path}
            </Button>
          </li>
        ))}
        {more !== null && <li>{more}</li>}
      </ul>
    </div>
  );
}
