import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Conflict } from "../api/contract.ts";
import { ProblemRows } from "../apis/problem-rows.tsx";
import { DraftNotice } from "../drafts/draft-notice.tsx";
import type { LineWish } from "../editor/code-editor.tsx";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import { clashesIn } from "./clashes-in.ts";
import classes from "./conflict.module.css";
import { MovedOn } from "./moved-on.tsx";
import type { MergeDraft } from "./use-merge-draft.ts";
import { useMergedCheck } from "./use-merged-check.ts";

export interface MergedTextProps {
  readonly workspace: string;
  readonly link: string;
  readonly conflict: Conflict;
  readonly draft: MergeDraft;
  /** What saving it will do. */
  readonly about: string;
  /** False: what was written before can still be read. */
  readonly mayReplace: boolean;
  /** Any choice is being carried out; `isSent`: this one. */
  readonly isBusy: boolean;
  readonly isSent: boolean;
  readonly onSave: (content: string) => void;
}

/** Begins as the proposed merge, else as the store's text; what is written stays through reloads and news from either side. */
export function MergedText(props: MergedTextProps): ReactElement {
  const { workspace, link, conflict, draft, about, mayReplace } = props;
  const { edited } = draft;
  const clashes = clashesIn(edited.text);
  const check = useMergedCheck(workspace, link, mayReplace && clashes === 0 ? edited.text : null);
  const [line, setLine] = useState<LineWish | null>(null);
  return (
    <section className={classes.merged} aria-label="Merged text">
      <h2>Or put both together</h2>
      <p>
        {introOf(conflict)} {about}
      </p>
      {!edited.isOutdated && <DraftNotice edited={edited} />}
      <LazyEditor
        label="Merged text"
        text={edited.text}
        onChange={edited.change}
        problems={check.problems}
        line={line}
      />
      {edited.isOutdated && <MovedOn draft={draft} />}
      <MergedSave {...props} clashes={clashes} found={check.words} />
      {check.problems.length > 0 && (
        <ProblemRows problems={check.problems} onLine={(at) => setLine({ line: at })} />
      )}
    </section>
  );
}

interface MergedSaveProps extends MergedTextProps {
  readonly clashes: number;
  /** What the check says; null: nothing. */
  readonly found: string | null;
}

function MergedSave(props: MergedSaveProps): ReactElement {
  const { draft, mayReplace, isBusy, isSent, onSave, clashes, found } = props;
  const { edited } = draft;
  const isReady = mayReplace && clashes === 0 && !edited.isOutdated && draft.isPresent;
  return (
    <div className={classes.save}>
      <Button
        variant="primary"
        disabled={!isSent && (isBusy || !isReady)}
        loading={isSent}
        onClick={() => onSave(edited.text)}
      >
        Save the merged text
      </Button>
      {edited.isChanged && <Button onClick={edited.drop}>Begin again from the proposal</Button>}
      {clashes > 0 && (
        <p>{`${clashes} place${clashes === 1 ? "" : "s"} between <<<<<<< and >>>>>>> to decide first.`}</p>
      )}
      {found !== null && <p>{found}</p>}
      {edited.isOutdated && <p>One side has moved on: say above whether yours still counts.</p>}
    </div>
  );
}

function introOf({ merge }: Conflict): string {
  if (merge === null)
    return "No merge could be proposed: below is the store's text, to work in what GitHub has.";
  if (merge.clashes === 0)
    return "Both sides' changes go together: below is the proposal, which you may edit.";
  return "Below is a proposal in which some places are left to you.";
}
