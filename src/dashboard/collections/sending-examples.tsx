import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import own from "./collections.module.css";
import { CopyableText } from "./copyable-text.tsx";

export interface SendingExamplesProps {
  readonly url: string;
  /** Puts it away; left out: it goes with the page. */
  readonly onClose?: () => void;
}

/** The one time that the URL is there. It stays until it is put away: nothing that happens elsewhere takes it. */
export function SendingExamples({ url, onClose }: SendingExamplesProps): ReactElement {
  return (
    <div className={own.examples}>
      <Banner
        title="Copy it now"
        variant="warning"
        description="It is shown this once, and kept only as a hash. Treat it as a password."
        {...(onClose !== undefined && { onDismiss: onClose })}
      />
      <CopyableText
        label="For Postman: Integrations, Custom webhook, Backup a collection, Webhook URL"
        text={url}
      />
      <CopyableText
        label="With curl"
        text={`curl -sS ${url} -H 'Content-Type: application/json' --data-binary @collection.json`}
      />
    </div>
  );
}
