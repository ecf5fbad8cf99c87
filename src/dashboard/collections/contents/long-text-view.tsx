import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import rows from "../../styles/rows.module.css";
import own from "./contents.module.css";
import type { LongText } from "./details-of.ts";
import { HiddenText } from "../../secrets/hidden-text.tsx";

/** Characters: what most scripts and bodies have, and what a page can hold. */
const SHOWN_FIRST = 3000;
const SHOWN_AT_MOST = 100_000;

/** A script, a body: shown as text, never run. */
export function LongTextView({ title, text, isHidden }: LongText): ReactElement {
  const [isWhole, setIsWhole] = useState(false);
  const shown = text.slice(0, isWhole ? SHOWN_AT_MOST : SHOWN_FIRST);
  const rest = text.length - shown.length;
  return (
    <div>
      <h3>{title}</h3>
      <HiddenText name={title} isHidden={isHidden}>
        <pre className={own.text}>{shown}</pre>
        {rest > 0 && !isWhole && (
          <Button size="small" onClick={() => setIsWhole(true)}>
            Show the rest
          </Button>
        )}
        {rest > 0 && isWhole && (
          <p className={rows.small}>{`${rest} more characters: download the collection to see them.`}</p>
        )}
      </HiddenText>
    </div>
  );
}
