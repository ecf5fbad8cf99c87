import { Button, Checkbox } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Discovery, Repository } from "../api/contract.ts";
import { discoveryQuery } from "../api/repositories.ts";
import { kindName } from "../apis/kind-name.ts";
import { LazyFileBrowser } from "../places/lazy-file-browser.tsx";
import places from "../places/places.module.css";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { useShown } from "../states/use-shown.tsx";
import own from "./adding.module.css";
import { NewPath } from "./new-path.tsx";
import type { ChosenFile } from "./schema-wish.ts";

type Found = Discovery["items"][number];

export interface FileChoiceProps {
  readonly workspace: string;
  readonly repository: Repository;
  /** Empty: the default one. */
  readonly branch: string;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (file: ChosenFile) => void;
  readonly onLeave: (path: string) => void;
  /** A path that is not added yet. */
  readonly typed: string;
  readonly onTyped: (path: string) => void;
}

const SHOWN = 100;

/** Files that look like schemas, to tick; any other from the directories; or one that is not there yet. */
export function FileChoice(props: FileChoiceProps): ReactElement {
  const { workspace, repository, branch, chosen, onChoose, onLeave } = props;
  const [isBrowsing, setIsBrowsing] = useState(false);
  const name = repository.fullName.split("/").at(-1) ?? "";
  const { data, error, refetch } = useQuery(discoveryQuery(workspace, name, branch));
  const schemas = data?.items.filter(({ type }) => type === "schema") ?? [];
  const { shown, more } = useShown(schemas, SHOWN);
  return (
    <>
      {data === undefined && error === null && <SkeletonRows rows={3} />}
      {error !== null && (
        <Failure
          title="The repository cannot be looked through"
          error={error}
          onRetry={() => void refetch()}
        />
      )}
      {schemas.length > 0 && (
        <fieldset className={places.choices}>
          <legend>Files that look like schemas</legend>
          {shown.map((file) => (
            <FoundFile
              key={file.path}
              file={file}
              isChosen={chosen.has(file.path)}
              onToggle={(isChosen) =>
                isChosen ? onChoose({ path: file.path, isThere: true, title: file.name }) : onLeave(file.path)
              }
            />
          ))}
          {more}
        </fieldset>
      )}
      {data !== undefined && <p className={own.small}>{foundWords(data, schemas.length)}</p>}
      <NewPath {...props} />
      <div>
        <Button size="small" aria-expanded={isBrowsing} onClick={() => setIsBrowsing(!isBrowsing)}>
          Browse the directories
        </Button>
      </div>
      {isBrowsing && (
        <LazyFileBrowser
          workspace={workspace}
          repository={repository.fullName}
          branch={branch}
          onFile={(path) => onChoose({ path, isThere: true, title: null })}
        />
      )}
    </>
  );
}

function foundWords({ head, complete }: Discovery, count: number): string {
  if (head === null) return "The repository is empty: name a file, and the first save makes it.";
  if (!complete) return "There are more files than could be looked into: browse, or type a path.";
  return count === 0 ? "No file looks like a schema: browse, or type a path." : "";
}

interface FoundFileProps {
  readonly file: Found;
  readonly isChosen: boolean;
  readonly onToggle: (isChosen: boolean) => void;
}

function FoundFile({ file: { path, kind, link }, isChosen, onToggle }: FoundFileProps): ReactElement {
  return (
    <label className={own.file}>
      <Checkbox
        checked={isChosen}
        disabled={link !== null}
        onChange={({ target }) => onToggle(target.checked)}
      />
      <span>{path}</span>
      <span className={own.small}>{link === null ? kindName(kind) : "connected already"}</span>
    </label>
  );
}
