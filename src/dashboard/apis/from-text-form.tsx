import { Button, FormControl, Textarea, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactElement, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { useDraftOwner } from "../drafts/own-drafts.tsx";
import { FileField } from "../places/file-field.tsx";
import { Failure } from "../states/failure.tsx";
import own from "./apis.module.css";
import type { NewApiFormProps } from "./from-repository-form.tsx";
import { makeWithText } from "./make-with-text.ts";
import type { Way } from "./new-api-page.tsx";

export interface FromTextFormProps extends NewApiFormProps {
  readonly way: Exclude<Way, "repository">;
}

export function FromTextForm({ workspace, name, way }: FromTextFormProps): ReactElement {
  const client = useQueryClient();
  const navigate = useNavigate();
  const owner = useDraftOwner();
  const [version, setVersion] = useState("1.0");
  const [text, setText] = useState("");
  const make = useMutation({
    mutationFn: () => makeWithText({ workspace, name, version: version.trim(), text, owner }),
    onSuccess: async ({ api, version: made }) => {
      await client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      const params = { workspace, api, version: made };
      await navigate({ to: "/workspaces/$workspace/apis/$api/versions/$version", params });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate();
  };
  const isWhole = name.trim() !== "" && version.trim() !== "" && (way === "empty" || text.trim() !== "");
  return (
    <form className={own.form} onSubmit={submit}>
      <FormControl required>
        <FormControl.Label>Version</FormControl.Label>
        <TextInput
          block
          value={version}
          maxLength={100}
          onChange={({ target }) => setVersion(target.value)}
        />
      </FormControl>
      {way === "upload" && <FileField label="Schema file" onText={setText} />}
      {way === "paste" && (
        <FormControl required>
          <FormControl.Label>Schema</FormControl.Label>
          <Textarea block rows={14} value={text} onChange={({ target }) => setText(target.value)} />
        </FormControl>
      )}
      {make.error !== null && <Failure title="It was not made as a whole" error={make.error} />}
      <div>
        <Button type="submit" variant="primary" disabled={!isWhole} loading={make.isPending}>
          Make API
        </Button>
      </div>
    </form>
  );
}
