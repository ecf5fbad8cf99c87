import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";

export interface FileWish {
  readonly directory: string;
  /** Empty: named after the collection. */
  readonly file: string;
}

export const DEFAULT_FILE: FileWish = { directory: "Postman Collections", file: "" };

export interface BackupFileProps {
  /** Of the collection. */
  readonly name: string;
  readonly file: FileWish;
  readonly onFile: (file: FileWish) => void;
}

export function BackupFile({ name, file, onFile }: BackupFileProps): ReactElement {
  return (
    <>
      <FormControl>
        <FormControl.Label>Directory</FormControl.Label>
        <TextInput
          block
          value={file.directory}
          onChange={({ target }) => onFile({ ...file, directory: target.value })}
        />
        <FormControl.Caption>Left empty: the repository&apos;s root.</FormControl.Caption>
      </FormControl>
      <FormControl>
        <FormControl.Label>File</FormControl.Label>
        <TextInput
          block
          value={file.file}
          placeholder={`${name}.postman_collection.json`}
          onChange={({ target }) => onFile({ ...file, file: target.value })}
        />
        <FormControl.Caption>Left empty: named after the collection.</FormControl.Caption>
      </FormControl>
    </>
  );
}
