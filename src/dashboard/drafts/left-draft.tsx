import { Button, FormControl, Textarea } from "@primer/react";
import type { ReactElement } from "react";
import { CopyButton } from "../states/copy-button.tsx";
import classes from "./drafts.module.css";
import { useDraft } from "./use-draft.ts";

export interface LeftDraftProps {
  /** Of the draft; stays as long as the component does. */
  readonly name: string;
  readonly label: string;
}

/** What somebody was writing when what it was for came to an end: to copy from, until they throw it away. */
export function LeftDraft({ name, label }: LeftDraftProps): ReactElement | null {
  const left = useDraft(name, null);
  if (!left.isChanged) return null;
  return (
    <section className={classes.left} aria-label="What you wrote">
      <h2>What you wrote is still here</h2>
      <p>It was not saved. Take from it what is still wanted, and save that where the document is edited.</p>
      <FormControl>
        <FormControl.Label>{label}</FormControl.Label>
        <Textarea block rows={14} readOnly value={left.text} />
      </FormControl>
      <div className={classes.deeds}>
        <CopyButton text={left.text} />
        <Button variant="danger" onClick={left.drop}>
          Throw it away
        </Button>
      </div>
    </section>
  );
}
