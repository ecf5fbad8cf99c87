import { Banner, Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import classes from "./drafts.module.css";
import type { EditedText } from "./use-draft.ts";

export interface OtherDraftProps {
  readonly edited: EditedText;
  readonly other: string;
}

/** One person in two tabs: each keeps what is written in it. */
export function OtherDraft({ edited, other }: OtherDraftProps): ReactElement {
  const [isCompared, setIsCompared] = useState(false);
  return (
    <div className={classes.stack}>
      <Banner
        title="You wrote another text of this in another tab"
        variant="warning"
        description="It is not saved. This browser keeps it beside the one below."
        primaryAction={
          <Banner.PrimaryAction onClick={edited.takeOther}>Go on with that one</Banner.PrimaryAction>
        }
        secondaryAction={
          <Banner.SecondaryAction onClick={edited.dropOther}>Throw that one away</Banner.SecondaryAction>
        }
      />
      <div>
        <Button onClick={() => setIsCompared(!isCompared)} aria-expanded={isCompared}>
          {isCompared ? "Hide the difference" : "Show the difference"}
        </Button>
      </div>
      {isCompared && (
        <LazyDifference label="From the text below to the other one" before={edited.text} after={other} />
      )}
    </div>
  );
}
