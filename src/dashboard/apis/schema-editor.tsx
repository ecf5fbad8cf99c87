import { type ReactElement, useState } from "react";
import type { Revision } from "../api/contract.ts";
import type { SavedText, VersionAddress } from "../api/schema.ts";
import { DraftNotice } from "../drafts/draft-notice.tsx";
import type { LineWish } from "../editor/code-editor.tsx";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import { OutlinePanel } from "../outline/outline-panel.tsx";
import outline from "../outline/outline.module.css";
import { Failure } from "../states/failure.tsx";
import { Notice } from "../states/notice.tsx";
import own from "./apis.module.css";
import { ProblemList } from "./problem-list.tsx";
import { SaveForm } from "./save-form.tsx";
import { isAnswered, SaveRefused } from "./save-refused.tsx";
import { useSchemaSave } from "./use-schema-save.ts";

export interface SchemaEditorProps {
  readonly address: VersionAddress;
  /** Null: there is none yet. */
  readonly saved: SavedText | null;
  readonly revision: Revision | null;
  readonly mayWrite: boolean;
}

export function SchemaEditor({ address, saved, revision, mayWrite }: SchemaEditorProps): ReactElement {
  const { api, version } = address;
  const { edited, message, send, isSaving, error, refusedOver, isOwnNews, said, hush, readAgain } =
    useSchemaSave(address, saved);
  const [line, setLine] = useState<LineWish | null>(null);
  // Whoever loses the right while they write keeps what they wrote.
  const isWritten = mayWrite || edited.isChanged;
  return (
    <section className={own.stack} aria-label="Schema">
      <DraftNotice edited={edited} />
      <div className={outline.columns}>
        <LazyEditor
          key={isWritten ? "written" : "read"}
          label={`Schema of ${api} ${version}`}
          text={edited.text}
          {...(isWritten && { onChange: edited.change })}
          problems={revision?.problems ?? []}
          line={line}
        />
        <OutlinePanel text={edited.text} onLine={(at) => setLine({ line: at })} />
      </div>
      {!isOwnNews && (
        <SaveRefused
          saved={saved}
          edited={edited}
          error={error}
          refusedOver={refusedOver}
          onSave={send}
          onReadAgain={readAgain}
        />
      )}
      {mayWrite && (
        <SaveForm
          message={message.text}
          onMessage={message.change}
          isChanged={edited.isChanged}
          isSaving={isSaving}
          onSave={() => send(edited.over)}
        />
      )}
      {error !== null && !isAnswered(error) && <Failure title="It was not saved" error={error} />}
      <ProblemList revision={revision} isChanged={edited.isChanged} onLine={(at) => setLine({ line: at })} />
      <Notice said={said} onClose={hush} />
    </section>
  );
}
