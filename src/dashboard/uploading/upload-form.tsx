import { Button, FormControl } from "@primer/react";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import type { Made } from "../api/imports.ts";
import places from "../places/places.module.css";
import rows from "../styles/rows.module.css";
import own from "./uploading.module.css";
import { UploadRow } from "./upload-row.tsx";
import { useUploads } from "./use-uploads.ts";

export interface UploadFormProps {
  readonly workspace: string;
  readonly label: string;
}

/** One file or many; of one that became something, its page is shown, else what each became. */
export function UploadForm({ workspace, label }: UploadFormProps): ReactElement {
  const id = useId();
  const navigate = useNavigate();
  const [files, setFiles] = useState<readonly File[]>([]);
  const { uploads, progress, run, again } = useUploads(workspace);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (progress !== null) return;
    const form = event.currentTarget;
    const [only, ...others] = await run(files);
    // What was sent is not sent once more by the next press.
    form.reset();
    setFiles([]);
    // Who has left the form stays where they are.
    if (form.isConnected && only !== undefined && others.length === 0 && "made" in only)
      await navigate(pageOf(workspace, only.made));
  };
  return (
    <>
      <form className={own.form} onSubmit={(event) => void submit(event)}>
        <FormControl required id={id}>
          <FormControl.Label>{label}</FormControl.Label>
          <input
            id={id}
            type="file"
            multiple
            className={places.file}
            onChange={({ target }) => setFiles([...(target.files ?? [])])}
          />
          <FormControl.Caption>
            Several at once, if you like: at most 25 MB each. A Postman collection becomes a collection,
            anything else an API, whatever page it is chosen on.
          </FormControl.Caption>
        </FormControl>
        <div className={own.buttons}>
          <Button type="submit" variant="primary" disabled={files.length === 0} loading={progress !== null}>
            {files.length > 1 ? `Upload ${files.length} files` : "Upload"}
          </Button>
          {progress !== null && progress.of > 1 && (
            <span className={rows.small}>{`${progress.done} of ${progress.of}`}</span>
          )}
        </div>
      </form>
      {uploads.length > 0 && (
        <ul className={rows.list} aria-label="What they became">
          {uploads.map((upload, index) => (
            <UploadRow
              key={index}
              workspace={workspace}
              upload={upload}
              onAgain={() => void again(upload.file)}
              isBusy={progress !== null}
            />
          ))}
        </ul>
      )}
    </>
  );
}

function pageOf(workspace: string, made: Made) {
  return "collection" in made
    ? ({ to: "/workspaces/$workspace/collections/$collection", params: { workspace, ...made } } as const)
    : ({ to: "/workspaces/$workspace/apis/$api/versions/$version", params: { workspace, ...made } } as const);
}
