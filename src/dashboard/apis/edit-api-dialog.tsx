import { FormControl, Textarea, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import { changeApi } from "../api/apis.ts";
import type { Api } from "../api/contract.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import { moveDrafts } from "../drafts/move-drafts.ts";
import { useDraftOwner } from "../drafts/own-drafts.tsx";
import { useWayOn } from "../shell/use-way-on.ts";
import { apiDraftNames } from "./schema-draft-name.ts";

export interface EditApiDialogProps {
  readonly workspace: string;
  readonly api: Api;
  readonly onClose: () => void;
}

/** Its name, its description, and where it stands in addresses. */
export function EditApiDialog({ workspace, api, onClose }: EditApiDialogProps): ReactElement {
  const goOn = useWayOn();
  const owner = useDraftOwner();
  const [name, setName] = useState(api.name);
  const [description, setDescription] = useState(api.description ?? "");
  const [slug, setSlug] = useState(api.slug);
  const carryOut = (): Promise<Api> =>
    changeApi(workspace, api.slug, {
      name: name.trim(),
      description: description.trim() === "" ? null : description.trim(),
      ...(slug.trim() !== api.slug && { slug: slug.trim() }),
    });
  return (
    <FormDialog
      workspace={workspace}
      title={`Edit ${api.name}`}
      action="Save"
      isReady={name.trim() !== "" && slug.trim() !== ""}
      carryOut={carryOut}
      onDone={async (made) => {
        onClose();
        if (made.slug === api.slug) return;
        const [before, after] = [apiDraftNames(workspace, api.slug), apiDraftNames(workspace, made.slug)];
        for (const [index, from] of before.entries()) moveDrafts(owner, from, after[index] ?? from);
        const params = { workspace, api: made.slug };
        await goOn({ to: "/workspaces/$workspace/apis/$api", params, replace: true });
      }}
      onClose={onClose}
    >
      <FormControl required>
        <FormControl.Label>Name</FormControl.Label>
        <TextInput block value={name} maxLength={200} onChange={({ target }) => setName(target.value)} />
      </FormControl>
      <FormControl>
        <FormControl.Label>Description</FormControl.Label>
        <Textarea
          block
          rows={3}
          resize="vertical"
          value={description}
          maxLength={5000}
          onChange={({ target }) => setDescription(target.value)}
        />
      </FormControl>
      <FormControl required>
        <FormControl.Label>Address</FormControl.Label>
        <TextInput block value={slug} maxLength={100} onChange={({ target }) => setSlug(target.value)} />
        <FormControl.Caption>
          Lower case words, joined by hyphens. Old addresses, here and of the HTTP API, lead nowhere then;
          integrations and history stay.
        </FormControl.Caption>
      </FormControl>
    </FormDialog>
  );
}
