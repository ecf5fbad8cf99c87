import { Banner, Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import { LateNews } from "../states/late-news.tsx";
import classes from "./conflict.module.css";
import type { MergeDraft } from "./use-merge-draft.ts";

/** A merge that was written for other texts than the present ones would undo what was pushed or saved since. */
export function MovedOn({ draft }: { readonly draft: MergeDraft }): ReactElement {
  const { edited, sides, proposal } = draft;
  const [isCompared, setIsCompared] = useState(false);
  return (
    <>
      <LateNews>
        <Banner
          title="One side has moved on since you wrote this"
          variant="warning"
          description="Yours is in the editor above, without what is new. Compare it with the present proposal, take over by hand what is missing, and go on with yours; or begin again."
          primaryAction={
            <Banner.PrimaryAction onClick={() => edited.rebase(sides)}>Go on with mine</Banner.PrimaryAction>
          }
        />
        <Button onClick={() => setIsCompared(!isCompared)} aria-expanded={isCompared}>
          {isCompared ? "Hide the difference" : "Show the difference"}
        </Button>
      </LateNews>
      {isCompared && proposal !== null && (
        <section className={classes.change} aria-label="Difference">
          <LazyDifference label="From the present proposal to yours" before={proposal} after={edited.text} />
        </section>
      )}
    </>
  );
}
