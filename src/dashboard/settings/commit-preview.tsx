import { type ReactElement, useState } from "react";
import { DEFAULT_TEMPLATE, type MessageTemplate } from "../../core/sync/message-template.ts";
import { previewsOf } from "./preview-text.ts";
import classes from "./settings.module.css";

export interface CommitPreviewProps {
  readonly template: MessageTemplate;
  /** Why it cannot be used; null where it can. */
  readonly fault: string | null;
}

/** What was sound last stays in view: nothing comes and goes while somebody types. */
export function CommitPreview({ template, fault }: CommitPreviewProps): ReactElement {
  const [sound, setSound] = useState(DEFAULT_TEMPLATE);
  if (fault === null && (sound.headline !== template.headline || sound.body !== template.body)) {
    setSound(template);
  }
  const { one, several } = previewsOf(sound);
  return (
    <>
      <p className={classes.fault} aria-live="polite">
        {fault !== null && `${fault.charAt(0).toUpperCase()}${fault.slice(1)}`}
      </p>
      <div className={classes.previews} data-is-old={fault !== null}>
        <figure>
          <figcaption>A commit of one document</figcaption>
          <pre className={classes.preview}>{one}</pre>
        </figure>
        <figure>
          <figcaption>A commit of several</figcaption>
          <pre className={classes.preview}>{several}</pre>
        </figure>
      </div>
    </>
  );
}
