import type { ReactElement } from "react";
import type { Conflict, LinkWithRights } from "../api/contract.ts";
import { ChoiceFailure } from "./choice-failure.tsx";
import { choiceWords } from "./choice-words.ts";
import classes from "./conflict.module.css";
import { MayNotChoose } from "./may-not-choose.tsx";
import { MergedText } from "./merged-text.tsx";
import { Side } from "./side.tsx";
import { useMergeDraft } from "./use-merge-draft.ts";
import { useResolution } from "./use-resolution.ts";
import { useTexts } from "./use-texts.ts";
import { WhatChanged } from "./what-changed.tsx";

export interface ChoiceProps {
  readonly workspace: string;
  readonly link: LinkWithRights;
  readonly conflict: Conflict;
}

export function Choice({ workspace, link, conflict }: ChoiceProps): ReactElement {
  const texts = useTexts(workspace, conflict);
  const draft = useMergeDraft(workspace, link, { conflict, texts });
  const {
    resolve,
    follow,
    again,
    isBusy: isSent,
    error,
  } = useResolution(workspace, link, {
    conflict,
    edited: draft.edited,
  });
  // To keep the store's text touches this place alone; any other goes to all places of the document.
  const mayWrite = link.writable && conflict.text.writable;
  const mayKeep = link.writable && !isSent;
  const mayReplace = mayWrite && !isSent;
  const words = choiceWords(link);
  const { renamedTo, remote } = conflict;
  const keepGitHub = remote === null ? "Leave it away and disconnect" : "Keep GitHub's text";
  return (
    <div className={classes.choice}>
      <p>{words.intro}</p>
      <MayNotChoose link={link} text={conflict.text} />
      <ChoiceFailure error={error} onAgain={again} />
      <WhatChanged texts={texts} />
      <div className={classes.sides}>
        {renamedTo !== null && (
          <Side
            title="Follow the file"
            action={`Follow to ${renamedTo}`}
            isDisabled={!mayKeep}
            onChoose={() => follow(renamedTo)}
          >
            {`The same text stands at ${renamedTo}: the integration goes on there.`}
          </Side>
        )}
        <Side
          title="The store"
          action="Keep the store's text"
          isDisabled={!mayKeep}
          onChoose={() => resolve({ keep: "store" })}
        >
          {words.store}
        </Side>
        <Side
          title="GitHub"
          action={keepGitHub}
          isDisabled={!mayReplace}
          onChoose={() => resolve({ keep: "github" })}
        >
          {words.github}
        </Side>
      </div>
      {words.merged !== null && draft.proposal !== null && (mayWrite || draft.edited.isChanged) && (
        <MergedText
          conflict={conflict}
          draft={draft}
          about={words.merged}
          isBusy={!mayReplace}
          onSave={(content) => resolve({ content })}
        />
      )}
    </div>
  );
}
