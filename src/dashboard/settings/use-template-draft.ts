import type { MessageTemplate } from "../../core/sync/message-template.ts";
import { isFields } from "../../core/fields.ts";
import { useDraft } from "../drafts/use-draft.ts";

export interface TemplateDraft {
  readonly template: MessageTemplate;
  readonly isChanged: boolean;
  readonly change: (template: MessageTemplate) => void;
  /** It was saved: what was written since stays. */
  readonly saved: (template: MessageTemplate) => void;
  readonly drop: () => void;
}

export function useTemplateDraft(workspace: string, saved: MessageTemplate): TemplateDraft {
  const savedText = textOf(saved);
  const draft = useDraft(`commit-message/${workspace}`, { text: savedText, blob: savedText });
  return {
    template: templateIn(draft.text) ?? saved,
    isChanged: draft.isChanged,
    change: (template) => draft.change(textOf(template)),
    saved: (template) => draft.saved(textOf(template), textOf(template)),
    drop: draft.drop,
  };
}

function textOf({ headline, body }: MessageTemplate): string {
  return JSON.stringify({ headline, body });
}

function templateIn(text: string): MessageTemplate | null {
  const parsed: unknown = JSON.parse(text);
  if (!isFields(parsed)) return null;
  const { headline, body } = parsed;
  return typeof headline === "string" && typeof body === "string" ? { headline, body } : null;
}
