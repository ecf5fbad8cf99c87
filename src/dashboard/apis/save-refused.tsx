import { Banner, Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { Problem } from "../api/problem.ts";
import type { SavedText } from "../api/schema.ts";
import type { EditedText } from "../drafts/use-draft.ts";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import own from "./apis.module.css";

export interface SaveRefusedProps {
  readonly workspace: string;
  readonly saved: SavedText | null;
  readonly edited: EditedText;
  readonly error: unknown;
  readonly onSave: (over: string | null, mayChangeKind?: boolean) => void;
}

/** What was written stays in the editor, whatever is shown here. */
export function SaveRefused({ saved, edited, error, onSave }: SaveRefusedProps): ReactElement | null {
  const [isCompared, setIsCompared] = useState(false);
  if (edited.isOutdated && saved !== null) {
    return (
      <div className={own.stack}>
        <Banner
          title="Somebody saved another text meanwhile"
          variant="warning"
          description="Yours is not lost: it is in the editor below, and kept in this browser. Compare the two, take over by hand what is missing, and save yours; or go on with theirs."
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
        {isCompared && (
          <LazyDifference label="From the saved text to yours" before={saved.text} after={edited.text} />
        )}
      </div>
    );
  }
  if (!(error instanceof Problem) || error.code !== "kind_changed") return null;
  return (
    <Banner
      title="This is another kind of schema"
      variant="warning"
      description={error.message}
      primaryAction={
        <Banner.PrimaryAction onClick={() => onSave(edited.over, true)}>
          Save it all the same
        </Banner.PrimaryAction>
      }
    />
  );
}
