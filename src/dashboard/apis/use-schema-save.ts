import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { type SavedText, saveSchema, schemaQuery, type VersionAddress } from "../api/schema.ts";
import { type EditedText, useDraft } from "../drafts/use-draft.ts";
import type { Said } from "../states/notice.tsx";
import { savedWords } from "./saved-words.ts";
import { messageDraftName, schemaDraftName } from "./schema-draft-name.ts";

interface Wish {
  readonly text: string;
  readonly over: string | null;
  readonly message: string;
  readonly mayChangeKind: boolean;
}

export interface SchemaWork {
  readonly edited: EditedText;
  /** What is said of the change. */
  readonly message: EditedText;
  readonly send: (over: string | null, mayChangeKind?: boolean) => void;
  readonly isSaving: boolean;
  /** Why the last save was refused; null: it was not. */
  readonly error: unknown;
  /** Over which text it was to go. */
  readonly refusedOver: string | null;
  /** Live updates may tell of a save before it has answered itself: what they say is then no news. */
  readonly isOwnNews: boolean;
  readonly said: Said | null;
  readonly hush: () => void;
  readonly readAgain: () => Promise<void>;
}

const NO_MESSAGE: SavedText = { text: "", blob: "" };

/** A version's text while it is written, and its saves. What is typed while one runs stays. */
export function useSchemaSave(address: VersionAddress, saved: SavedText | null): SchemaWork {
  const client = useQueryClient();
  const edited = useDraft(schemaDraftName(address), saved);
  const message = useDraft(messageDraftName(address), NO_MESSAGE);
  const [said, setSaid] = useState<Said | null>(null);
  const readAgain = (): Promise<void> =>
    client.invalidateQueries({ queryKey: workspaceKey(address.workspace) });
  const save = useMutation({
    mutationFn: (wish: Wish) => saveSchema(address, wish),
    onSuccess: (answer, { text, message: sent }) => {
      client.setQueryData(schemaQuery(address).queryKey, (): SavedText => ({ text, blob: answer.blob }));
      edited.saved(text, answer.blob);
      message.saved(sent, NO_MESSAGE.blob);
      setSaid({ done: savedWords(answer) });
    },
    onSettled: readAgain,
  });
  return {
    edited,
    message,
    send: (over, mayChangeKind = false) =>
      save.mutate({ text: edited.text, over, message: message.text, mayChangeKind }),
    isSaving: save.isPending,
    error: save.error,
    refusedOver: save.variables?.over ?? null,
    isOwnNews: save.isPending && saved?.text === save.variables.text,
    said,
    hush: () => setSaid(null),
    readAgain,
  };
}
