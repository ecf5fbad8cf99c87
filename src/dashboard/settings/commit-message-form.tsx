import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { DEFAULT_TEMPLATE, templateFault } from "../../core/sync/message-template.ts";
import type { Settings } from "../api/contract.ts";
import { changeSettings, settingsQuery } from "../api/settings.ts";
import { Failure } from "../states/failure.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import { useSubmit } from "../states/use-submit.ts";
import { CommitPreview } from "./commit-preview.tsx";
import classes from "./settings.module.css";
import { TemplateFields } from "./template-fields.tsx";
import { useTemplateDraft } from "./use-template-draft.ts";

export interface CommitMessageFormProps {
  readonly workspace: string;
  readonly saved: Settings["commitMessage"];
}

/** What is written and not saved is a draft: it is there again after a reload. */
export function CommitMessageForm({ workspace, saved }: CommitMessageFormProps): ReactElement {
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const { template, change, isChanged, saved: keepRest, drop } = useTemplateDraft(workspace, saved);
  const save = useMutation({
    mutationFn: (commitMessage: Settings["commitMessage"] | null) =>
      changeSettings(workspace, { commitMessage }),
    onSuccess: (settings, sent) => {
      client.setQueryData(settingsQuery(workspace).queryKey, settings);
      if (sent === null) drop();
      else keepRest(sent);
      setSaid({ done: "Saved: it counts from the next commit on." });
    },
  });
  const fault = templateFault(template);
  const isDefault =
    saved.headline === DEFAULT_TEMPLATE.headline && saved.body === DEFAULT_TEMPLATE.body && !isChanged;
  const submit = useSubmit(save.isPending, () => {
    if (fault === null && isChanged) save.mutate(template);
  });
  return (
    <form className={classes.form} onSubmit={submit}>
      <TemplateFields template={template} onChange={change} />
      <CommitPreview template={template} fault={fault} />
      {save.error !== null && <Failure title="It was not saved" error={save.error} />}
      <div className={classes.buttons}>
        <Button
          type="submit"
          variant="primary"
          disabled={!isChanged || fault !== null}
          loading={save.isPending}
        >
          Save
        </Button>
        {isChanged && <Button onClick={drop}>Throw the changes away</Button>}
        {!isDefault && (
          <Button onClick={() => save.mutate(null)} disabled={save.isPending}>
            As it was at first
          </Button>
        )}
      </div>
      <Notice said={said} onClose={() => setSaid(null)} />
    </form>
  );
}
