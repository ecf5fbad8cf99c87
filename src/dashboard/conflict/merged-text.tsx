import { Button } from "@primer/react";
import type { ReactElement } from "react";
import type { Conflict } from "../api/contract.ts";
import { DraftNotice } from "../drafts/draft-notice.tsx";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import { clashesIn } from "./clashes-in.ts";
import classes from "./conflict.module.css";
import { MovedOn } from "./moved-on.tsx";
import type { MergeDraft } from "./use-merge-draft.ts";

export interface MergedTextProps {
  readonly conflict: Conflict;
  readonly draft: MergeDraft;
  /** What saving it will do. */
  readonly about: string;
  readonly isBusy: boolean;
  readonly onSave: (content: string) => void;
}

/** Begins as the proposed merge, else as the store's text; what is written stays through reloads and news from either side. */
export function MergedText({ conflict, draft, about, isBusy, onSave }: MergedTextProps): ReactElement {
  const { edited } = draft;
  const clashes = clashesIn(edited.text);
  const mayNot = isBusy || clashes > 0 || edited.isOutdated || !draft.isPresent;
  return (
    <section className={classes.merged} aria-label="Merged text">
      <h2>Or put both together</h2>
      <p>
        {introOf(conflict)} {about}
      </p>
      {edited.isOutdated ? <MovedOn draft={draft} /> : <DraftNotice edited={edited} />}
      <LazyEditor label="Merged text" text={edited.text} onChange={edited.change} />
      <div className={classes.save}>
        <Button variant="primary" disabled={mayNot} onClick={() => onSave(edited.text)}>
          Save the merged text
        </Button>
        {edited.isChanged && <Button onClick={edited.drop}>Begin again from the proposal</Button>}
        {clashes > 0 && (
          <p>{`${clashes} place${clashes === 1 ? "" : "s"} between <<<<<<< and >>>>>>> to decide first.`}</p>
        )}
        {edited.isOutdated && <p>One side has moved on: say above whether yours still counts.</p>}
      </div>
    </section>
  );
}

function introOf({ merge }: Conflict): string {
  if (merge === null)
    return "No merge could be proposed: below is the store's text, to work in what GitHub has.";
  if (merge.clashes === 0)
    return "Both sides' changes go together: below is the proposal, which you may edit.";
  return "Below is a proposal in which some places are left to you.";
}
