import { Banner, Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { Problem } from "../api/problem.ts";
import type { SavedText } from "../api/schema.ts";
import type { EditedText } from "../drafts/use-draft.ts";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import { Failure } from "../states/failure.tsx";
import { LateNews } from "../states/late-news.tsx";

export interface SaveRefusedProps {
  readonly saved: SavedText | null;
  readonly edited: EditedText;
  /** Null: the last save was not refused. */
  readonly error: unknown;
  /** Over which text that save was to go. */
  readonly refusedOver: string | null;
  readonly onSave: (over: string | null, mayChangeKind?: boolean) => void;
  readonly onReadAgain: () => void;
}

/** There is something to choose, beneath the editor. */
export function isAnswered(error: unknown): boolean {
  return error instanceof Problem && (error.code === "stale_edit" || error.code === "kind_changed");
}

/** What was written stays in the editor, whatever is shown here. */
export function SaveRefused(props: SaveRefusedProps): ReactElement | null {
  const { saved, edited, error, refusedOver, onSave, onReadAgain } = props;
  const code = error instanceof Problem && edited.isChanged ? error.code : "";
  const isOfPresent = refusedOver === (saved?.blob ?? null);
  if (code === "kind_changed" && (isOfPresent || !edited.isOutdated)) {
    return (
      <Banner
        title="This is another kind of schema"
        variant="warning"
        description={error instanceof Problem ? error.message : ""}
        primaryAction={
          <Banner.PrimaryAction onClick={() => onSave(refusedOver, true)}>
            Save it all the same
          </Banner.PrimaryAction>
        }
      />
    );
  }
  if (edited.isOutdated && saved !== null)
    return <SavedElsewhere saved={saved} edited={edited} onSave={onSave} />;
  if (code !== "stale_edit") return null;
  return <Failure title="It was not saved" error={error} onRetry={onReadAgain} />;
}

interface SavedElsewhereProps extends Pick<SaveRefusedProps, "edited" | "onSave"> {
  readonly saved: SavedText;
}

function SavedElsewhere({ saved, edited, onSave }: SavedElsewhereProps): ReactElement {
  const [isCompared, setIsCompared] = useState(false);
  return (
    <>
      <LateNews>
        <Banner
          title="Somebody saved another text meanwhile"
          variant="warning"
          description="Yours is not lost: it is in the editor above, and kept in this browser. Compare the two, take over by hand what is missing, and save yours; or go on with theirs."
          primaryAction={
            <Banner.PrimaryAction onClick={() => onSave(saved.blob)}>Save mine over it</Banner.PrimaryAction>
          }
          secondaryAction={
            <Banner.SecondaryAction onClick={edited.drop}>Throw mine away</Banner.SecondaryAction>
          }
        />
        <Button onClick={() => setIsCompared(!isCompared)} aria-expanded={isCompared}>
          {isCompared ? "Hide the difference" : "Show the difference"}
        </Button>
      </LateNews>
      {isCompared && (
        <LazyDifference label="From the saved text to yours" before={saved.text} after={edited.text} />
      )}
    </>
  );
}
