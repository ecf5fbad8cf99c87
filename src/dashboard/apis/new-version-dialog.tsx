import { FormControl, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import { makeVersion } from "../api/apis.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { useWayOn } from "../shell/use-way-on.ts";

export interface ApiDialogProps {
  readonly workspace: string;
  readonly api: string;
  readonly onClose: () => void;
}

export function NewVersionDialog({ workspace, api, onClose }: ApiDialogProps): ReactElement {
  const goOn = useWayOn();
  const [name, setName] = useState("");
  return (
    <FormDialog
      workspace={workspace}
      title="New version"
      action="Make it"
      carryOut={() => makeVersion(workspace, api, name.trim())}
      onDone={(made) => {
        const params = { workspace, api, version: made.name };
        return goOn({ to: "/workspaces/$workspace/apis/$api/versions/$version", params });
      }}
      onClose={onClose}
    >
      <FormControl required>
        <FormControl.Label>Name</FormControl.Label>
        <TextInput block value={name} placeholder="2.0" onChange={({ target }) => setName(target.value)} />
      </FormControl>
    </FormDialog>
  );
}
