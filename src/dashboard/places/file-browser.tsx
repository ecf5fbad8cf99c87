import { FileDirectoryIcon, FileIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { RepositoryFiles } from "../api/contract.ts";
import { filesQuery } from "../api/files.ts";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { DirectoryPath } from "./directory-path.tsx";
import classes from "./places.module.css";

type Entry = RepositoryFiles["items"][number];

export interface FileBrowserProps {
  readonly workspace: string;
  /** `owner/name`. */
  readonly repository: string;
  /** Empty: the default one. */
  readonly branch: string;
  /** What files may be chosen for; left out: only directories are. */
  readonly onFile?: (path: string) => void;
  readonly onDirectory?: (path: string) => void;
}

/** From directory to directory of a branch, as it is on GitHub now. */
export function FileBrowser(props: FileBrowserProps): ReactElement {
  const { workspace, repository, branch, onDirectory } = props;
  const [path, setPath] = useState("");
  const query = useInfiniteQuery(filesQuery(workspace, { repository, branch, path }));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const [first] = data?.pages ?? [];
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className={classes.browser} aria-label={`Files of ${repository}`}>
      <DirectoryPath repository={repository} path={path} onPath={setPath} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonRows rows={3} height="32px" />}
      {first !== undefined && <BrowserNote first={first} isEmpty={entries.length === 0} />}
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <li key={entry.path}>
            <EntryRow entry={entry} onOpen={setPath} onFile={props.onFile} />
          </li>
        ))}
      </ul>
      <div className={classes.lead}>
        {hasNextPage && (
          <Button size="small" onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            Show more files
          </Button>
        )}
        {onDirectory !== undefined && (
          <Button size="small" onClick={() => onDirectory(path)}>
            {path === "" ? "Use the root" : `Use ${path}`}
          </Button>
        )}
      </div>
    </section>
  );
}

interface EntryRowProps {
  readonly entry: Entry;
  readonly onOpen: (path: string) => void;
  readonly onFile: ((path: string) => void) | undefined;
}

function EntryRow({ entry, onOpen, onFile }: EntryRowProps): ReactElement {
  const { name, path, kind, link } = entry;
  if (kind === "directory") {
    return (
      <button type="button" className={classes.entry} onClick={() => onOpen(path)}>
        <FileDirectoryIcon aria-label="Directory" /> {name}
      </button>
    );
  }
  if (onFile === undefined || link !== null) {
    return (
      <span className={classes.entry}>
        <FileIcon /> {name} {link !== null && <span className={classes.hint}>connected already</span>}
      </span>
    );
  }
  return (
    <button type="button" className={classes.entry} onClick={() => onFile(path)}>
      <FileIcon aria-label="File" /> {name}
    </button>
  );
}

function BrowserNote({
  first: { head, complete, branch },
  isEmpty,
}: {
  readonly first: RepositoryFiles;
  readonly isEmpty: boolean;
}): ReactElement | null {
  if (head === null)
    return <p className={classes.hint}>The repository is empty: the first save makes {branch}.</p>;
  if (!complete)
    return (
      <p className={classes.hint}>The repository is too large for GitHub to list. Type the path instead.</p>
    );
  return isEmpty ? <p className={classes.hint}>Nothing lies here.</p> : null;
}
