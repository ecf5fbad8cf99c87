import { Dialog, FormControl, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { changeLink } from "../api/links.ts";
import { Failure } from "../states/failure.tsx";
import type { DialogProps } from "./disconnect-dialog.tsx";
import classes from "./links.module.css";

/** To another branch or path of the repository. */
export function MoveDialog({ workspace, link, onClose }: DialogProps): ReactElement {
  const client = useQueryClient();
  const form = useId();
  const [branch, setBranch] = useState(link.followsDefault ? "" : link.branch);
  const [file, setFile] = useState(link.path);
  const move = useMutation({
    mutationFn: () =>
      changeLink(workspace, link.id, { branch: branch === "" ? null : branch, directory: "", file }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    move.mutate();
  };
  return (
    <Dialog
      title="Move to another file"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        { content: "Move", buttonType: "primary", type: "submit", form, loading: move.isPending },
      ]}
    >
      <form id={form} onSubmit={submit} className={classes.form}>
        <FormControl>
          <FormControl.Label>Branch</FormControl.Label>
          <TextInput block value={branch} onChange={({ target }) => setBranch(target.value)} />
          <FormControl.Caption>Left empty, it follows the default branch.</FormControl.Caption>
        </FormControl>
        <FormControl required>
          <FormControl.Label>File</FormControl.Label>
          <TextInput block value={file} onChange={({ target }) => setFile(target.value)} />
          <FormControl.Caption>
            From the root of {link.repository}. The old file stays; where the new one exists and differs, you
            choose which text to keep.
          </FormControl.Caption>
        </FormControl>
        {move.error !== null && <Failure error={move.error} />}
      </form>
    </Dialog>
  );
}
