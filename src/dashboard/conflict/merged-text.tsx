import { Button } from "@primer/react";
import type { ReactElement } from "react";
import { useDraft } from "../drafts/use-draft.ts";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import type { ChoiceProps } from "./choice.tsx";
import { clashesIn } from "./clashes-in.ts";
import classes from "./conflict.module.css";
import { mergeDraftName } from "./merge-draft-name.ts";
import type { Texts } from "./use-texts.ts";

export interface MergedTextProps extends ChoiceProps {
  readonly texts: Texts;
  /** What saving it will do. */
  readonly about: string;
  readonly isBusy: boolean;
  readonly onSave: (content: string) => void;
}

/** Begins as the proposed merge, else as the store's text; what is written stays through reloads and news from either side. */
export function MergedText(props: MergedTextProps): ReactElement {
  const { workspace, link, conflict, texts, about, isBusy, onSave } = props;
  const proposed = texts.merge ?? texts.store ?? "";
  const blob = conflict.merge?.blob ?? conflict.store ?? "";
  const edited = useDraft(mergeDraftName(workspace, link.id), { text: proposed, blob });
  const clashes = clashesIn(edited.text);
  return (
    <section className={classes.merged} aria-label="Merged text">
      <h2>Or put both together</h2>
      <p>
        {introOf(conflict)} {about}
      </p>
      <LazyEditor label="Merged text" text={edited.text} onChange={edited.change} />
      <div className={classes.save}>
        <Button variant="primary" disabled={isBusy || clashes > 0} onClick={() => onSave(edited.text)}>
          Save the merged text
        </Button>
        {edited.isChanged && <Button onClick={edited.drop}>Begin again from the proposal</Button>}
        {clashes > 0 && (
          <p>{`${clashes} place${clashes === 1 ? "" : "s"} between <<<<<<< and >>>>>>> to decide first.`}</p>
        )}
      </div>
    </section>
  );
}

function introOf({ merge }: MergedTextProps["conflict"]): string {
  if (merge === null)
    return "No merge could be proposed: below is the store's text, to work in what GitHub has.";
  if (merge.clashes === 0)
    return "Both sides' changes go together: below is the proposal, which you may edit.";
  return "Below is a proposal in which some places are left to you.";
}
