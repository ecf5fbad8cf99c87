import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { Problem } from "../api/problem.ts";
import { type SavedText, saveSchema, schemaQuery, type VersionAddress } from "../api/schema.ts";
import { useDraft } from "../drafts/use-draft.ts";
import type { LineWish } from "../editor/code-editor.tsx";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import { OutlinePanel } from "../outline/outline-panel.tsx";
import outline from "../outline/outline.module.css";
import { Notice, type Said } from "../states/notice.tsx";
import own from "./apis.module.css";
import { DraftNotice } from "./draft-notice.tsx";
import { ProblemList } from "./problem-list.tsx";
import { SaveForm } from "./save-form.tsx";
import { SaveRefused } from "./save-refused.tsx";
import { savedWords } from "./saved-words.ts";

export interface SchemaEditorProps {
  readonly address: VersionAddress;
  /** Null: there is none yet. */
  readonly saved: SavedText | null;
  readonly revision: Revision | null;
}

interface Wish {
  readonly text: string;
  readonly over: string | null;
  readonly mayChangeKind?: boolean;
}

export function SchemaEditor({ address, saved, revision }: SchemaEditorProps): ReactElement {
  const client = useQueryClient();
  const { workspace, api, version } = address;
  const edited = useDraft(`${workspace}/${api}/${version}`, saved);
  const [message, setMessage] = useState("");
  const [said, setSaid] = useState<Said | null>(null);
  const [line, setLine] = useState<LineWish | null>(null);
  const save = useMutation({
    mutationFn: (wish: Wish) => saveSchema(address, { ...wish, message }),
    onSuccess: (answer, { text }) => {
      client.setQueryData(schemaQuery(address).queryKey, (): SavedText => ({ text, blob: answer.blob }));
      edited.drop();
      setMessage("");
      setSaid({ done: savedWords(answer) });
    },
    onError: (error) => {
      const isStale = error instanceof Problem && error.code === "stale_edit";
      if (!isStale && !isKindChanged(error)) setSaid({ error });
    },
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  });
  const send = (over: string | null, mayChangeKind = false): void =>
    save.mutate({ text: edited.text, over, mayChangeKind });
  return (
    <section className={own.stack} aria-label="Schema">
      <DraftNotice edited={edited} />
      {edited.isOutdated || save.error !== null ? (
        <SaveRefused workspace={workspace} saved={saved} edited={edited} error={save.error} onSave={send} />
      ) : null}
      <div className={outline.columns}>
        <LazyEditor
          label={`Schema of ${api} ${version}`}
          text={edited.text}
          onChange={edited.change}
          problems={revision?.problems ?? []}
          line={line}
        />
        <OutlinePanel text={edited.text} onLine={(at) => setLine({ line: at })} />
      </div>
      <SaveForm
        message={message}
        onMessage={setMessage}
        isChanged={edited.isChanged}
        isSaving={save.isPending}
        onSave={() => send(edited.over)}
      />
      <ProblemList revision={revision} isChanged={edited.isChanged} onLine={(at) => setLine({ line: at })} />
      <Notice said={said} onClose={() => setSaid(null)} />
    </section>
  );
}

function isKindChanged(error: unknown): boolean {
  return error instanceof Problem && error.code === "kind_changed";
}
