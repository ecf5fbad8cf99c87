import { Button, FormControl, Textarea, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { FileField } from "../places/file-field.tsx";
import { useWayOn } from "../shell/use-way-on.ts";
import { Failure } from "../states/failure.tsx";
import { useSubmit } from "../states/use-submit.ts";
import own from "./apis.module.css";
import { MadeSoFar, makeWithText } from "./make-with-text.ts";
import type { NewApiAnswers, Way } from "./new-api-answers.ts";

export interface FromTextFormProps {
  readonly workspace: string;
  readonly answers: NewApiAnswers & { readonly way: Exclude<Way, "repository" | "many"> };
  readonly onAnswers: (answers: NewApiAnswers) => void;
  readonly onMade: () => void;
}

/** Where a step fails, what was made and what was written stay: the next try goes on from there. */
export function FromTextForm({ workspace, answers, onAnswers, onMade }: FromTextFormProps): ReactElement {
  const client = useQueryClient();
  const goOn = useWayOn();
  const { name, description, version, way } = answers;
  const [uploaded, setUploaded] = useState("");
  const [made] = useState(() => new MadeSoFar());
  const text = { upload: uploaded, paste: answers.text, empty: "" }[way];
  const make = useMutation({
    mutationFn: () =>
      makeWithText({ workspace, name, description: description.trim(), version: version.trim(), text }, made),
    onSuccess: async (params) => {
      void client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      await goOn({ to: "/workspaces/$workspace/apis/$api/versions/$version", params });
      onMade();
    },
  });
  const submit = useSubmit(make.isPending, make.mutate);
  const isWhole = name.trim() !== "" && version.trim() !== "" && (way === "empty" || text.trim() !== "");
  return (
    <form className={own.form} onSubmit={submit}>
      <FormControl required>
        <FormControl.Label>Version</FormControl.Label>
        <TextInput
          block
          value={version}
          maxLength={100}
          onChange={({ target }) => onAnswers({ ...answers, version: target.value })}
        />
      </FormControl>
      {way === "upload" && <FileField label="Schema file" onText={setUploaded} />}
      {way === "paste" && (
        <FormControl required>
          <FormControl.Label>Schema</FormControl.Label>
          <Textarea
            block
            rows={14}
            value={text}
            onChange={({ target }) => onAnswers({ ...answers, text: target.value })}
          />
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
