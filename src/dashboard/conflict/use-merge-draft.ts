import { useState } from "react";
import type { Conflict, Link } from "../api/contract.ts";
import type { SavedText } from "../api/schema.ts";
import { type EditedText, useDraft } from "../drafts/use-draft.ts";
import { mergeDraftName } from "./merge-draft-name.ts";
import { sidesOf } from "./sides-of.ts";
import type { Texts } from "./use-texts.ts";

export interface MergeDraft {
  /** It holds for both sides as they were when it was begun: `isOutdated` where one has moved on since. */
  readonly edited: EditedText;
  /** Which sides it would be put in place of now. */
  readonly sides: string;
  /** False while the texts of those sides are being read. */
  readonly isPresent: boolean;
  /** What it begins with; null: that was not read yet. */
  readonly proposal: string | null;
}

/** A merged text while it is written. News of either side renew the proposal, and nothing else. */
export function useMergeDraft(
  workspace: string,
  link: Link,
  { conflict, texts }: { readonly conflict: Conflict; readonly texts: Texts },
): MergeDraft {
  const sides = sidesOf(conflict);
  const text = texts.merge ?? texts.store ?? "";
  const [proposal, setProposal] = useState<SavedText | null>(null);
  const isNews = texts.isPresent && (proposal?.text !== text || proposal.blob !== sides);
  const present = isNews ? { text, blob: sides } : proposal;
  if (isNews) setProposal(present);
  const edited = useDraft(mergeDraftName(workspace, link.id), present);
  return { edited, sides, isPresent: present?.blob === sides, proposal: present?.text ?? null };
}
