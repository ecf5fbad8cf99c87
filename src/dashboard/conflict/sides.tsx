import type { ReactElement } from "react";
import type { Conflict, LinkWithRights } from "../api/contract.ts";
import type { ChoiceWords } from "./choice-words.ts";
import classes from "./conflict.module.css";
import { Side } from "./side.tsx";
import type { ResolutionWork } from "./use-resolution.ts";

export interface SidesProps {
  readonly link: LinkWithRights;
  readonly conflict: Conflict;
  readonly words: ChoiceWords;
  readonly work: ResolutionWork;
}

/** One side or the other, as it is. To keep the store's text touches this place alone; GitHub's goes to all places of the document. */
export function Sides({ link, conflict, words, work }: SidesProps): ReactElement {
  const { renamedTo, remote, text } = conflict;
  const { resolve, follow, isBusy, sent } = work;
  const mayKeep = link.writable && !isBusy;
  return (
    <div className={classes.sides}>
      {renamedTo !== null && (
        <Side
          title="Follow the file"
          action={`Follow to ${renamedTo}`}
          isDisabled={!mayKeep}
          isSent={sent === "follow"}
          onChoose={() => follow(renamedTo)}
        >
          {`The same text stands at ${renamedTo}: the integration goes on there.`}
        </Side>
      )}
      <Side
        title="The store"
        action="Keep the store's text"
        isDisabled={!mayKeep}
        isSent={sent === "store"}
        onChoose={() => resolve({ keep: "store" })}
      >
        {words.store}
      </Side>
      <Side
        title="GitHub"
        action={remote === null ? "Leave it away and disconnect" : "Keep GitHub's text"}
        isDisabled={!mayKeep || !text.writable}
        isSent={sent === "github"}
        onChoose={() => resolve({ keep: "github" })}
      >
        {words.github}
      </Side>
    </div>
  );
}
