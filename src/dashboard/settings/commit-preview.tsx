import type { ReactElement } from "react";
import type { MessageTemplate } from "../../core/sync/message-template.ts";
import { previewsOf } from "./preview-text.ts";
import classes from "./settings.module.css";

export interface CommitPreviewProps {
  readonly template: MessageTemplate;
  /** Why it cannot be used; null where it can. */
  readonly fault: string | null;
}

export function CommitPreview({ template, fault }: CommitPreviewProps): ReactElement {
  const previews = fault === null ? previewsOf(template) : null;
  return (
    <div className={classes.section} aria-live="polite">
      {fault !== null && <p className={classes.fault}>{fault}</p>}
      {previews !== null && (
        <div className={classes.previews}>
          <figure>
            <figcaption>A commit of one document</figcaption>
            <pre className={classes.preview}>{previews.one}</pre>
          </figure>
          <figure>
            <figcaption>A commit of several</figcaption>
            <pre className={classes.preview}>{previews.several}</pre>
          </figure>
        </div>
      )}
    </div>
  );
}
