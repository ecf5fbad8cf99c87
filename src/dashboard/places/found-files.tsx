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
  readonly onChoose: (path: string) => void;
}

const SHOWN = 20;

/**
 * Schemas that stand in the repository and are connected to nothing, beneath the field that takes their path. Its room is held from the
 * start: nothing moves when they are found.
 */
export function FoundFiles({ workspace, repository, branch, onChoose }: FoundFilesProps): ReactElement {
  const name = repository.fullName.split("/").at(-1) ?? "";
  const { data, error } = useQuery(discoveryQuery(workspace, name, branch));
  const found = data?.items.filter(({ type, link }) => type === "schema" && link === null);
  const { shown, more } = useShown(found ?? [], SHOWN);
  return (
    <div className={classes.foundPlace}>
      <p className={classes.looking} aria-live="polite">
        {wordsFor(found, error !== null)}
      </p>
      {shown.length > 0 && (
        <ul className={classes.found}>
          {shown.map(({ path }) => (
            <li key={path}>
              <Button size="small" onClick={() => onChoose(path)}>
                {path}
              </Button>
            </li>
          ))}
          {more !== null && <li>{more}</li>}
        </ul>
      )}
    </div>
  );
}

function wordsFor(found: readonly unknown[] | undefined, isFailed: boolean): string {
  if (isFailed) return "The repository cannot be looked through now: type the path.";
  if (found === undefined) return "Looking for schemas in the repository …";
  return found.length === 0
    ? "No schema was found in the repository that is not connected yet."
    : "Found in the repository; choose one to fill it in:";
}
