import { FormControl, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import { renameVersion } from "../api/apis.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { moveDrafts } from "../drafts/move-drafts.ts";
import { useDraftOwner } from "../drafts/own-drafts.tsx";
import { useWayOn } from "../shell/use-way-on.ts";
import type { DeleteVersionProps } from "./delete-version-dialog.tsx";
import { messageDraftName, schemaDraftName } from "./schema-draft-name.ts";

export function RenameVersionDialog({ address, onClose }: DeleteVersionProps): ReactElement {
  const { workspace, api, version } = address;
  const goOn = useWayOn();
  const owner = useDraftOwner();
  const [name, setName] = useState(version);
  return (
    <FormDialog
      workspace={workspace}
      title={`Rename ${api} ${version}`}
      action="Rename"
      isReady={name.trim() !== "" && name.trim() !== version}
      carryOut={() => renameVersion(address, name.trim())}
      onDone={(made) => {
        const renamed = { workspace, api, version: made.name };
        for (const nameOf of [schemaDraftName, messageDraftName]) {
          moveDrafts(owner, nameOf(address), nameOf(renamed));
        }
        onClose();
        const to = "/workspaces/$workspace/apis/$api/versions/$version";
        return goOn({ to, params: renamed, replace: true });
      }}
      onClose={onClose}
    >
      <FormControl required>
        <FormControl.Label>Name</FormControl.Label>
        <TextInput block value={name} maxLength={100} onChange={({ target }) => setName(target.value)} />
        <FormControl.Caption>
          It stands in addresses, here and in the HTTP API. Old ones lead nowhere then; schema, history and
          integration stay.
        </FormControl.Caption>
      </FormControl>
    </FormDialog>
  );
}
