import type { ReactElement } from "react";
import type { Conflict, LinkWithRights } from "../api/contract.ts";
import { ChoiceFailure } from "./choice-failure.tsx";
import { choiceWords } from "./choice-words.ts";
import classes from "./conflict.module.css";
import { MayNotChoose } from "./may-not-choose.tsx";
import { MergedText } from "./merged-text.tsx";
import { Sides } from "./sides.tsx";
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
  const work = useResolution(workspace, link, { conflict, edited: draft.edited });
  const mayReplace = link.writable && conflict.text.writable;
  const words = choiceWords(link);
  return (
    <div className={classes.choice}>
      <p>{words.intro}</p>
      <MayNotChoose link={link} text={conflict.text} />
      <ChoiceFailure error={work.error} onAgain={work.again} />
      <WhatChanged texts={texts} isCollection={link.kind === "backup"} />
      <Sides link={link} conflict={conflict} words={words} work={work} />
      {words.merged !== null && draft.proposal !== null && (mayReplace || draft.edited.isChanged) && (
        <MergedText
          workspace={workspace}
          link={String(link.id)}
          conflict={conflict}
          draft={draft}
          about={words.merged}
          mayReplace={mayReplace}
          isBusy={work.isBusy}
          isSent={work.sent === "merged"}
          onSave={(content) => work.resolve({ content })}
        />
      )}
    </div>
  );
}
