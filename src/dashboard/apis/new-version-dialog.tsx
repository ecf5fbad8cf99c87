import { Dialog, FormControl, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useId, useState } from "react";
import { makeVersion } from "../api/apis.ts";
import { workspaceKey } from "../api/keys.ts";
import { Failure } from "../states/failure.tsx";
import own from "./apis.module.css";

export interface ApiDialogProps {
  readonly workspace: string;
  readonly api: string;
  readonly onClose: () => void;
}

export function NewVersionDialog({ workspace, api, onClose }: ApiDialogProps): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useId();
  const [name, setName] = useState("");
  const make = useMutation({
    mutationFn: () => makeVersion(workspace, api, name.trim()),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      const params = { workspace, api, version: made.name };
      await navigate({ to: "/workspaces/$workspace/apis/$api/versions/$version", params });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Dialog
      title="New version"
      onClose={onClose}
      footerButtons={[
        { content: "Cancel", onClick: onClose },
        { content: "Make it", buttonType: "primary", type: "submit", form, loading: make.isPending },
      ]}
    >
      <form id={form} onSubmit={submit} className={own.form}>
        <FormControl required>
          <FormControl.Label>Name</FormControl.Label>
          <TextInput block value={name} placeholder="2.0" onChange={({ target }) => setName(target.value)} />
        </FormControl>
        {make.error !== null && <Failure error={make.error} />}
      </form>
    </Dialog>
  );
}
