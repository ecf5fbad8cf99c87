import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Conflict } from "../api/contract.ts";
import { blobQuery } from "../api/schema.ts";

/** Null: there is no such text. Undefined: it is being read. */
export interface Texts {
  readonly base: string | null | undefined;
  readonly store: string | null | undefined;
  readonly remote: string | null | undefined;
  /** The proposed merge. */
  readonly merge: string | null | undefined;
  /** False while some of them are being read, and those before are shown. */
  readonly isPresent: boolean;
  readonly error: unknown;
  /** Reads again what could not be read. */
  readonly retry: () => void;
}

/** What was shown stays until what comes in its place is read. */
export function useTexts(workspace: string, { base, store, remote, merge }: Conflict): Texts {
  const [baseText, storeText, remoteText, mergeText] = [
    useText(workspace, base),
    useText(workspace, store),
    useText(workspace, remote),
    useText(workspace, merge?.blob ?? null),
  ];
  const all = [baseText, storeText, remoteText, mergeText];
  return {
    base: baseText.text,
    store: storeText.text,
    remote: remoteText.text,
    merge: mergeText.text,
    isPresent: all.every(({ isPresent }) => isPresent),
    error: all.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const { error, read } of all) if (error !== null) read();
    },
  };
}

interface Text {
  readonly text: string | null | undefined;
  readonly isPresent: boolean;
  readonly error: unknown;
  readonly read: () => void;
}

function useText(workspace: string, blob: string | null): Text {
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...blobQuery(workspace, blob ?? ""),
    enabled: blob !== null,
    placeholderData: keepPreviousData,
  });
  const read = (): void => void refetch();
  if (blob === null) return { text: null, isPresent: true, error: null, read };
  return { text: data, isPresent: data !== undefined && !isPlaceholderData, error, read };
}
