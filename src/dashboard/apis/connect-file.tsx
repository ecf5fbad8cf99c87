import { Button, FormControl, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { FileStanding } from "../places/file-standing.tsx";
import { LazyFileBrowser } from "../places/lazy-file-browser.tsx";
import { FoundFiles } from "../places/found-files.tsx";

export interface ConnectFileProps {
  readonly workspace: string;
  readonly repository: Repository;
  /** Empty: the default one. */
  readonly branch: string;
  readonly file: string;
  readonly onFile: (file: string) => void;
}

export function ConnectFile(props: ConnectFileProps): ReactElement {
  const { workspace, repository, branch, file, onFile } = props;
  const [isBrowsing, setIsBrowsing] = useState(false);
  return (
    <>
      <FormControl required>
        <FormControl.Label>File</FormControl.Label>
        <TextInput block value={file} onChange={({ target }) => onFile(target.value)} />
        <FormControl.Caption>
          From the repository&apos;s root. A file that is not there yet is made. Where both sides have a text
          and they differ, nothing is touched until you choose one, unless you say beforehand which is kept.
        </FormControl.Caption>
      </FormControl>
      <FileStanding workspace={workspace} repository={repository.fullName} branch={branch} path={file} />
      <FoundFiles workspace={workspace} repository={repository} branch={branch} onChoose={onFile} />
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
          onFile={onFile}
        />
      )}
    </>
  );
}
