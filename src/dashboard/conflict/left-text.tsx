import { Button, FormControl, Textarea } from "@primer/react";
import type { ReactElement } from "react";
import { useDraft } from "../drafts/use-draft.ts";
import { CopyButton } from "../states/copy-button.tsx";
import classes from "./conflict.module.css";
import { mergeDraftName } from "./merge-draft-name.ts";

export interface LeftTextProps {
  readonly workspace: string;
  /** Its id. */
  readonly link: number;
}

/** What somebody was writing here when somebody else chose: to copy from, until they throw it away. */
export function LeftText({ workspace, link }: LeftTextProps): ReactElement | null {
  const left = useDraft(mergeDraftName(workspace, link), null);
  if (!left.isChanged) return null;
  return (
    <section className={classes.merged} aria-label="What you wrote">
      <h2>What you wrote is still here</h2>
      <p>It was not saved. Take from it what is still wanted, and save that where the document is edited.</p>
      <FormControl>
        <FormControl.Label>Your merged text</FormControl.Label>
        <Textarea block rows={14} readOnly value={left.text} />
      </FormControl>
      <div className={classes.save}>
        <CopyButton text={left.text} />
        <Button variant="danger" onClick={left.drop}>
          Throw it away
        </Button>
      </div>
    </section>
  );
}
