import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import own from "./collections.module.css";
import { CopyableText } from "./copyable-text.tsx";

export function SendingExamples({ url }: { readonly url: string }): ReactElement {
  return (
    <div className={own.examples}>
      <Banner
        title="Copy it now"
        variant="warning"
        description="It is shown this once, and kept only as a hash. Treat it as a password."
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
