import { Banner, Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { DocumentationText } from "../api/documentation.ts";
import type { VersionAddress } from "../api/schema.ts";
import { Failure } from "../states/failure.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import classes from "./documentation.module.css";
import { DocumentationFrame } from "./documentation-frame.tsx";
import { safeAddress } from "./frame-messages.ts";

export interface RenderedTextProps extends DocumentationText {
  readonly address: VersionAddress;
}

/** Above it, rendering takes long enough to be asked for. */
const RENDERED_UNASKED = 4_000_000;

export function RenderedText({ address, text, apart }: RenderedTextProps): ReactElement {
  const [isAsked, setAsked] = useState(text.length <= RENDERED_UNASKED);
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  if (!isAsked) return <LargeText text={text} onShow={() => setAsked(true)} />;
  const leave = (to: string): void => {
    // Only what somebody has just asked for.
    if (!navigator.userActivation.isActive) return;
    const safe = safeAddress(to, location.origin);
    if (safe === null)
      setSaid({ error: new Error(`This link is not opened, because it is none to a website: ${to}`) });
    else open(safe, "_blank", "noopener,noreferrer");
  };
  return (
    <>
      {apart !== null && (
        <div className={classes.above}>
          <Banner title="Without the files that it refers to" description={apart} variant="warning" />
        </div>
      )}
      {failure === null ? (
        <DocumentationFrame
          key={attempt}
          label={`Documentation of ${address.api} ${address.version}`}
          text={text}
          onFailure={setFailure}
          onLeave={leave}
        />
      ) : (
        <Failure
          title="This could not be rendered"
          error={new Error(failure)}
          onRetry={() => {
            setFailure(null);
            setAttempt(attempt + 1);
          }}
        />
      )}
      <Notice said={said} onClose={() => setSaid(null)} />
    </>
  );
}

function LargeText({ text, onShow }: { readonly text: string; readonly onShow: () => void }): ReactElement {
  return (
    <Banner
      title="This is a large document"
      description={`It has ${(text.length / 1_000_000).toFixed(1)} million characters: rendering it may take a minute, and much memory. The outline beside the text is there at once.`}
      variant="info"
      primaryAction={<Button onClick={onShow}>Render it</Button>}
    />
  );
}
