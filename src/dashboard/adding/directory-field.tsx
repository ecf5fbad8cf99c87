import { Button, FormControl, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { LazyFileBrowser } from "../places/lazy-file-browser.tsx";
import own from "./adding.module.css";

export interface DirectoryFieldProps {
  readonly workspace: string;
  readonly repository: Repository;
  /** Empty: the default one. */
  readonly branch: string;
  readonly directory: string;
  readonly onDirectory: (directory: string) => void;
}

export function DirectoryField(props: DirectoryFieldProps): ReactElement {
  const { workspace, repository, branch, directory, onDirectory } = props;
  const [isBrowsing, setIsBrowsing] = useState(false);
  return (
    <>
      <div className={own.line}>
        <FormControl>
          <FormControl.Label>Directory</FormControl.Label>
          <TextInput block value={directory} onChange={({ target }) => onDirectory(target.value)} />
        </FormControl>
        <Button aria-expanded={isBrowsing} onClick={() => setIsBrowsing(!isBrowsing)}>
          Browse
        </Button>
      </div>
      <p className={own.small}>Left empty: the repository&apos;s root. One that is not there yet is made.</p>
      {isBrowsing && (
        <LazyFileBrowser
          workspace={workspace}
          repository={repository.fullName}
          branch={branch}
          onDirectory={(path) => {
            onDirectory(path);
            setIsBrowsing(false);
          }}
        />
      )}
    </>
  );
}
